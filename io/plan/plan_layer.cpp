#include "io/plan/plan_layer.hpp"

#include "engine/error.hpp"
#include "engine/quote.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

namespace evengrid::io {

std::string plan_layer_name(const std::string& path, const std::string& layer) {
    if (!std::filesystem::is_directory(path)) {
        return path + "|layername=" + layer;
    }
    for (const char* extension : {".fgb", ".shp", ".dbf", ".geojson"}) {
        const std::filesystem::path file = std::filesystem::path(path) / (layer + extension);
        if (std::filesystem::exists(file)) {
            return file.string() + "|layername=" + layer;
        }
    }
    return {};
}

namespace {

/// What everyone may see has only some of what a plan has.
bool is_publication(const std::string& path) {
    return has_plan_layer(path, "grids") &&
           VectorSource(find_layer(plan_layer_name(path, "grids")), {}).find_field("hidden");
}

} // namespace

void refuse_plan(const std::string& path, const std::string& why) {
    if (is_publication(path)) {
        throw engine::Error(
            engine::ErrorCode::input,
            fmt::format("{} is a publication: it has neither blocks nor bounds nor small counts, "
                        "which a plan has",
                        engine::quote(path)),
            "the plan that it was published from; the publication opens, styled, in QGIS");
    }
    throw engine::Error(engine::ErrorCode::input,
                        fmt::format("{} is no plan: {}", engine::quote(path), why),
                        "a file that evengrid partition wrote");
}

bool has_plan_layer(const std::string& path, const std::string& layer) {
    if (std::filesystem::is_directory(path)) {
        return !plan_layer_name(path, layer).empty();
    }
    const std::vector<std::string> names = layer_names(find_layer(path));
    return std::find(names.begin(), names.end(), layer) != names.end();
}

VectorSource open_plan_layer(const std::string& path, const std::string& layer) {
    const std::string given = plan_layer_name(path, layer);
    if (given.empty()) {
        refuse_plan(path, "it has no layer " + layer);
    }
    return VectorSource(find_layer(given), {});
}

engine::Crs read_plan_layer(const std::string& path, const std::string& layer,
                            const PlanFields& fields, const std::function<void(Feature&&)>& take) {
    VectorSource source = open_plan_layer(path, layer);
    std::vector<std::string> names = fields.needed;
    names.insert(names.end(), fields.wanted.begin(), fields.wanted.end());
    std::vector<std::size_t> found, goes_to;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (const auto field = source.find_field(names[i])) {
            found.push_back(*field);
            goes_to.push_back(i);
        } else if (i < fields.needed.size()) {
            refuse_plan(path, fmt::format("its layer {} has no field {}", layer, names[i]));
        }
    }
    source.read(found, [&](Feature&& feature) {
        std::vector<Value> values(names.size());
        for (std::size_t i = 0; i < goes_to.size(); ++i) {
            values[goes_to[i]] = std::move(feature.values[i]);
        }
        feature.values = std::move(values);
        take(std::move(feature));
    });
    return source.crs().value_or(engine::Crs{});
}

std::int64_t whole_of(const Value& value) {
    if (const auto* real = std::get_if<double>(&value)) {
        return std::llround(*real);
    }
    const auto* number = std::get_if<std::int64_t>(&value);
    return number ? *number : 0;
}

double real_of(const Value& value) {
    const auto* number = std::get_if<double>(&value);
    return number ? *number : static_cast<double>(whole_of(value));
}

std::optional<std::int64_t> whole_or_none(const Value& value) {
    return std::holds_alternative<std::monostate>(value) ? std::nullopt
                                                         : std::optional(whole_of(value));
}

std::optional<double> real_or_none(const Value& value) {
    return std::holds_alternative<std::monostate>(value) ? std::nullopt
                                                         : std::optional(real_of(value));
}

std::optional<WayToMetres> way_to_metres(const engine::Crs& crs, const engine::Box& around) {
    if (around.empty() || engine::is_metric(crs)) {
        return std::nullopt;
    }
    const engine::Point middle{(around.min_x_m + around.max_x_m) / 2,
                               (around.min_y_m + around.max_y_m) / 2};
    const engine::Crs degrees = engine::read_crs("EPSG:4326");
    const engine::Point place = engine::Transform(crs, degrees, middle)(middle);
    engine::Crs metric = engine::equal_area_around(place.x_m, place.y_m);
    engine::Transform transform(crs, metric, middle);
    return WayToMetres{std::move(metric), std::move(transform)};
}

} // namespace evengrid::io
