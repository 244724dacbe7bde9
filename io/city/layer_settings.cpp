#include "io/city/layer_settings.hpp"

#include "engine/error.hpp"
#include "engine/quote.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace evengrid::io {

namespace {

/// Which layer a setting is said of; empty: of all. The name of a layer may have a '=' itself, as
/// in "city.gpkg|layername=roads".
std::string said_of(const std::string& setting) {
    const std::size_t sign = setting.rfind('=');
    return sign == std::string::npos ? "" : setting.substr(0, sign);
}

/// The narrowest setting that is said of a layer, of several the last; empty where none is.
std::string setting_of(const NamedLayer& layer, const std::vector<std::string>& settings) {
    for (const std::string& of : {layer.given, layer.role, std::string()}) {
        const auto said =
            std::find_if(settings.rbegin(), settings.rend(),
                         [&](const std::string& each) { return said_of(each) == of; });
        if (said != settings.rend()) {
            return of.empty() ? *said : said->substr(of.size() + 1);
        }
    }
    return "";
}

} // namespace

std::vector<NamedLayer> layers_of(const CitySources& sources) {
    std::vector<NamedLayer> layers;
    const auto add = [&](const std::string& role, const std::string& given) {
        if (!given.empty()) {
            layers.push_back({role, given});
        }
    };
    const auto add_all = [&](const std::string& role, const std::vector<std::string>& given) {
        for (const std::string& each : given) {
            add(role, each);
        }
    };
    add("units", sources.units);
    add("buildings", sources.buildings);
    add("blocks", sources.blocks);
    add_all("roads", sources.roads);
    add_all("motorways", sources.motorways);
    add_all("railways", sources.railways);
    add_all("walls", sources.walls);
    add_all("water", sources.water);
    add_all("crossings", sources.crossings);
    add_all("exclusive", sources.exclusive);
    add_all("keep-area", sources.keep_areas);
    add("points", sources.points);
    add("existing", sources.existing);
    add("totals", sources.people.totals);
    return layers;
}

std::string encoding_of(const NamedLayer& layer, const std::vector<std::string>& encodings) {
    return setting_of(layer, encodings);
}

engine::MapShift shift_of(const NamedLayer& layer, const std::vector<std::string>& shifts) {
    std::vector<std::string> of_layers;
    for (const std::string& shift : shifts) {
        of_layers.push_back(said_of(shift).empty() ? "buildings=" + shift : shift);
    }
    const std::string name = setting_of(layer, of_layers);
    for (const auto shift : {engine::MapShift::gcj02, engine::MapShift::bd09}) {
        if (name == engine::words(shift)) {
            return shift;
        }
    }
    if (!name.empty()) {
        throw engine::Error(engine::ErrorCode::usage,
                            fmt::format("--from-crs {} is no shift", engine::quote(name)),
                            "gcj02 or bd09");
    }
    return engine::MapShift::none;
}

void check_settings(const std::string& option, const std::vector<std::string>& settings,
                    const std::vector<NamedLayer>& layers) {
    for (const std::string& setting : settings) {
        const std::string of = said_of(setting);
        const bool is_known = std::any_of(layers.begin(), layers.end(), [&](const auto& layer) {
            return layer.role == of || layer.given == of;
        });
        if (!of.empty() && !is_known) {
            const std::string value = setting.substr(of.size());
            throw engine::Error(
                engine::ErrorCode::usage,
                fmt::format("{} {} is of no layer that is read", option, engine::quote(setting)),
                fmt::format("{} {}{}, with a layer as it is given", option, layers.front().given,
                            value));
        }
    }
}

} // namespace evengrid::io
