#pragma once

#include "algorithms/problem.hpp"

namespace evengrid::algorithms {

/// A smaller graph that looks like the one it was made of.
struct Coarsening {
    Graph graph;
    std::vector<std::uint32_t>
        cluster_of; ///< size n: the vertex of `graph` that each vertex went into
};

/// Joins vertices in pairs across long borders, as multilevel partitioners do.
///
/// Heavy-edge matching after Karypis and Kumar, "A fast and high quality multilevel scheme for
/// partitioning irregular graphs" (1998), with the length of the border set against the size of the
/// partner; a vertex whose neighbours are all taken joins one of them. No cluster gets more people
/// than `most_people`, or vertices of two homes. Complexity: O(n + m).
Coarsening coarsen(const Problem& problem, std::int64_t most_people, std::uint64_t seed);

} // namespace evengrid::algorithms
