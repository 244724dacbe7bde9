#include "engine/plan/make_grids.hpp"

#include "algorithms/parallel.hpp"
#include "engine/geometry/geos.hpp"
#include "engine/plan/existing.hpp"
#include "engine/plan/hard_cases.hpp"
#include "engine/plan/number_grids.hpp"

#include <algorithm>
#include <iterator>
#include <numbers>
#include <numeric>

namespace evengrid::engine {

namespace {

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

void name_bottlenecks(const UnitGraph& unit, const algorithms::Partition& partition,
                      const algorithms::Bounds& bounds, std::vector<Grid>& grids) {
    std::vector<std::optional<HardCase>> bottlenecks;
    for (std::size_t i = 0; i < grids.size(); ++i) {
        if (grids[i].reason == Reason::bottleneck) {
            if (bottlenecks.empty()) {
                bottlenecks = bottlenecks_of_regions(unit, partition, bounds);
            }
            grids[i].bottleneck = bottlenecks[i];
        }
    }
}

/// The grids of a unit, not yet numbered, with what adds up from their blocks.
std::vector<Grid> unit_grids(const Blocks& blocks, const UnitGraph& unit,
                             const algorithms::Partition& partition,
                             const std::vector<bool>& locked, const algorithms::Bounds& bounds) {
    std::vector<Grid> grids(partition.regions.size());
    for (std::size_t i = 0; i < unit.blocks.size(); ++i) {
        Grid& grid = grids[algorithms::index(partition.region_of[unit.vertex_of[i]])];
        const Block& block = blocks.blocks[index(unit.blocks[i])];
        grid.blocks.push_back(unit.blocks[i]);
        grid.people += block.people;
        grid.households += block.households;
        grid.buildings += static_cast<std::int64_t>(block.buildings.size());
    }
    for (std::size_t i = 0; i < grids.size(); ++i) {
        grids[i].in_bounds = bounds.contains(grids[i].people);
        grids[i].reason =
            reason_of(partition.regions[i].reason, unit.graph.total_population(), bounds);
    }
    for (std::uint32_t i = 0; i < partition.region_of.size(); ++i) {
        Grid& grid = grids[algorithms::index(partition.region_of[i])];
        if (!grid.in_bounds && locked[unit.graph[algorithms::Vertex{i}].home]) {
            grid.reason = Reason::locked;
        }
    }
    name_bottlenecks(unit, partition, bounds, grids);
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

/// Says of the grids of a unit what they are in and what holds for them.
void describe(std::vector<Grid>& grids, const DividedCity& divided, std::size_t unit) {
    const Origin& origin = divided.origins[unit];
    for (Grid& grid : grids) {
        grid.unit = origin.unit;
        grid.area = origin.area;
        grid.kind = divided.city.units[unit].kind;
        grid.bounds = divided.bounds[unit];
        if (!grid.in_bounds && divided.is_exclusive(unit)) {
            grid.reason = Reason::exclusive;
        } else if (grid.reason == Reason::unit_below_minimum && origin.area) {
            grid.reason = Reason::component_below_minimum;
        }
    }
}

} // namespace

std::vector<Grid> make_grids(const City& city, const DividedCity& divided, const Blocks& blocks,
                             const Division& division, const std::function<void()>& unit_done) {
    const std::vector<UnitGraph>& units = division.units;
    std::vector<std::vector<Grid>> made(units.size()), grids_of_unit(city.units.size());
    const std::vector<bool> locked = locked_homes(city);
    algorithms::parallel_for(units.size(), [&](std::size_t i) {
        made[i] = unit_grids(blocks, units[i], division.partitions[i], locked,
                             division.options[i].bounds);
        describe(made[i], divided, i);
        for (Grid& grid : made[i]) {
            draw(grid, blocks);
        }
        unit_done();
    });
    for (std::size_t i = 0; i < made.size(); ++i) {
        auto& of_unit = grids_of_unit[index(divided.origins[i].unit)];
        of_unit.insert(of_unit.end(), std::make_move_iterator(made[i].begin()),
                       std::make_move_iterator(made[i].end()));
    }
    return numbered(city, std::move(grids_of_unit));
}

} // namespace evengrid::engine
