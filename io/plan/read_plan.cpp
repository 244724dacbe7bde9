#include "io/plan/read_plan.hpp"

#include "engine/plan/unit_bounds.hpp"
#include "io/city/city_layer.hpp"
#include "io/plan/plan_layer.hpp"

#include <charconv>
#include <map>

namespace evengrid::io {

namespace {

/// The entry of the summary that has this key.
template <class Number>
Number figure(const std::string& path, const std::map<std::string, std::string>& summary,
              const std::string& key) {
    Number number{};
    const auto entry = summary.find(key);
    if (entry == summary.end() ||
        std::from_chars(entry->second.data(), entry->second.data() + entry->second.size(), number)
                .ec != std::errc{}) {
        refuse_plan(path, "its summary has no number for " + key);
    }
    return number;
}

/// \returns how many buildings the plan has; one without any has no layer of them
std::int64_t read_figures(const std::string& path, engine::WrittenPlan& plan) {
    std::map<std::string, std::string> summary;
    read_plan_layer(path, "summary", {{"key", "value"}}, [&](Feature&& feature) {
        summary.emplace(text_of(feature.values[0]), text_of(feature.values[1]));
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

void read_outcomes(const std::string& path, engine::WrittenPlan& plan) {
    read_plan_layer(
        path, "rules",
        {{"grid_id", "rule", "measure", "measured", "at_least", "at_most", "passed"}, {"rule_zh"}},
        [&](Feature&& feature) {
            const auto& value = feature.values;
            const std::string rule = text_of(value[1]), chinese = text_of(value[7]);
            plan.outcomes.push_back({whole_of(value[0]),
                                     {rule, chinese.empty() ? rule : chinese},
                                     text_of(value[2]),
                                     real_of(value[3]),
                                     real_or_none(value[4]),
                                     real_or_none(value[5]),
                                     whole_of(value[6]) != 0});
        });
}

/// \returns the CRS of the layers
engine::Crs read_layers(const std::string& path, bool has_buildings, engine::WrittenPlan& plan) {
    const engine::Crs crs = read_plan_layer(
        path, "grids",
        {{"grid_id", "unit_code", "population", "in_bounds", "reason"},
         {"pop_min", "pop_max", "area"}},
        [&](Feature&& feature) {
            const auto& value = feature.values;
            std::optional<algorithms::Bounds> bounds;
            if (const auto minimum = whole_or_none(value[5])) {
                bounds = {*minimum, whole_or_none(value[6]).value_or(engine::unlimited_people), {}};
            }
            plan.grids.push_back({whole_of(value[0]), text_of(value[1]),
                                  std::move(feature.polygons), whole_of(value[2]),
                                  whole_of(value[3]) != 0, text_of(value[4]), bounds,
                                  text_of(value[7])});
        });
    if (has_plan_layer(path, "rules")) {
        read_outcomes(path, plan);
    }
    read_plan_layer(path, "blocks", {{"block_id", "grid_id", "unit_code", "population"}},
                    [&](Feature&& feature) {
                        const auto& value = feature.values;
                        plan.blocks.push_back({whole_of(value[0]), whole_of(value[1]),
                                               text_of(value[2]), std::move(feature.polygons),
                                               whole_of(value[3])});
                    });
    if (has_buildings) {
        read_plan_layer(
            path, "buildings", {{"src_fid", "grid_id", "people"}}, [&](Feature&& feature) {
                const auto& value = feature.values;
                plan.buildings.push_back({whole_of(value[0]), whole_or_none(value[1]),
                                          std::move(feature.polygons), whole_of(value[2])});
            });
    }
    return crs;
}

} // namespace

PlanToJudge read_plan(const std::string& path) {
    PlanToJudge read;
    const std::int64_t buildings = read_figures(path, read.plan);
    read.written = read_layers(path, buildings > 0, read.plan);
    read.metric = read.written;
    if (const auto way = bring_to_metres(read.written, read.plan)) {
        read.metric = way->metric;
        read.plan.units_area_m2.reset(); // it was measured on another map
    }
    return read;
}

} // namespace evengrid::io
