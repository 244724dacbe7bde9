#include "io/city/layer_encodings.hpp"

#include "engine/error.hpp"
#include "engine/quote.hpp"
#include "io/city/people_raster.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace evengrid::io {

namespace {

/// Which layer an encoding is said of; empty: of all. The name of a layer may have a '=' itself, as
/// in "city.gpkg|layername=roads".
std::string said_of(const std::string& encoding) {
    const std::size_t sign = encoding.rfind('=');
    return sign == std::string::npos ? "" : encoding.substr(0, sign);
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
    add(population_raster, sources.people.raster);
    return layers;
}

std::string encoding_of(const NamedLayer& layer, const std::vector<std::string>& encodings) {
    for (const std::string& of : {layer.given, layer.role, std::string()}) {
        const auto said =
            std::find_if(encodings.rbegin(), encodings.rend(),
                         [&](const std::string& each) { return said_of(each) == of; });
        if (said != encodings.rend()) {
            return of.empty() ? *said : said->substr(of.size() + 1);
        }
    }
    return "";
}

void check_encodings(const std::vector<std::string>& encodings,
                     const std::vector<NamedLayer>& layers) {
    for (const std::string& encoding : encodings) {
        const std::string of = said_of(encoding);
        const bool is_known = std::any_of(layers.begin(), layers.end(), [&](const auto& layer) {
            return layer.role == of || layer.given == of;
        });
        if (!of.empty() && !is_known) {
            throw engine::Error(
                engine::ErrorCode::usage,
                fmt::format("--encoding {} is of no layer that is read", engine::quote(encoding)),
                fmt::format("--encoding {}=GBK, with a layer as it is given",
                            layers.front().given));
        }
    }
}

} // namespace evengrid::io
