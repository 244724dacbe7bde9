#include "io/report/plan_file.hpp"

#include "engine/error.hpp"
#include "engine/quote.hpp"
#include "io/vector_source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <functional>
#include <map>

namespace evengrid::io {

namespace {

using engine::Error;
using engine::ErrorCode;
using engine::quote;

/// The fields that a layer must have, and further ones that it may have.
struct FieldNames {
    std::vector<std::string> needed;
    std::vector<std::string> wanted{};
};

std::int64_t whole(const Value& value) {
    if (const auto* real = std::get_if<double>(&value)) {
        return std::llround(*real);
    }
    const auto* number = std::get_if<std::int64_t>(&value);
    return number != nullptr ? *number : 0;
}

double real(const Value& value) {
    const auto* number = std::get_if<double>(&value);
    return number != nullptr ? *number : static_cast<double>(whole(value));
}

std::string text(const Value& value) {
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
        return fmt::format("{}", *number);
    }
    const auto* words = std::get_if<std::string>(&value);
    return words != nullptr ? *words : std::string();
}

std::optional<std::int64_t> maybe_whole(const Value& value) {
    return std::holds_alternative<std::monostate>(value) ? std::nullopt
                                                         : std::optional(whole(value));
}

engine::Severity severity(const Value& value) {
    const std::string word = text(value);
    return word == "error"     ? engine::Severity::error
           : word == "warning" ? engine::Severity::warning
                               : engine::Severity::note;
}

/// The layers of one plan file. All have the same CRS; features come in metres.
class PlanLayers {
public:
    explicit PlanLayers(const std::string& path)
        : m_file(find_layer(path)), m_names(layer_names(m_file)) {
        m_file.layer = "grids";
        const VectorSource grids(m_file, {});
        if (!grids.crs()) {
            throw Error(ErrorCode::input,
                        fmt::format("{} is no plan: its layer grids has no coordinate reference "
                                    "system",
                                    quote(path)),
                        "a file that evengrid partition wrote");
        }
        m_crs = *grids.crs();
    }

    const engine::Crs& crs() const { return m_crs; }
    const LayerName& file() const { return m_file; }

    bool has(const std::string& layer) const {
        return std::find(m_names.begin(), m_names.end(), layer) != m_names.end();
    }

    VectorSource open(const std::string& layer) const {
        LayerName name = m_file;
        name.layer = layer;
        return VectorSource(name, {});
    }

    /// Reads a layer; the values of a feature are those of the needed fields, then of the wanted
    /// ones, null where the layer lacks them.
    void read(const std::string& layer, const FieldNames& names,
              const std::function<void(Feature&&)>& take) const {
        VectorSource source = open(layer);
        std::vector<std::size_t> fields, goes_to;
        for (std::size_t i = 0; i < names.needed.size() + names.wanted.size(); ++i) {
            const bool is_needed = i < names.needed.size();
            const std::string& name =
                is_needed ? names.needed[i] : names.wanted[i - names.needed.size()];
            if (const auto field = source.find_field(name)) {
                fields.push_back(*field);
                goes_to.push_back(i);
            } else if (is_needed) {
                throw Error(ErrorCode::input,
                            fmt::format("{} is no plan: its layer {} has no field {}",
                                        quote(m_file.given), layer, name),
                            "a file that evengrid partition wrote");
            }
        }
        source.read(fields, [&](Feature&& feature) {
            std::vector<Value> values(names.needed.size() + names.wanted.size());
            for (std::size_t i = 0; i < goes_to.size(); ++i) {
                values[goes_to[i]] = std::move(feature.values[i]);
            }
            feature.values = std::move(values);
            take(std::move(feature));
        });
    }

private:
    LayerName m_file;
    std::vector<std::string> m_names;
    engine::Crs m_crs;
};

void read_grids(const PlanLayers& layers, PlanFile& plan) {
    std::map<std::string, std::size_t> unit_of_code;
    layers.read(
        "grids",
        {{"grid_id", "code", "name", "unit_code", "unit_name", "population", "target", "in_bounds",
          "reason", "households", "buildings", "blocks", "area_m2", "compact"}},
        [&](Feature&& feature) {
            const auto& value = feature.values;
            const auto [unit, is_new] = unit_of_code.try_emplace(text(value[3]), plan.units.size());
            if (is_new) {
                plan.units.push_back({text(value[3]), text(value[4])});
            }
            plan.bounds.target = whole(value[6]);
            plan.grids.push_back({whole(value[0]), text(value[1]), text(value[2]), unit->second,
                                  whole(value[5]), whole(value[7]) != 0, text(value[8]),
                                  whole(value[9]), whole(value[10]), whole(value[11]),
                                  real(value[12]), real(value[13]), std::move(feature.polygons)});
        });
}

/// The names under which compounds (小区) are known, in lower case.
constexpr std::array compound_fields{"compound", "compound_n", "xiaoqu", "xqmc",   "xq_name",
                                     "estate",   "estate_nam", "小区",   "小区名", "小区名称"};

std::string find_compound_field(const VectorSource& buildings, const std::string& given) {
    if (!given.empty()) {
        if (!buildings.find_field(given)) {
            throw Error(
                ErrorCode::usage,
                fmt::format("the layer buildings of the plan has no field {}", quote(given)),
                "the name of a field of the buildings that names their compound");
        }
        return given;
    }
    const auto known =
        std::find_if(compound_fields.begin(), compound_fields.end(),
                     [&](const char* name) { return buildings.find_field(name).has_value(); });
    return known == compound_fields.end() ? "" : *known;
}

void read_buildings(const PlanLayers& layers, const std::string& compound_field, PlanFile& plan) {
    const std::string compound = find_compound_field(layers.open("buildings"), compound_field);
    layers.read(
        "buildings", {{"src_fid", "grid_id", "people"}, {compound}}, [&](Feature&& feature) {
            const auto& value = feature.values;
            plan.buildings.push_back({whole(value[0]), maybe_whole(value[1]), whole(value[2]),
                                      text(value[3]), std::move(feature.polygons)});
        });
}

void read_rest(const PlanLayers& layers, PlanFile& plan) {
    layers.read("blocks", {{"grid_id", "kind", "population"}}, [&](Feature&& feature) {
        const auto& value = feature.values;
        plan.blocks.push_back(
            {maybe_whole(value[0]), text(value[1]), whole(value[2]), std::move(feature.polygons)});
    });
    layers.read(
        "borders", {{"grid_a", "grid_b", "along", "length_m"}, {"name"}}, [&](Feature&& feature) {
            const auto& value = feature.values;
            plan.borders.push_back({whole(value[0]), maybe_whole(value[1]), text(value[2]),
                                    text(value[4]), real(value[3]), std::move(feature.lines)});
        });
    layers.read(
        "findings", {{"kind", "severity", "message", "source", "src_fid", "unit_code", "grid_id"}},
        [&](Feature&& feature) {
            const auto& value = feature.values;
            plan.findings.push_back(
                {text(value[0]), severity(value[1]), text(value[2]), text(value[3]),
                 maybe_whole(value[4]), text(value[5]), maybe_whole(value[6]),
                 feature.points.empty() ? std::nullopt : std::optional(feature.points.front())});
        });
    layers.read("summary", {{"key", "value"}}, [&](Feature&& feature) {
        const std::string key = text(feature.values[0]);
        if (key == "minimum" || key == "maximum") {
            (key == "minimum" ? plan.bounds.minimum : plan.bounds.maximum) =
                std::strtoll(text(feature.values[1]).c_str(), nullptr, 10);
        }
        plan.summary.emplace_back(key, text(feature.values[1]));
    });
}

void move(std::vector<engine::Point>& points, const engine::Transform& transform) {
    std::transform(points.begin(), points.end(), points.begin(), std::cref(transform));
}

void move(engine::MultiPolygon& ground, const engine::Transform& transform) {
    for (engine::Polygon& polygon : ground) {
        move(polygon.shell, transform);
        for (engine::Ring& hole : polygon.holes) {
            move(hole, transform);
        }
    }
}

/// A plan in degrees is shown in metres: on the equal-area map around its middle.
void bring_to_metres(PlanFile& plan) {
    engine::Box box;
    for (const auto& grid : plan.grids) {
        box = engine::joined(box, engine::box(grid.ground));
    }
    if (box.empty() || engine::is_metric(plan.crs)) {
        return;
    }
    engine::Point middle{(box.min_x_m + box.max_x_m) / 2, (box.min_y_m + box.max_y_m) / 2};
    const engine::Crs degrees = engine::read_crs("EPSG:4326");
    const engine::Point place = engine::Transform(plan.crs, degrees, middle)(middle);
    const engine::Crs metric = engine::equal_area_around(place.x_m, place.y_m);
    const engine::Transform transform(plan.crs, metric, middle);
    for (auto& grid : plan.grids) {
        move(grid.ground, transform);
    }
    for (auto& block : plan.blocks) {
        move(block.ground, transform);
    }
    for (auto& building : plan.buildings) {
        move(building.footprint, transform);
    }
    for (auto& border : plan.borders) {
        for (auto& line : border.lines) {
            move(line, transform);
        }
    }
    for (auto& finding : plan.findings) {
        if (finding.place) {
            finding.place = transform(*finding.place);
        }
    }
    plan.crs = metric;
}

} // namespace

PlanFile read_plan_file(const std::string& path, const std::string& compound_field) {
    const PlanLayers layers(path);
    PlanFile plan;
    plan.name = std::filesystem::path(layers.file().path).filename().string();
    plan.crs = layers.crs();
    read_grids(layers, plan);
    if (layers.has("buildings")) {
        read_buildings(layers, compound_field, plan);
    }
    read_rest(layers, plan);
    bring_to_metres(plan);
    return plan;
}

} // namespace evengrid::io
