#pragma once

#include "algorithms/problem.hpp"

namespace evengrid::algorithms {

/// Merges neighbouring vertices into `count` connected regions of much the same people.
///
/// Always takes the region with the fewest people and joins it to the neighbour with which it
/// shares most of its border, as long as both stay below the maximum. Joining the smallest first
/// keeps all regions within a factor of about two, which is what usual bounds allow. The graph must
/// be connected. Complexity: O(m log n).
Labels agglomerate(const Problem& problem, std::size_t count, std::uint64_t seed);

} // namespace evengrid::algorithms
