#pragma once

#include "algorithms/problem.hpp"

namespace evengrid::algorithms {

/// How long and how hot to anneal a whole graph. Temperatures count in mean edge costs of the
/// graph.
struct Schedule {
    double sweeps = 100; ///< proposals per end of a cut edge
    double hot = 1;      ///< temperature at the start,
    double cold = 0.1;   ///< and at the end
    unsigned rounds = 8; ///< how often a large graph is cut up anew, a power of two
};

/// Anneals the regions of a graph of any size on all cores.
///
/// A large graph is cut up into groups of neighbouring regions, which are annealed on their own at
/// the same time; every round cuts up the graph in another way. What a group may do, and with which
/// random numbers, depends on the graph and the seed alone, so any number of threads gives the same
/// labels.
void anneal_in_rounds(const Problem& problem, const Schedule& schedule, std::uint64_t seed,
                      Solution& solution);

/// Whether regions are so large that a group would hold but few of them. These are annealed at
/// once: the borders between groups, which a round leaves alone, would be most of all.
bool are_few_and_large(const Graph& graph, std::size_t regions);

} // namespace evengrid::algorithms
