#include "engine/plan/plan.hpp"

#include "algorithms/parallel.hpp"
#include "engine/blocks/cells.hpp"
#include "engine/error.hpp"
#include "engine/plan/cover_points.hpp"
#include "engine/plan/existing.hpp"
#include "engine/plan/grid_counts.hpp"
#include "engine/plan/keep_existing.hpp"
#include "engine/plan/make_grids.hpp"
#include "engine/plan/plan_borders.hpp"
#include "engine/plan/plan_findings.hpp"
#include "engine/plan/refine.hpp"
#include "engine/plan/unit_bounds.hpp"
#include "engine/quote.hpp"
#include "engine/rules/measure_aims.hpp"
#include "engine/rules/try_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <mutex>
#include <numeric>
#include <set>

namespace evengrid::engine {

namespace {

/// Tells how far the work is; any thread may count a step.
class Progress {
public:
    Progress(const PlanOptions& options, const char* stage, std::size_t steps)
        : m_options(options), m_stage(stage), m_steps(steps) {
        tell();
    }

    /// \throws algorithms::Cancelled when that was asked for.
    void step() {
        if (m_options.partition.cancelled && m_options.partition.cancelled()) {
            throw algorithms::Cancelled{};
        }
        const std::scoped_lock lock(m_mutex);
        ++m_done;
        tell();
    }

private:
    void tell() const {
        if (m_options.progress) {
            m_options.progress(m_stage, m_steps == 0 ? 1.0
                                                     : static_cast<double>(m_done) /
                                                           static_cast<double>(m_steps));
        }
    }

    const PlanOptions& m_options;
    const char* m_stage;
    std::size_t m_steps;
    std::size_t m_done = 0;
    std::mutex m_mutex;
};

/// Blocks that hold no more people than a grid may, but where a single building does.
Blocks blocks_within(const DividedCity& divided, const PlanOptions& options) {
    Progress progress(options, "making blocks", 1);
    Blocks blocks = make_blocks(divided.city, options.blocks);
    if (!options.blocks.most_people) {
        std::vector<std::int64_t> most_people;
        for (std::size_t i = 0; i < divided.bounds.size(); ++i) {
            most_people.push_back(divided.is_exclusive(i) ? unlimited_people
                                                          : divided.bounds[i].maximum);
        }
        divide_blocks(divided.city, most_people, options.blocks.smallest_block_m2, blocks);
    }
    progress.step();
    return blocks;
}

/// Where the people and blocks of an existing grid are.
struct HomePlace {
    std::set<std::uint32_t> units; ///< of the city, where someone of it lives
    std::optional<std::size_t> area;
    bool has_block = false;
};

/// Refuses locked grids that cannot stay as they are: an area takes ground from one, it crosses a
/// unit, or it is elsewhere.
void check_locked(const DividedCity& divided, const Blocks& blocks,
                  const std::vector<bool>& locked) {
    if (std::find(locked.begin(), locked.end(), true) == locked.end()) {
        return;
    }
    std::vector<HomePlace> places(locked.size());
    const std::vector<std::uint32_t> homes = homes_of(divided.city, blocks);
    for (std::size_t i = 0; i < homes.size(); ++i) {
        const Origin& origin = divided.origins[index(blocks.blocks[i].unit)];
        HomePlace& place = places[homes[i]];
        place.has_block = true;
        if (origin.area) {
            place.area = origin.area;
        }
        if (blocks.blocks[i].people > 0) {
            place.units.insert(static_cast<std::uint32_t>(index(origin.unit)));
        }
    }
    for (std::size_t home = 1; home < locked.size(); ++home) {
        const HomePlace& place = places[home];
        const std::string code = quote(divided.city.existing[home - 1].code);
        if (locked[home] && place.area) {
            throw Error(ErrorCode::usage,
                        fmt::format("{} takes ground of grid {}, which must not change",
                                    described(divided.city.areas[*place.area]), code),
                        "without --lock for that grid, or without the area");
        }
        if (locked[home] && place.units.size() > 1) {
            throw Error(ErrorCode::usage,
                        fmt::format("grid {}, which must not change, has people in units {} and "
                                    "{}, and no grid crosses a unit",
                                    code, quote(divided.city.units[*place.units.begin()].code),
                                    quote(divided.city.units[*place.units.rbegin()].code)),
                        "without --lock for that grid, or units that it lies in");
        }
        if (locked[home] && !place.has_block) {
            throw Error(ErrorCode::usage,
                        fmt::format("no block is in grid {}, which must not change", code),
                        "without --lock for that grid; it may lie in none of the units");
        }
    }
}

Division divide(const DividedCity& divided, Blocks blocks, const PlanOptions& options) {
    Division division;
    division.blocks = std::move(blocks);
    BlockGraphOptions graph = options.graph;
    for (std::size_t i = 0; i < divided.bounds.size() && options.graph.limits.empty(); ++i) {
        graph.limits.push_back(
            {divided.bounds[i].minimum, divided.bounds[i].maximum, divided.is_exclusive(i)});
    }
    const std::vector<Rule> rules = steering_rules(options.rules, divided.city, division.blocks);
    graph.measures = rules;
    division.units = block_graph(divided.city, division.blocks, graph);
    division.partitions.resize(division.units.size());
    division.options.assign(division.units.size(), options.partition);
    const std::vector<bool> locked = locked_homes(divided.city);
    check_locked(divided, division.blocks, locked);
    const auto counts = grid_counts(divided.city, division.units, divided.bounds, options.grids);
    for (std::size_t i = 0; i < counts.size(); ++i) {
        division.options[i].bounds = divided.bounds[i];
        division.options[i].regions = counts[i];
        division.options[i].measures =
            measure_aims(rules, divided.city.units[i].kind, divided.is_exclusive(i));
    }
    Progress progress(options, "dividing", division.units.size());
    algorithms::parallel_for(division.units.size(), [&](std::size_t i) {
        division.partitions[i] = divide_unit(division.units[i].graph, locked, division.options[i]);
        progress.step();
    });
    refine(divided.city, options.blocks, graph, division);
    return division;
}

/// Counts who goes from which existing grid to which new one: buildings, or blocks where people are
/// counted on these.
Handover hand_over(const City& city, const Plan& plan) {
    std::vector<HandedGrid> olds, news;
    for (const ExistingGrid& grid : city.existing) {
        olds.push_back({grid.code, grid.ground});
    }
    for (const Grid& grid : plan.grids) {
        news.push_back({grid.code, grid.ground, index(grid.unit)});
    }
    std::vector<Inhabited> inhabited;
    std::vector<std::optional<std::size_t>> grid_of;
    const auto add = [&](const MultiPolygon& ground, const Headcount& count,
                         std::optional<BlockIndex> block) {
        inhabited.push_back({ground, count});
        grid_of.push_back(
            block ? std::optional(static_cast<std::size_t>(plan.grid_of_block[index(*block)] - 1))
                  : std::nullopt);
    };
    for (std::size_t i = 0; i < city.buildings.size(); ++i) {
        const Building& building = city.buildings[i];
        add(building.footprint, {building.people, building.households, 1},
            plan.blocks.block_of_building[i]);
    }
    for (std::uint32_t i = 0; city.buildings.empty() && i < plan.blocks.blocks.size(); ++i) {
        const Block& block = plan.blocks.blocks[i];
        add(block.ground, {block.people, block.households, 0}, BlockIndex{i});
    }
    Handover handover = make_handover(olds, news, inhabited, grid_of);
    // The grids have no codes yet; one that carries on another will get that one's, unless its area
    // has a code.
    for (HandoverSide& old : handover.olds) {
        const bool has_own_code = old.other && is_exclusive(city, plan.grids[*old.other]);
        old.fate = old.fate == Fate::renamed && !has_own_code ? Fate::kept : old.fate;
    }
    return handover;
}

/// An exclusive grid has the code and name of its area; one that carries on an existing grid has
/// that one's.
std::vector<std::optional<KeptCode>> kept_codes(const City& city, const Plan& plan) {
    std::vector<std::optional<KeptCode>> kept(plan.grids.size());
    for (std::size_t i = 0; i < kept.size(); ++i) {
        if (is_exclusive(city, plan.grids[i])) {
            const Area& area = city.areas[*plan.grids[i].area];
            kept[i] = {area.code, area.name};
        } else if (const auto old = plan.handover ? plan.handover->news[i].other : std::nullopt) {
            kept[i] = {city.existing[*old].code, city.existing[*old].name};
        }
    }
    return kept;
}

std::int64_t people_in(const std::vector<LedgerEntry>& ledger) {
    return std::accumulate(
        ledger.begin(), ledger.end(), std::int64_t{0},
        [](std::int64_t sum, const LedgerEntry& entry) { return sum + entry.people; });
}

/// Counts everyone again: who is in the city is in a grid, or was left out by name.
void check_people(const City& city, const Plan& plan) {
    std::int64_t input = 0, planned = 0;
    for (const Building& building : city.buildings) {
        input += building.people;
    }
    for (const GivenBlock& block : city.given_blocks) {
        input += block.people;
    }
    for (const Grid& grid : plan.grids) {
        planned += grid.people;
    }
    const std::int64_t left_out = people_in(plan.blocks.ledger);
    if (input != planned + left_out) {
        throw Error(
            ErrorCode::failed,
            fmt::format("the city has {} people, but its grids hold {} and {} were left out", input,
                        planned, left_out),
            "reporting this with the input: it is a fault of the program");
    }
}

/// Says of every grid how far its people may be from the truth, and whether that matters.
void weigh_estimates(std::vector<Grid>& grids, double people_error) {
    for (Grid& grid : grids) {
        grid.range = people_range(grid.people, people_error);
        grid.at_risk = grid.in_bounds && !(grid.bounds.contains(grid.range.low) &&
                                           grid.bounds.contains(grid.range.high));
    }
}

} // namespace

std::string_view words(Reason reason) {
    switch (reason) {
    case Reason::none:
        return "";
    case Reason::block_above_maximum:
        return "block above maximum";
    case Reason::unit_below_minimum:
        return "unit below minimum";
    case Reason::component_below_minimum:
        return "component below minimum";
    case Reason::no_whole_number_of_grids:
        return "no whole number of grids";
    case Reason::locked:
        return "locked";
    case Reason::exclusive:
        return "exclusive";
    case Reason::bottleneck:
        return "bottleneck";
    }
    return "";
}

bool is_exclusive(const City& city, const Grid& grid) {
    return grid.area && city.areas[*grid.area].exclusive;
}

Plan make_plan(const City& city, const PlanOptions& options) {
    Plan plan;
    plan.bounds = options.partition.bounds;
    check_existing(city, options.blocks.boundary_tolerance_m);
    check_rules(city, options);
    check_codes(city, options.codes);
    const CutCity cut = city.areas.empty()
                            ? CutCity{{}, own_origins(city)}
                            : cut_out_areas(city, options.blocks.boundary_tolerance_m);
    const City& whole = city.areas.empty() ? city : cut.city;
    const DividedCity divided{whole, cut.origins, unit_bounds(whole, cut.origins, options)};
    Division division = divide(divided, blocks_within(divided, options), options);
    const auto kinds = required_kinds(options);
    const auto spreads = cover_points(city, kinds, options.points.weight, division);
    plan.worth = plan_worth(division);
    plan.blocks = std::move(division.blocks);
    const auto crossing = crossing_findings(divided.city, plan.blocks);
    plan.blocks.findings.insert(plan.blocks.findings.end(), crossing.begin(), crossing.end());
    const auto parted = component_findings(divided.city, plan.blocks, division.units);
    plan.blocks.findings.insert(plan.blocks.findings.end(), parted.begin(), parted.end());
    for (Block& block : plan.blocks.blocks) {
        block.unit = divided.origins[index(block.unit)].unit;
    }
    Progress drawing(options, "drawing grids", division.units.size());
    plan.grids = make_grids(city, divided, plan.blocks, division, [&] { drawing.step(); });
    weigh_estimates(plan.grids, city.people_error);
    plan.grid_of_block.resize(plan.blocks.blocks.size());
    for (const Grid& grid : plan.grids) {
        for (const BlockIndex block : grid.blocks) {
            plan.grid_of_block[index(block)] = grid.grid_id;
        }
    }
    if (!city.existing.empty()) {
        plan.handover = hand_over(city, plan);
    }
    give_codes(city, plan.grids, options.codes, kept_codes(city, plan));
    plan.borders = plan_borders(city, plan.grids, options.graph);
    plan.ledger = plan_ledger(city, plan);
    plan.rules = options.rules;
    plan.outcomes = try_rules(city, plan);
    plan.findings = plan_findings(divided.city, plan);
    tell_point_changes(city, kinds, division, spreads, plan);
    const auto broken = rule_findings(city, plan);
    plan.findings.insert(plan.findings.end(), broken.begin(), broken.end());
    check_people(city, plan);
    return plan;
}

} // namespace evengrid::engine
