#include "engine/rules/rules.hpp"
#include "engine/validate/validate_rules.hpp"

#include <cmath>
#include <numbers>
#include <set>

namespace evengrid::engine::validation {

namespace {

/// What the plan itself shows of a measure; nothing for what only its input knew.
std::optional<double> measured_again(const Indexed& in, std::size_t i,
                                     const std::vector<std::int64_t>& buildings,
                                     const std::string& measure) {
    const Grid& grid = in.plan.grids[i];
    if (measure == "population") {
        return static_cast<double>(grid.population);
    }
    if (measure == "buildings" && !in.plan.buildings.empty()) {
        return static_cast<double>(buildings[i]);
    }
    if (measure == "blocks") {
        return static_cast<double>(in.blocks_of_grid[i].size());
    }
    if (measure == "area_m2") {
        return area_m2(grid.ground);
    }
    if (measure == "perim_m") {
        return perimeter_m(grid.ground);
    }
    if (measure == "compact") {
        const double around_m = perimeter_m(grid.ground);
        return 4 * std::numbers::pi * area_m2(grid.ground) / (around_m * around_m);
    }
    if (measure == "parts") {
        return static_cast<double>(grid.ground.size());
    }
    if (measure == "units") {
        std::set<std::string> units;
        for (const Block* block : in.blocks_of_grid[i]) {
            units.insert(block->unit_code);
        }
        return static_cast<double>(units.size());
    }
    return std::nullopt;
}

std::vector<std::int64_t> buildings_by_grid(const Indexed& in) {
    std::vector<std::int64_t> counts(in.plan.grids.size());
    for (const auto& building : in.plan.buildings) {
        const auto grid =
            building.grid_id ? in.grid_of_id.find(*building.grid_id) : in.grid_of_id.end();
        if (grid != in.grid_of_id.end()) {
            ++counts[grid->second];
        }
    }
    return counts;
}

Message in_words(const std::string& measure) {
    const auto known = measure_named(measure);
    return known ? measure_in_words({"", *known}) : Message{measure, measure};
}

} // namespace

void try_outcomes(const Indexed& in, Verdict& verdict) {
    // A plan in degrees was measured on another map than it is judged on.
    constexpr double rounding = 0.005;
    Rule rule({"what is said of rules is true", "规则结果属实"}, "rule not judged truly", verdict);
    const std::vector<std::int64_t> buildings = buildings_by_grid(in);
    for (const WrittenPlan::Outcome& outcome : in.plan.outcomes) {
        const auto found = in.grid_of_id.find(outcome.grid_id);
        if (found == in.grid_of_id.end()) {
            continue;
        }
        const Grid& grid = in.plan.grids[found->second];
        rule.tried();
        const auto again = measured_again(in, found->second, buildings, outcome.measure);
        if (!again) {
            ++verdict.not_measured_again[outcome.measure];
        }
        if (again && std::abs(*again - outcome.measured) > rounding * std::max(1.0, *again)) {
            rule.broken(&grid,
                        say("rule {} says that the {} of grid {} is {:.6g}; it is {:.6g}",
                            "规则 {0} 记网格 {2} 的 {1} 为 {3:.6g}，实为 {4:.6g}", outcome.rule,
                            in_words(outcome.measure), grid.grid_id, outcome.measured, *again),
                        place_of(grid.ground));
        }
        const bool passes =
            outcome.measured >= outcome.at_least.value_or(outcome.measured) - 1e-4 &&
            outcome.measured <= outcome.at_most.value_or(outcome.measured) + 1e-4;
        if (passes != outcome.passed) {
            rule.broken(
                &grid,
                say("grid {} with {:.6g} says that it {} rule {}",
                    "网格 {} 实测 {:.6g}，却记为{}规则 {}", grid.grid_id, outcome.measured,
                    outcome.passed ? Message{"keeps", "符合"} : Message{"does not keep", "不符合"},
                    outcome.rule),
                place_of(grid.ground));
        } else if (!passes && outcome.measure != "population") {
            Finding& finding = verdict.findings.emplace_back();
            finding.kind = "exception: rule not kept";
            finding.severity = Severity::warning;
            finding.message =
                say("grid {} does not keep rule {}: {} {:.6g}", "网格 {} 不符合规则 {}：{} {:.6g}",
                    grid.grid_id, outcome.rule, in_words(outcome.measure), outcome.measured);
            finding.grid_id = grid.grid_id;
            finding.unit_code = grid.unit_code;
            finding.place = place_of(grid.ground);
        }
    }
}

} // namespace evengrid::engine::validation
