#pragma once

#include "algorithms/graph.hpp"
#include "algorithms/objective.hpp"

#include <cstdint>
#include <vector>

namespace evengrid::algorithms {

/// A vertex that more people hang on than a region may hold.
struct Bottleneck {
    Vertex vertex{};
    std::int64_t people = 0;    ///< its own, and those that no regions behind it have room for
    std::int64_t violation = 0; ///< that no partition can stay below because of it
};

/// Bottlenecks that the way a graph hangs together shows at once.
///
/// Without a vertex the rest falls into branches. The regions within a branch hold whole numbers of
/// people within bounds, at most `n * maximum`, n the most regions that it has people for; what is
/// beyond goes with the vertex, all of a branch below the minimum. Where that is too much for one
/// region, either it holds more than the maximum or a branch lacks people for one region more: the
/// less of both is a lower bound of the violation. Branches come from one search in depth (Hopcroft
/// and Tarjan, 1973). Vertices above the maximum are regions of their own and part the graph.
///
/// \returns in ascending order of vertices; not every bottleneck is one of these. Complexity:
///          O(n + m), without recursion.
std::vector<Bottleneck> bottlenecks(const Graph& graph, const Bounds& bounds);

} // namespace evengrid::algorithms
