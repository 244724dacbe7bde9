// Divides a small town with the engine alone: no files, no GDAL.
#include "engine/plan/plan.hpp"

#include <iostream>

using namespace evengrid::engine;

/// A rectangle, from its lower left corner.
Polygon rectangle(double x, double y, double width_m, double depth_m) {
    return {{{x, y}, {x + width_m, y}, {x + width_m, y + depth_m}, {x, y + depth_m}, {x, y}}, {}};
}

int main() {
    constexpr int blocks = 6; // along each side of the town
    constexpr double block_m = 100;
    City town;
    town.units.push_back({.code = "001",
                          .name = "Riverside",
                          .ground = {rectangle(0, 0, blocks * block_m, blocks * block_m)}});
    for (int i = 1; i < blocks; ++i) {
        const double at_m = i * block_m;
        town.lines.push_back({.name = "Street", .line = {{at_m, 0}, {at_m, blocks * block_m}}});
        town.lines.push_back({.name = "Avenue", .line = {{0, at_m}, {blocks * block_m, at_m}}});
    }
    for (int i = 0; i < blocks * blocks; ++i) { // one house in every block, with 50 to 400 people
        const double x = i % blocks * block_m;
        const double y = i / blocks * block_m;
        town.buildings.push_back({.src_fid = i,
                                  .footprint = {rectangle(x + 30, y + 40, 40, 15)},
                                  .people = 50 + i * 7919 % 351});
    }

    PlanOptions options;
    options.partition.bounds.minimum = 1000;
    options.partition.bounds.maximum = 2000;
    const Plan plan = make_plan(town, options);
    for (const Grid& grid : plan.grids) {
        std::cout << grid.code << ": " << grid.people << " people in " << grid.blocks.size()
                  << " blocks" << (grid.in_bounds ? "" : ", out of bounds") << '\n';
    }
}
