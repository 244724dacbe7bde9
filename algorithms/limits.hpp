#pragma once

#include "algorithms/graph.hpp"
#include "algorithms/objective.hpp"

#include <cstdint>
#include <vector>

namespace evengrid::algorithms {

/// People out of bounds that no partition of a connected graph can avoid, found in linear time.
///
/// A vertex above the maximum causes what it holds above it. What hangs together without such
/// vertices is a piece; a piece that admits no whole number of regions causes the less of two
/// evils, people given to a region above the maximum or people missing in a region of its own; or
/// what its worst bottleneck causes, where that is more.
/// \returns size n: each amount at the vertex that causes it, a piece's at its smallest vertex. The
///          sum is a lower bound of every partition's violation. Complexity: O(n + m).
std::vector<std::int64_t> unavoidable_violation(const Graph& graph, const Bounds& bounds);

} // namespace evengrid::algorithms
