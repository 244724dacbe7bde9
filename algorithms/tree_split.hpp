#pragma once

#include "algorithms/problem.hpp"

/// Private to this layer.
namespace evengrid::algorithms {

/// Divides a connected graph into about so many regions by cutting edges of a spanning tree.
///
/// Dynamic programming from the leaves to the root: of every branch it is known what the region at
/// its top may hold, and for each such number of people the least violation and cost of the regions
/// below (Lucertini, Perl, Simeone, 1993; Ito, Zhou, Nishizeki, 2006). Exact numbers are too many:
/// people are told apart in steps, and of every step the best is kept, which makes the result
/// nearly the best of those along the tree. Where the graph is a tree there are no others. Finds
/// bounds where vertices cannot change regions one at a time; borders are for others to better.
/// \param seed draws the tree. \returns connected regions; nearly always as many as asked for.
/// Complexity: O(n s^2) in the worst case and O(n s) on paths, s the steps, fewer in a large graph.
Solution split_tree(const Problem& problem, std::size_t regions, std::uint64_t seed);

/// Whether a graph has hardly an edge more than a tree needs.
bool is_nearly_a_tree(const Graph& graph);

} // namespace evengrid::algorithms
