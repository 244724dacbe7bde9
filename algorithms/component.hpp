#pragma once

#include "algorithms/counts.hpp"
#include "algorithms/problem.hpp"

namespace evengrid::algorithms {

/// What is asked of one connected graph.
struct Task {
    RegionCounts counts;
    std::size_t regions = 1; ///< wanted number of regions
    bool exactly = false;    ///< whether another number will not do, even to keep the bounds
    Effort effort = Effort::standard;
    std::uint64_t seed = 1;
    Labels start; ///< regions to improve, or empty
};

/// Solves one connected graph as well as the effort allows: what docs/algorithm.md tells, in order.
///
/// \throws Cancelled where the problem's poll says so.
/// Complexity: near linear in vertices and edges at a given effort.
Solution solve_component(const Problem& problem, const Task& task);

} // namespace evengrid::algorithms
