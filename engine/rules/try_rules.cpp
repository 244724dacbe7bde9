#include "engine/rules/try_rules.hpp"

#include "engine/error.hpp"
#include "engine/geometry/geos.hpp"
#include "engine/plan/cover_points.hpp"
#include "engine/plan/unit_bounds.hpp"
#include "engine/quote.hpp"
#include "engine/rules/amounts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace evengrid::engine {

namespace {

/// Such a rule asks for what the grid was made for.
bool asks_for_bounds(const Rule& rule) {
    return rule.measure == Measure::population && !rule.at_least && !rule.at_most;
}

/// How many points of every kind each grid has; all of them under the empty kind.
std::vector<std::map<std::string, std::int64_t>> points_by_kind(const City& city,
                                                                const Plan& plan) {
    std::vector<std::map<std::string, std::int64_t>> counts(plan.grids.size());
    const auto block_of = blocks_of_points(city, plan.blocks);
    for (std::size_t i = 0; i < block_of.size(); ++i) {
        if (!block_of[i]) {
            continue;
        }
        const std::int64_t grid_id = plan.grid_of_block[index(*block_of[i])];
        auto& of_grid = counts[static_cast<std::size_t>(grid_id) - 1];
        ++of_grid[""];
        if (!city.points[i].kind.empty()) {
            ++of_grid[city.points[i].kind];
        }
    }
    return counts;
}

double measured(const Rule& rule, const Grid& grid, const Plan& plan,
                const std::map<std::string, std::int64_t>& points,
                const std::vector<std::int64_t>& of_blocks) {
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
    case Measure::street_m:
    case Measure::counted:
        break; // told by the blocks
    }
    double sum = 0;
    for (const BlockIndex block : grid.blocks) {
        sum += static_cast<double>(of_blocks[index(block)]);
    }
    return sum * step(rule.measure);
}

/// The bounds of a grid as limits of its population; none where it may hold anyone.
void ask_for_bounds(const algorithms::Bounds& bounds, RuleOutcome& outcome) {
    outcome.at_least = static_cast<double>(bounds.minimum);
    if (bounds.maximum < unlimited_people) {
        outcome.at_most = static_cast<double>(bounds.maximum);
    }
}

/// Limits of a measure, as a rule or the bounds ask for them.
struct Asked {
    const Rule& rule;
    RuleOutcome limits; ///< only these of it
};

/// What a rule asks of grids of a kind.
Asked asked(const Rule& rule, const std::string& kind, const PlanOptions& options) {
    Asked made{rule, {.at_least = rule.at_least, .at_most = rule.at_most}};
    if (asks_for_bounds(rule)) {
        const auto of_kind = options.bounds_of_kind.find(kind);
        ask_for_bounds(of_kind == options.bounds_of_kind.end() ? options.partition.bounds
                                                               : of_kind->second,
                       made.limits);
    }
    return made;
}

/// Refuses two rules that no grid of a kind can keep.
void check_pair(const Asked& a, const Asked& b, const std::string& kind) {
    const bool is_same =
        measure_name(a.rule) == measure_name(b.rule) && a.rule.point_kind == b.rule.point_kind;
    if (!is_same || !a.limits.at_least || !b.limits.at_most ||
        *a.limits.at_least <= *b.limits.at_most) {
        return;
    }
    const auto told = [](const Asked& one) {
        return fmt::format("rule {} asks for {}", quote(one.rule.id),
                           limits_in_words(one.limits.at_least, one.limits.at_most).english);
    };
    throw Error(ErrorCode::usage,
                fmt::format("two rules contradict each other on {} of a grid{}: {}, {}",
                            measure_in_words(a.rule).english,
                            kind.empty() ? "" : " of kind " + quote(kind), told(a), told(b)),
                "limits that leave room between them, or kinds that keep the rules apart");
}

/// Whether grids that are no exclusive area may be of a kind: rules without kinds are about these.
bool may_be_ordinary(const City& city, const std::string& kind) {
    return kind.empty() ||
           std::any_of(city.units.begin(), city.units.end(),
                       [&](const Unit& unit) { return unit.kind == kind; }) ||
           std::any_of(city.areas.begin(), city.areas.end(),
                       [&](const Area& area) { return !area.exclusive && area.kind == kind; });
}

/// Tries every kind that a rule names, and any other, the empty one, for two rules that exclude
/// each other.
void check_contradictions(const City& city, const PlanOptions& options) {
    std::set<std::string> kinds{""};
    for (const Rule& rule : options.rules) {
        kinds.insert(rule.kinds.begin(), rule.kinds.end());
        kinds.insert(rule.not_kinds.begin(), rule.not_kinds.end());
    }
    const Rule bounds{"--min, --max"}; // hold for everyone, whether a pack tells of them or not
    for (const std::string& kind : kinds) {
        const bool is_ordinary = may_be_ordinary(city, kind);
        std::vector<Asked> all;
        for (const Rule& rule : options.rules) {
            if (is_about(rule, kind, !is_ordinary)) {
                all.push_back(asked(rule, kind, options));
            }
        }
        if (is_ordinary || options.bounds_of_kind.contains(kind)) {
            all.push_back(asked(bounds, kind, options));
        }
        for (const Asked& a : all) {
            for (const Asked& b : all) {
                check_pair(a, b, kind);
            }
        }
    }
}

Message quoted_name(const Rule& rule) {
    const Message name = rule_name(rule);
    return {quote(name.english), quote(name.chinese)};
}

} // namespace

void check_rules(const City& city, const PlanOptions& options) {
    // Nobody's households are within any maximum; a rule would pass that was never measured.
    const auto has_households = [](const auto& of) { return of.households > 0; };
    const bool are_counted =
        std::any_of(city.buildings.begin(), city.buildings.end(), has_households) ||
        std::any_of(city.given_blocks.begin(), city.given_blocks.end(), has_households);
    for (const Rule& rule : options.rules) {
        if (rule.measure == Measure::households && !are_counted) {
            throw Error(
                ErrorCode::usage,
                fmt::format("rule {} counts households, but the city has none", quote(rule.id)),
                "--household-field with the field that has them, or a pack without this "
                "rule");
        }
        const bool has_any =
            rule.measure != Measure::points ||
            std::any_of(city.points.begin(), city.points.end(), [&](const ServicePoint& point) {
                return is_of_kind(point, rule.point_kind);
            });
        if (!has_any) {
            throw Error(ErrorCode::usage,
                        fmt::format("rule {} counts {}, but the city has none", quote(rule.id),
                                    measure_in_words(rule).english),
                        "--points with a layer that has them, or a pack without this rule");
        }
    }
    check_contradictions(city, options);
}

std::vector<RuleOutcome> try_rules(const City& city, const Plan& plan) {
    const std::vector<Rule>& rules = plan.rules;
    std::vector<RuleOutcome> outcomes;
    if (rules.empty()) {
        return outcomes;
    }
    const auto points = points_by_kind(city, plan);
    std::vector<std::vector<std::int64_t>> of_blocks;
    for (const Rule& rule : rules) {
        of_blocks.push_back(amounts(city, plan.blocks, rule));
    }
    for (std::size_t i = 0; i < plan.grids.size(); ++i) {
        const Grid& grid = plan.grids[i];
        for (std::size_t k = 0; k < rules.size(); ++k) {
            if (!is_about(rules[k], grid.kind, is_exclusive(city, grid))) {
                continue;
            }
            RuleOutcome outcome{grid.grid_id, k,
                                measured(rules[k], grid, plan, points[i], of_blocks[k]),
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
        findings.push_back(
            {.kind = "rule not kept",
             .severity = Severity::error,
             .message = say("grid {} has {:.6g} {}, rule {} asks for {}: {}",
                            "网格 {0} 的 {2} 为 {1:.6g}，规则 {3} 要求{4}：{5}", quote(grid.code),
                            outcome.measured, measure_in_words(rule), quoted_name(rule),
                            limits_in_words(outcome.at_least, outcome.at_most), rule.clause),
             .unit_code = city.units[index(grid.unit)].code,
             .grid_id = grid.grid_id,
             .place = point_inside(grid.ground)});
    }
    for (std::size_t k = 0; k < rules.size(); ++k) {
        if (!is_used[k]) {
            findings.push_back(
                {.kind = "rule about no grid",
                 .message = say("no grid is of a kind that rule {} is about",
                                "没有规则 {} 所指类别的网格", quoted_name(rules[k]))});
        }
    }
    return findings;
}

} // namespace evengrid::engine
