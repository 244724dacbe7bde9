#pragma once

#include "algorithms/graph.hpp"
#include "algorithms/objective.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace evengrid::algorithms {

/// How many regions some people can make, were they as fine as sand.
///
/// A vertex above the maximum is a region of its own, whatever else is done; the others are counted
/// as if it were not there.
struct RegionCounts {
    std::size_t fewest = 1;
    std::size_t most = 1;
    std::size_t wanted = 1; ///< nearest to the target; the least violation where no count is legal
    bool legal = false;     ///< some whole number of regions keeps the bounds
};

/// The violation, in people, that so many regions of so many people cannot avoid. Complexity: O(1).
std::int64_t least_violation(std::int64_t people, std::int64_t regions, const Bounds& bounds);

/// The counts for the vertices of a connected part of a graph. Complexity: O(size).
RegionCounts region_counts(const Graph& graph, std::span<const Vertex> vertices,
                           const Bounds& bounds);

/// Shares a total out among components: as near to what each wants as the total allows.
///
/// Legal counts are used up before illegal ones. Every component keeps at least one region and no
/// more than it has vertices, so the sum may differ from a total that is out of reach.
///
/// \param vertices size n, one number per component, as `counts`
/// \returns size n. Complexity: O((n + d) log n), d the steps from what is wanted.
std::vector<std::size_t> share_out(std::span<const RegionCounts> counts,
                                   std::span<const std::size_t> vertices, std::size_t total);

} // namespace evengrid::algorithms
