#pragma once

#include "algorithms/problem.hpp"

#include <optional>

namespace evengrid::algorithms {

/// How far an exact search may go before it gives up.
struct ExactLimits {
    std::size_t regions_listed = 40'000;   ///< possible regions kept
    std::size_t regions_tried = 1'000'000; ///< connected sets looked at
    std::size_t nodes = 500'000;           ///< of the search tree
};

/// Looks for the best partition of a small graph into as many regions as the solution has.
///
/// Lists every connected set of vertices that could be a region of a better partition, then solves
/// the set partitioning problem over them by branch and bound. The bound is the Lagrangian one,
/// with a price for every vertex that subgradient steps improve (Held and Karp, 1971); a set whose
/// price exceeds the gap is struck out. Graphs of more than 64 vertices are left alone. \param
/// solution in: any partition; out: a better one, if there is one. \returns a lower bound for
/// partitions with so many regions; proven where the search was complete,
///          nothing where it gave up before it had one.
std::optional<LowerBound> solve_exactly(const Problem& problem, const ExactLimits& limits,
                                        Solution& solution);

} // namespace evengrid::algorithms
