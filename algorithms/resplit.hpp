#pragma once

#include "algorithms/exact.hpp"
#include "algorithms/problem.hpp"

namespace evengrid::algorithms {

/// Merges neighbouring regions, two and three at a time, and divides them anew in the best way
/// there is, until no such group can be divided better.
///
/// The moves are those of recombination (DeFord, Duchin, Solomon, 2021), which leave the places
/// where annealing with single vertices gets stuck: few large regions in tight bounds. A group is
/// divided by `solve_exactly` instead of along a random tree; where that gives up, or a group has
/// more than 64 vertices, it stays as it is. The number of regions stays the same.
/// \param limits of one group.
void resplit(const Problem& problem, const ExactLimits& limits, Solution& solution);

} // namespace evengrid::algorithms
