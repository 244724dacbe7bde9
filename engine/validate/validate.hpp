#pragma once

#include "algorithms/partition.hpp"
#include "engine/finding.hpp"
#include "engine/geometry/geometry.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace evengrid::engine {

/// A plan as it stands in a file, in metres, with nothing but what the file says.
struct WrittenPlan {
    struct Grid {
        std::int64_t grid_id = 0;
        std::string unit_code;
        MultiPolygon ground;
        std::int64_t population = 0;
        bool in_bounds = true;
        std::string reason;
        std::optional<algorithms::Bounds> bounds{}; ///< of its own; none: those of the plan
        std::string area{}; ///< code of the area that it is in; empty: of none
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
        std::optional<std::int64_t> grid_id; ///< none: in no grid
        MultiPolygon footprint;
        std::int64_t people = 0;
    };
    /// What a rule says of a grid.
    struct Outcome {
        std::int64_t grid_id = 0;
        Message rule;
        std::string measure;
        double measured = 0;
        std::optional<double> at_least;
        std::optional<double> at_most;
        bool passed = true;
    };
    std::vector<Grid> grids;
    std::vector<Block> blocks;
    std::vector<Building> buildings; ///< empty where the people are on the blocks
    std::int64_t input_population = 0;
    std::int64_t left_out_population = 0;
    std::optional<double> units_area_m2; ///< what the grids should cover, where that is known
    algorithms::Bounds bounds;
    std::vector<Outcome> outcomes; ///< empty for a plan without rules

    const algorithms::Bounds& bounds_of(const Grid& grid) const {
        return grid.bounds ? *grid.bounds : bounds;
    }
};

/// One rule, on how many things it was tried and how many of them break it.
struct Check {
    Message rule; ///< "grids do not overlap", ...
    std::int64_t tried = 0;
    std::int64_t broken = 0;
    bool operator==(const Check&) const = default;
};

/// What a plan was found to be.
struct Verdict {
    std::vector<Check> checks;     ///< always all of them, in the same order
    std::vector<Finding> findings; ///< one per broken rule and place; and every grid that is out of
                                   ///< bounds for a true reason, which is an exception, not a fault
    /// Measures of rules that only the input of the plan knew, such as the length of streets, each
    /// with how many grids it was told of: they are believed.
    std::map<std::string, std::int64_t> not_measured_again{};
    bool holds() const; ///< no rule is broken; there may be exceptions
};

/// Judges a plan from its geometry and its figures, and shares no code with the solver.
///
/// The rules: every geometry is valid (where one of a grid or a block is not, rules about the
/// ground are not tried); grids do not overlap; every grid is the ground of its blocks, and all of
/// them together cover the units; the blocks of a grid are in its unit; a grid hangs together as
/// far as its unit does; no grid border cuts a building; people add up from buildings to blocks, to
/// grids, and with those left out to the input; every grid within bounds says so, and every other
/// one says why, truly; what the plan says of its rules is true. A rule that a grid does not keep
/// is an exception.
///
/// \param tolerance_m overlaps and gaps narrower than this are rounding
/// Complexity: near n log n in the vertices.
Verdict validate_plan(const WrittenPlan& plan, double tolerance_m = 0.01);

} // namespace evengrid::engine
