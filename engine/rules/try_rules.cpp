#include "engine/rules/try_rules.hpp"

#include "engine/blocks/fit_units.hpp"
#include "engine/error.hpp"
#include "engine/geometry/geos.hpp"
#include "engine/plan/unit_bounds.hpp"
#include "engine/quote.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace evengrid::engine {

namespace {

bool is_exclusive(const Grid& grid, const City& city) {
    return grid.area && city.areas[*grid.area].exclusive;
}

/// Such a rule asks for what the grid was made for.
bool asks_for_bounds(const Rule& rule) {
    return rule.measure == Measure::population && !rule.at_least && !rule.at_most;
}

/// How many points of every kind each grid has; all of them under the empty kind.
std::vector<std::map<std::string, std::int64_t>> points_by_kind(const City& city,
                                                                const Plan& plan) {
    std::vector<MultiPolygon> grounds;
    for (const Grid& grid : plan.grids) {
        grounds.push_back(grid.ground);
    }
    const GroundFinder finder(grounds);
    std::vector<std::map<std::string, std::int64_t>> counts(plan.grids.size());
    for (const ServicePoint& point : city.points) {
        if (const auto found = finder.at(point.place); !found.empty()) {
            ++counts[found.front()][""];
            if (!point.kind.empty()) {
                ++counts[found.front()][point.kind];
            }
        }
    }
    return counts;
}

double measured(const Rule& rule, const Grid& grid, const Plan& plan,
                const std::map<std::string, std::int64_t>& points) {
    switch (rule.measure) {
    case Measure::population:
        return static_cast<double>(grid.people);
    case Measure::households:
        return static_cast<double>(grid.households);
    case Measure::buildings:
        return static_cast<double>(grid.buildings);
    case Measure::blocks:
        return static_cast<double>(grid.blocks.size());
    case Measure::area_m2:
        return grid.area_m2;
    case Measure::perimeter_m:
        return grid.perimeter_m;
    case Measure::compactness:
        return grid.compactness;
    case Measure::parts:
        return static_cast<double>(grid.ground.size());
    case Measure::units: {
        std::set<UnitIndex> units;
        for (const BlockIndex block : grid.blocks) {
            units.insert(plan.blocks.blocks[index(block)].unit);
        }
        return static_cast<double>(units.size());
    }
    case Measure::points: {
        const auto found = points.find(rule.point_kind);
        return found == points.end() ? 0.0 : static_cast<double>(found->second);
    }
    }
    return 0;
}

/// The bounds of a grid as limits of its population; none where it may hold anyone.
void ask_for_bounds(const algorithms::Bounds& bounds, RuleOutcome& outcome) {
    outcome.at_least = static_cast<double>(bounds.minimum);
    if (bounds.maximum < unlimited_people) {
        outcome.at_most = static_cast<double>(bounds.maximum);
    }
}

std::string noun(const Rule& rule) {
    return std::string(words(rule.measure)) +
           (rule.point_kind.empty() ? "" : " of kind " + quote(rule.point_kind));
}

} // namespace

void check_rules(const City& city, const std::vector<Rule>& rules) {
    for (const Rule& rule : rules) {
        const bool has_any =
            rule.measure != Measure::points ||
            std::any_of(city.points.begin(), city.points.end(), [&](const ServicePoint& point) {
                return rule.point_kind.empty() || point.kind == rule.point_kind;
            });
        if (!has_any) {
            throw Error(
                ErrorCode::usage,
                fmt::format("rule {} counts {}, but the city has none", quote(rule.id), noun(rule)),
                "--points with a layer that has them, or a pack without this rule");
        }
    }
}

std::vector<RuleOutcome> try_rules(const City& city, const Plan& plan) {
    const std::vector<Rule>& rules = plan.rules;
    std::vector<RuleOutcome> outcomes;
    if (rules.empty()) {
        return outcomes;
    }
    const auto points = points_by_kind(city, plan);
    for (std::size_t i = 0; i < plan.grids.size(); ++i) {
        const Grid& grid = plan.grids[i];
        for (std::size_t k = 0; k < rules.size(); ++k) {
            if (!is_about(rules[k], grid.kind, is_exclusive(grid, city))) {
                continue;
            }
            RuleOutcome outcome{grid.grid_id, k, measured(rules[k], grid, plan, points[i]),
                                rules[k].at_least, rules[k].at_most};
            if (asks_for_bounds(rules[k])) {
                ask_for_bounds(grid.bounds, outcome);
            }
            outcome.passed = outcome.measured >= outcome.at_least.value_or(outcome.measured) &&
                             outcome.measured <= outcome.at_most.value_or(outcome.measured);
            outcomes.push_back(outcome);
        }
    }
    return outcomes;
}

std::vector<Finding> rule_findings(const City& city, const Plan& plan) {
    const std::vector<Rule>& rules = plan.rules;
    std::vector<Finding> findings;
    std::vector<bool> is_used(rules.size(), false);
    for (const RuleOutcome& outcome : plan.outcomes) {
        const Rule& rule = rules[outcome.rule];
        is_used[outcome.rule] = true;
        if (outcome.passed || asks_for_bounds(rule)) {
            continue;
        }
        const Grid& grid = plan.grids[static_cast<std::size_t>(outcome.grid_id) - 1];
        findings.push_back({.kind = "rule not kept",
                            .severity = Severity::error,
                            .message = fmt::format(
                                "grid {} has {:.6g} {}, rule {} asks for {}: {}", quote(grid.code),
                                outcome.measured, noun(rule), quote(rule.id),
                                limits_in_words(outcome.at_least, outcome.at_most), rule.clause),
                            .unit_code = city.units[index(grid.unit)].code,
                            .grid_id = grid.grid_id,
                            .place = point_inside(grid.ground)});
    }
    for (std::size_t k = 0; k < rules.size(); ++k) {
        if (!is_used[k]) {
            findings.push_back({.kind = "rule about no grid",
                                .message = fmt::format("no grid is of a kind that rule {} is about",
                                                       quote(rules[k].id))});
        }
    }
    return findings;
}

} // namespace evengrid::engine
