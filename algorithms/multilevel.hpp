#pragma once

#include "algorithms/problem.hpp"

namespace evengrid::algorithms {

/// Up to here a graph is small: searched many times over, and left to `repair` only where that
/// fails.
constexpr std::size_t most_vertices_of_small = 1000;

/// How much work goes into one multilevel search.
struct Work {
    double sweeps = 60; ///< proposals per end of a cut edge, on every level
    /// Graphs with more vertices than this over `sweeps` get fewer sweeps.
    double most_sweeps_times_vertices = 2.5e7;
    double cold = 0.15;  ///< last temperature, in mean edge costs: the more sweeps, the lower
    unsigned rounds = 4; ///< how often a large graph is cut up anew, a power of two
    /// Vertices of all starts together that are carried from level to level, in a small graph.
    std::size_t pool = 4000;
    std::size_t fewest_starts = 1; ///< carried to the last level but one, however large the graph
    std::size_t most_starts = 32;
    /// Coarsening ends at so many vertices per region: enough to choose from, few enough to move
    /// fast.
    std::size_t coarsest_per_region = 8;
    /// Whole searches of small graphs, of which the best is kept: as many as have so many vertices
    /// together, and no more than so many.
    std::size_t restart_vertices = 0;
    std::size_t most_restarts = 0;
};

/// Divides a connected graph into `regions` connected regions: coarsen, start, refine level by
/// level.
///
/// The multilevel scheme of Karypis and Kumar (1998) with annealing instead of greedy refinement.
/// On the coarsest level there are several starts; each finer level keeps the better ones, as many
/// as the pool holds. Large graphs average over many places by themselves and need but one start.
/// Complexity: O(m log n) for the starts, O(sweeps * n) for the rest.
Solution solve_multilevel(const Problem& problem, std::size_t regions, const Work& work,
                          std::uint64_t seed);

} // namespace evengrid::algorithms
