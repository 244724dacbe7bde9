#pragma once

#include "engine/plan/plan.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace evengrid::engine {

struct CoverageOptions {
    /// Every grid with people needs a point of each of these kinds; empty: a point of any kind.
    std::vector<std::string> kinds;
    /// How far people go to a point whose capacity is shared out, straight, in metres.
    double reach_m = 1000;
};

/// What one grid has of one kind of point.
struct GridCoverage {
    std::int64_t grid_id = 0;
    std::string kind;                   ///< empty: any
    std::int64_t points = 0;            ///< in the grid
    std::optional<std::size_t> nearest; ///< index of the nearest point of the kind, wherever it is
    double nearest_m = 0;               ///< straight, from the centre of the grid's people
    std::int64_t demand = 0;            ///< people to be served; 0 where no point has a capacity
    std::int64_t served = 0;            ///< of these, within reach and capacity
};

/// People of a grid who are served by a point.
struct Docking {
    std::int64_t grid_id = 0;
    std::size_t point = 0;
    std::int64_t people = 0;
    double distance_m = 0;
};

/// How many of the existing grids had one kind of point.
struct CoverageBefore {
    std::string kind;           ///< empty: any
    std::int64_t inhabited = 0; ///< existing grids with people
    std::int64_t covered = 0;   ///< of these, with a point in them or on their border
};

struct Coverage {
    std::vector<std::optional<std::int64_t>> grid_of_point; ///< grid_id, one per point
    std::vector<GridCoverage> grids;                        ///< by kind, then by grid
    std::vector<Docking> dockings;                          ///< by kind, grid, point
    std::vector<CoverageBefore> before; ///< by kind; empty without an existing plan
    std::vector<Finding> findings;
};

/// Complains about a kind that no point has.
/// \throws Error (usage) naming the kinds that there are.
void check_kinds(const City& city, const std::vector<std::string>& kinds);

/// Whether a grid should have points in it: people live there, and it is no exclusive area.
bool wants_points(const City& city, const Grid& grid);

/// Tells which grid every point lies in, which grids have none and which existing ones had, and who
/// can be served by whom.
///
/// A point belongs to the grid of the block it stands on, on a border to that with the smaller id,
/// so that none is in two. Where
/// points have a capacity, the people of the grids are docked to those within reach so that as many
/// as possible are served, and among the ways to do so the total distance is least
/// (`algorithms::transport`). Findings: points in no grid; inhabited grids without a point, with
/// the nearest one; grids whose people are not all served.
/// \throws Error (usage) for a kind that no point has.
Coverage make_coverage(const City& city, const Plan& plan, const CoverageOptions& options);

} // namespace evengrid::engine
