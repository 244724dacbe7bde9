#include "engine/plan.hpp"

#include "algorithms/parallel.hpp"
#include "engine/error.hpp"
#include "engine/geos.hpp"
#include "engine/number_grids.hpp"
#include "engine/plan_borders.hpp"
#include "engine/plan_findings.hpp"
#include "engine/refine.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <mutex>
#include <numbers>
#include <numeric>

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

Division divide(const City& city, Blocks blocks, const PlanOptions& options) {
    Division division;
    division.blocks = std::move(blocks);
    BlockGraphOptions graph = options.graph;
    if (!graph.least_people) {
        graph.least_people = options.partition.bounds.minimum;
    }
    division.units = block_graph(city, division.blocks, graph);
    division.partitions.resize(division.units.size());
    Progress progress(options, "regions", division.units.size());
    algorithms::parallel_for(division.units.size(), [&](std::size_t i) {
        division.partitions[i] = algorithms::partition(division.units[i].graph, options.partition);
        progress.step();
    });
    refine(city, options.blocks, graph, options.partition, division);
    return division;
}

Reason reason_of(algorithms::Reason reason, std::int64_t unit_people,
                 const algorithms::Bounds& bounds) {
    switch (reason) {
    case algorithms::Reason::none:
        return Reason::none;
    case algorithms::Reason::block_above_maximum:
        return Reason::block_above_maximum;
    case algorithms::Reason::component_below_minimum:
        return unit_people < bounds.minimum ? Reason::unit_below_minimum
                                            : Reason::component_below_minimum;
    case algorithms::Reason::no_whole_number_of_grids:
        return Reason::no_whole_number_of_grids;
    case algorithms::Reason::bottleneck:
        return Reason::bottleneck;
    }
    return Reason::bottleneck;
}

/// The grids of a unit, not yet numbered, with what adds up from their blocks.
std::vector<Grid> unit_grids(const Blocks& blocks, const UnitGraph& unit,
                             const algorithms::Partition& partition,
                             const algorithms::Bounds& bounds) {
    std::vector<Grid> grids(partition.regions.size());
    for (std::size_t i = 0; i < unit.blocks.size(); ++i) {
        Grid& grid = grids[algorithms::index(partition.region_of[i])];
        const Block& block = blocks.blocks[index(unit.blocks[i])];
        grid.blocks.push_back(unit.blocks[i]);
        grid.people += block.people;
        grid.households += block.households;
        grid.buildings += static_cast<std::int64_t>(block.buildings.size());
    }
    for (std::size_t i = 0; i < grids.size(); ++i) {
        grids[i].unit = unit.unit;
        grids[i].in_bounds = bounds.contains(grids[i].people);
        grids[i].reason =
            reason_of(partition.regions[i].reason, unit.graph.total_population(), bounds);
    }
    return grids;
}

/// Draws a grid around its blocks and measures it.
void draw(Grid& grid, const Blocks& blocks) {
    std::vector<const MultiPolygon*> tiles;
    for (const BlockIndex block : grid.blocks) {
        tiles.push_back(&blocks.blocks[index(block)].ground);
    }
    grid.ground = dissolve(tiles);
    grid.area_m2 = area_m2(grid.ground);
    grid.perimeter_m = perimeter_m(grid.ground);
    grid.compactness = 4 * std::numbers::pi * grid.area_m2 / (grid.perimeter_m * grid.perimeter_m);
}

/// Numbers the grids through the city, unit by unit in the order of their codes.
std::vector<Grid> numbered(const City& city, std::vector<std::vector<Grid>> grids_of_unit) {
    std::vector<std::size_t> units(grids_of_unit.size());
    std::iota(units.begin(), units.end(), std::size_t{0});
    const auto unit_of = [&](std::size_t i) -> const Unit& { return city.units[i]; };
    std::stable_sort(units.begin(), units.end(), [&](std::size_t a, std::size_t b) {
        return unit_of(a).code < unit_of(b).code;
    });
    std::vector<Grid> all;
    for (const std::size_t i : units) {
        std::vector<Point> places;
        for (const Grid& grid : grids_of_unit[i]) {
            places.push_back(centroid(grid.ground));
        }
        for (const std::size_t next : reading_order(places)) {
            Grid& grid = all.emplace_back(std::move(grids_of_unit[i][next]));
            grid.grid_id = static_cast<std::int64_t>(all.size());
        }
    }
    return all;
}

std::vector<Grid> make_grids(const City& city, const Blocks& blocks, const Division& division,
                             const PlanOptions& options) {
    const std::vector<UnitGraph>& units = division.units;
    std::vector<std::vector<Grid>> grids_of_unit(city.units.size());
    Progress progress(options, "grids", units.size());
    algorithms::parallel_for(units.size(), [&](std::size_t i) {
        auto grids = unit_grids(blocks, units[i], division.partitions[i], options.partition.bounds);
        for (Grid& grid : grids) {
            draw(grid, blocks);
        }
        grids_of_unit[index(units[i].unit)] = std::move(grids);
        progress.step();
    });
    auto grids = numbered(city, std::move(grids_of_unit));
    give_codes(city, grids, options.codes);
    return grids;
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
void weigh_estimates(std::vector<Grid>& grids, double people_error,
                     const algorithms::Bounds& bounds) {
    for (Grid& grid : grids) {
        grid.range = people_range(grid.people, people_error);
        grid.at_risk = grid.in_bounds &&
                       !(bounds.contains(grid.range.low) && bounds.contains(grid.range.high));
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
    case Reason::bottleneck:
        return "bottleneck";
    }
    return "";
}

Plan make_plan(const City& city, const PlanOptions& options) {
    Plan plan;
    plan.bounds = options.partition.bounds;
    {
        Progress progress(options, "blocks", 1);
        BlockOptions block_options = options.blocks;
        if (!block_options.most_people) {
            block_options.most_people = options.partition.bounds.maximum;
        }
        plan.blocks = make_blocks(city, block_options);
        progress.step();
    }
    Division division = divide(city, std::move(plan.blocks), options);
    plan.blocks = std::move(division.blocks);
    const auto parted = component_findings(city, plan.blocks, division.units);
    plan.blocks.findings.insert(plan.blocks.findings.end(), parted.begin(), parted.end());
    plan.grids = make_grids(city, plan.blocks, division, options);
    weigh_estimates(plan.grids, city.people_error, plan.bounds);
    plan.grid_of_block.resize(plan.blocks.blocks.size());
    for (const Grid& grid : plan.grids) {
        for (const BlockIndex block : grid.blocks) {
            plan.grid_of_block[index(block)] = grid.grid_id;
        }
    }
    plan.borders = plan_borders(city, plan.grids, options.graph);
    plan.ledger = plan_ledger(city, plan);
    plan.findings = plan_findings(city, plan);
    check_people(city, plan);
    return plan;
}

} // namespace evengrid::engine
