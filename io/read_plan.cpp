#include "io/read_plan.hpp"

#include "engine/error.hpp"
#include "engine/quote.hpp"
#include "io/plan_format.hpp"
#include "io/vector_source.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <filesystem>
#include <functional>
#include <map>

namespace evengrid::io {

namespace {

using engine::quote;

[[noreturn]] void refuse(const std::string& path, const std::string& why) {
    throw engine::Error(engine::ErrorCode::input,
                        fmt::format("{} is no plan: {}", quote(path), why),
                        "a file that evengrid partition wrote");
}

/// How a layer of a plan is named: in the file, or as a file of the folder. Empty where it is
/// missing.
std::string layer_of(const std::string& path, const std::string& layer) {
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

/// Reads the features of a layer with the values of the fields named, which it must have.
/// \returns its CRS
engine::Crs read(const std::string& path, const std::string& layer,
                 const std::vector<std::string>& names,
                 const std::function<void(Feature&&)>& take) {
    const std::string given = layer_of(path, layer);
    if (given.empty()) {
        refuse(path, "it has no layer " + layer);
    }
    VectorSource source(find_layer(given), {});
    std::vector<std::size_t> fields;
    for (const std::string& name : names) {
        const auto field = source.find_field(name);
        if (!field) {
            refuse(path, fmt::format("its layer {} has no field {}", layer, name));
        }
        fields.push_back(*field);
    }
    source.read(fields, take);
    return source.crs().value_or(engine::Crs{});
}

std::int64_t whole(const Value& value) {
    if (const auto* real = std::get_if<double>(&value)) {
        return std::llround(*real);
    }
    const auto* number = std::get_if<std::int64_t>(&value);
    return number ? *number : 0;
}

std::string text(const Value& value) {
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
        return std::to_string(*number);
    }
    const auto* words = std::get_if<std::string>(&value);
    return words ? *words : std::string();
}

std::optional<std::int64_t> whole_or_none(const Value& value) {
    return std::holds_alternative<std::monostate>(value) ? std::nullopt
                                                         : std::optional(whole(value));
}

/// The entry of the summary that has this key.
template <class Number>
Number figure(const std::string& path, const std::map<std::string, std::string>& summary,
              const std::string& key) {
    Number number{};
    const auto entry = summary.find(key);
    if (entry == summary.end() ||
        std::from_chars(entry->second.data(), entry->second.data() + entry->second.size(), number)
                .ec != std::errc{}) {
        refuse(path, "its summary has no number for " + key);
    }
    return number;
}

/// \returns how many buildings the plan has; one without any has no layer of them
std::int64_t read_figures(const std::string& path, engine::WrittenPlan& plan) {
    std::map<std::string, std::string> summary;
    read(path, "summary", {"key", "value"}, [&](Feature&& feature) {
        summary.emplace(text(feature.values[0]), text(feature.values[1]));
    });
    const auto whole_figure = [&](const char* key) {
        return figure<std::int64_t>(path, summary, key);
    };
    plan.bounds.minimum = whole_figure("minimum");
    plan.bounds.maximum = whole_figure("maximum");
    plan.bounds.target = whole_figure("target");
    plan.input_population = whole_figure("people_input");
    plan.left_out_population = whole_figure("people_left_out");
    plan.units_area_m2 = figure<double>(path, summary, "units_area_m2");
    return whole_figure("buildings");
}

/// \returns the CRS of the layers
engine::Crs read_layers(const std::string& path, bool has_buildings, engine::WrittenPlan& plan) {
    const engine::Crs crs =
        read(path, "grids", {"grid_id", "unit_code", "population", "in_bounds", "reason"},
             [&](Feature&& feature) {
                 const auto& value = feature.values;
                 plan.grids.push_back({whole(value[0]), text(value[1]), std::move(feature.polygons),
                                       whole(value[2]), whole(value[3]) != 0, text(value[4])});
             });
    read(path, "blocks", {"block_id", "grid_id", "unit_code", "population"},
         [&](Feature&& feature) {
             const auto& value = feature.values;
             plan.blocks.push_back({whole(value[0]), whole(value[1]), text(value[2]),
                                    std::move(feature.polygons), whole(value[3])});
         });
    if (has_buildings) {
        read(path, "buildings", {"src_fid", "grid_id", "people"}, [&](Feature&& feature) {
            const auto& value = feature.values;
            plan.buildings.push_back({whole(value[0]), whole_or_none(value[1]),
                                      std::move(feature.polygons), whole(value[2])});
        });
    }
    return crs;
}

/// Brings a plan in degrees to metres: to the equal-area map around its middle.
engine::Crs bring_to_metres(const engine::Crs& crs, engine::WrittenPlan& plan) {
    engine::Box box;
    for (const auto& grid : plan.grids) {
        box = engine::joined(box, engine::box(grid.ground));
    }
    if (box.empty() || engine::is_metric(crs)) {
        return crs;
    }
    plan.units_area_m2.reset(); // it was measured on another map
    const engine::Point middle{(box.min_x_m + box.max_x_m) / 2, (box.min_y_m + box.max_y_m) / 2};
    const engine::Crs degrees = engine::read_crs("EPSG:4326");
    const engine::Point place = engine::Transform(crs, degrees, middle)(middle);
    const engine::Crs metric = engine::equal_area_around(place.x_m, place.y_m);
    const engine::Transform transform(crs, metric, middle);
    const engine::Move to_metric = std::cref(transform);
    for (auto& grid : plan.grids) {
        grid.ground = moved(grid.ground, to_metric);
    }
    for (auto& block : plan.blocks) {
        block.ground = moved(block.ground, to_metric);
    }
    for (auto& building : plan.buildings) {
        building.footprint = moved(building.footprint, to_metric);
    }
    return metric;
}

} // namespace

PlanToJudge read_plan(const std::string& path) {
    PlanToJudge read;
    const std::int64_t buildings = read_figures(path, read.plan);
    read.written = read_layers(path, buildings > 0, read.plan);
    read.metric = bring_to_metres(read.written, read.plan);
    return read;
}

} // namespace evengrid::io
