#include "io/report/plan_file.hpp"

#include "engine/error.hpp"
#include "engine/quote.hpp"
#include "io/city/city_layer.hpp"
#include "io/plan/plan_layer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <map>

namespace evengrid::io {

namespace {

using engine::Error;
using engine::ErrorCode;
using engine::quote;

engine::Severity severity(const Value& value) {
    const std::string word = text_of(value);
    return word == "error"     ? engine::Severity::error
           : word == "warning" ? engine::Severity::warning
                               : engine::Severity::note;
}

/// \returns the CRS of the plan
engine::Crs read_grids(const std::string& path, PlanFile& plan) {
    std::map<std::string, std::size_t> unit_of_code;
    return read_plan_layer(
        path, "grids",
        {{"grid_id", "code", "name", "unit_code", "unit_name", "population", "in_bounds", "reason",
          "households", "buildings", "blocks", "area_m2", "compact"}},
        [&](Feature&& feature) {
            const auto& value = feature.values;
            const auto [unit, is_new] =
                unit_of_code.try_emplace(text_of(value[3]), plan.units.size());
            if (is_new) {
                plan.units.push_back({text_of(value[3]), text_of(value[4])});
            }
            plan.grids.push_back({whole_of(value[0]), text_of(value[1]), text_of(value[2]),
                                  unit->second, whole_of(value[5]), whole_of(value[6]) != 0,
                                  text_of(value[7]), whole_of(value[8]), whole_of(value[9]),
                                  whole_of(value[10]), real_of(value[11]), real_of(value[12]),
                                  std::move(feature.polygons)});
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

void read_buildings(const std::string& path, const std::string& compound_field, PlanFile& plan) {
    const std::string compound =
        find_compound_field(open_plan_layer(path, "buildings"), compound_field);
    read_plan_layer(path, "buildings", {{"src_fid", "grid_id", "people"}, {compound}},
                    [&](Feature&& feature) {
                        const auto& value = feature.values;
                        plan.buildings.push_back({whole_of(value[0]), whole_or_none(value[1]),
                                                  whole_of(value[2]), text_of(value[3]),
                                                  std::move(feature.polygons)});
                    });
}

void read_rest(const std::string& path, PlanFile& plan) {
    read_plan_layer(path, "blocks", {{"grid_id", "kind", "population"}}, [&](Feature&& feature) {
        const auto& value = feature.values;
        plan.blocks.push_back({whole_or_none(value[0]), text_of(value[1]), whole_of(value[2]),
                               std::move(feature.polygons)});
    });
    read_plan_layer(path, "borders", {{"grid_a", "grid_b", "along", "length_m"}, {"name"}},
                    [&](Feature&& feature) {
                        const auto& value = feature.values;
                        plan.borders.push_back({whole_of(value[0]), whole_or_none(value[1]),
                                                text_of(value[2]), text_of(value[4]),
                                                real_of(value[3]), std::move(feature.lines)});
                    });
    read_plan_layer(path, "findings",
                    {{"kind", "severity", "message", "source", "src_fid", "unit_code", "grid_id"},
                     {"message_zh"}},
                    [&](Feature&& feature) {
                        const auto& value = feature.values;
                        plan.findings.push_back({text_of(value[0]),
                                                 severity(value[1]),
                                                 {text_of(value[2]), text_of(value[7])},
                                                 text_of(value[3]),
                                                 whole_or_none(value[4]),
                                                 text_of(value[5]),
                                                 whole_or_none(value[6]),
                                                 feature.points.empty()
                                                     ? std::nullopt
                                                     : std::optional(feature.points.front())});
                    });
    read_plan_layer(path, "summary", {{"key", "value"}}, [&](Feature&& feature) {
        const std::string key = text_of(feature.values[0]);
        if (key == "minimum" || key == "maximum" || key == "target") {
            (key == "minimum"   ? plan.bounds.minimum
             : key == "maximum" ? plan.bounds.maximum
                                : plan.bounds.target) =
                std::strtoll(text_of(feature.values[1]).c_str(), nullptr, 10);
        }
        plan.summary.emplace_back(key, text_of(feature.values[1]));
    });
}

/// What a plan is run with, as far as it was asked for.
void read_organisation(const std::string& path, PlanFile& plan) {
    if (has_plan_layer(path, "points")) {
        read_plan_layer(
            path, "points", {{"src_fid", "kind", "name", "capacity", "grid_id"}},
            [&](Feature&& feature) {
                const auto& value = feature.values;
                plan.points.push_back(
                    {whole_of(value[0]), text_of(value[1]), text_of(value[2]),
                     whole_or_none(value[3]), whole_or_none(value[4]),
                     feature.points.empty() ? engine::Point{} : feature.points.front()});
            });
    }
    if (has_plan_layer(path, "coverage")) {
        read_plan_layer(path, "coverage", {{"grid_id", "kind", "points", "near_fid", "near_m"}},
                        [&](Feature&& feature) {
                            const auto& value = feature.values;
                            plan.coverage.push_back({whole_of(value[0]), text_of(value[1]),
                                                     whole_of(value[2]), whole_or_none(value[3]),
                                                     real_of(value[4])});
                        });
    }
    if (has_plan_layer(path, "staff")) {
        read_plan_layer(path, "staff", {{"post", "role", "people", "reports_to", "grid_id"}},
                        [&](Feature&& feature) {
                            const auto& value = feature.values;
                            plan.posts.push_back({text_of(value[0]), text_of(value[1]),
                                                  whole_of(value[2]), text_of(value[3]),
                                                  whole_or_none(value[4])});
                        });
    }
    if (has_plan_layer(path, "rules")) {
        read_plan_layer(path, "rules",
                        {{"grid_id", "rule", "measured", "at_least", "at_most", "passed"},
                         {"clause", "rule_zh", "clause_zh"}},
                        [&](Feature&& feature) {
                            const auto& value = feature.values;
                            plan.rules.push_back({whole_of(value[0]),
                                                  {text_of(value[1]), text_of(value[7])},
                                                  real_of(value[2]),
                                                  real_or_none(value[3]),
                                                  real_or_none(value[4]),
                                                  whole_of(value[5]) != 0,
                                                  {text_of(value[6]), text_of(value[8])}});
                        });
    }
}

/// Brings to metres also what only people look at.
void bring_all_to_metres(PlanFile& plan) {
    const auto way = bring_to_metres(plan.crs, plan);
    if (!way) {
        return;
    }
    const engine::Move to_metric = std::cref(way->transform);
    for (auto& border : plan.borders) {
        for (auto& line : border.lines) {
            line = moved(line, to_metric);
        }
    }
    for (auto& finding : plan.findings) {
        if (finding.place) {
            finding.place = to_metric(*finding.place);
        }
    }
    for (auto& point : plan.points) {
        point.place = to_metric(point.place);
    }
    plan.crs = way->metric;
}

} // namespace

PlanFile read_plan_file(const std::string& path, const std::string& compound_field) {
    PlanFile plan;
    plan.name = std::filesystem::path(path).filename().string();
    plan.crs = plan.written = read_grids(path, plan);
    if (has_plan_layer(path, "buildings")) {
        read_buildings(path, compound_field, plan);
    }
    read_rest(path, plan);
    read_organisation(path, plan);
    bring_all_to_metres(plan);
    return plan;
}

} // namespace evengrid::io
