#pragma once

#include "algorithms/problem.hpp"

namespace evengrid::algorithms {

/// How long and how hot to recombine. Temperatures count in mean edge costs of the graph.
struct Recombination {
    std::uint64_t steps = 0; ///< merged and divided again
    double hot = 1;          ///< temperature at the start,
    double cold = 0.05;      ///< and at the end
};

/// Simulated annealing whose move merges two neighbouring regions and divides them anew.
///
/// A random spanning tree is drawn in the merged region. One pass from its leaves to its root tells
/// for every edge of the tree what the two sides would be worth, people and border, if it were cut
/// there; the best cut is taken, if the temperature allows it. These are the moves of recombination
/// (DeFord, Duchin, Solomon, 2021) with the best cut in place of a random one. They move many
/// vertices at a time, which few large regions in tight bounds need and single vertices cannot do.
/// The regions stay connected, their number stays the same, and the result is never worse.
/// Complexity: O(s log s) a step, s the edges in both regions.
void recombine(const Problem& problem, const Recombination& plan, std::uint64_t seed,
               Solution& solution);

} // namespace evengrid::algorithms
