#pragma once

#include "algorithms/problem.hpp"

#include <optional>
#include <span>

namespace evengrid::algorithms {

/// How far an exact search may go before it gives up.
struct ExactLimits {
    std::size_t regions_listed = 40'000; ///< possible regions kept at a time
    std::size_t regions_tried = 500'000; ///< connected sets looked at, in all
    std::size_t looks = 2'000'000;       ///< at a possible region while they are combined
};

/// Looks for the best partition of a small graph into as many regions as the solution has.
///
/// The problem is one of set partitioning: of all connected sets of vertices, choose disjoint ones
/// that hold every vertex. A first few cheap sets give the vertices prices; sets that are cheaper
/// than their prices join them and better the prices, until those prove a lower bound near the
/// solution's cost (column generation: Dantzig and Wolfe, 1960). Then every set is listed that can
/// be part of a better partition, because its reduced cost is below the gap between the two
/// (Baldacci, Christofides, Mingozzi, 2008), and they are combined by branch and bound. Graphs of
/// more than 64 vertices are left alone.
/// \param unavoidable size n: violation that no partition avoids, at the vertices that cause it.
/// \param solution in: any partition; out: a better one, if there is one.
/// \returns a lower bound for partitions with so many regions; proven where the search was
/// complete, nothing where it gave up before it had one.
std::optional<LowerBound> solve_exactly(const Problem& problem,
                                        std::span<const std::int64_t> unavoidable,
                                        const ExactLimits& limits, Solution& solution);

} // namespace evengrid::algorithms
