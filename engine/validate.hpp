#pragma once

#include "algorithms/partition.hpp"
#include "engine/finding.hpp"
#include "engine/geometry.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace evengrid::engine {

/// A plan as it stands in a file, with nothing but what the file says.
struct WrittenPlan {
    struct Grid {
        std::int64_t grid_id = 0;
        std::string unit_code;
        MultiPolygon ground;
        std::int64_t population = 0;
        bool in_bounds = true;
        std::string reason;
    };
    struct Block {
        std::int64_t block_id = 0;
        std::int64_t grid_id = 0;
        std::string unit_code;
        MultiPolygon ground;
        std::int64_t population = 0;
    };
    struct Building {
        std::int64_t src_fid = 0;
        std::int64_t grid_id = 0; ///< 0: in no grid
        MultiPolygon footprint;
        std::int64_t people = 0;
    };
    std::vector<Grid> grids;
    std::vector<Block> blocks;
    std::vector<Building> buildings; ///< empty where the people are on the blocks
    std::int64_t input_population = 0;
    std::int64_t left_out_population = 0;
    algorithms::Bounds bounds;
};

/// Judges a plan from its geometry and its figures, and shares no code with the solver.
///
/// Checked: every geometry is valid (GEOS); grids tile the ground of the blocks, with no gap and no
/// overlap above `tolerance_m`; a grid lies in one unit and is connected unless its unit is in
/// parts; no building is cut; people add up from buildings to grids to the input; every grid is
/// within bounds or says why not, and `in_bounds` tells the truth.
/// \returns one finding per broken rule and place; a grid out of bounds is severity error as well.
std::vector<Finding> validate_plan(const WrittenPlan& plan, double tolerance_m = 0.01);

} // namespace evengrid::engine
