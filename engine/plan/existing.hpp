#pragma once

#include "algorithms/graph.hpp"
#include "engine/blocks/blocks.hpp"

#include <cstdint>
#include <vector>

namespace evengrid::engine {

/// Complains about an existing plan that cannot be one: the same code twice, or drawn grids that
/// cover the same ground.
///
/// \param tolerance_m how wide an overlap may be that stems from drawing
/// \throws Error (input) naming both grids.
/// Complexity: near n log n in the vertices.
void check_existing(const City& city, double tolerance_m);

/// The existing grid that every block was in, as `VertexData::home`: the n-th from 1, or 0 for
/// none.
///
/// A block goes with the most of its people, each building as a whole with the place it stands at;
/// a block without people goes with the place in its middle.
///
/// \returns size n, one per block. Complexity: near n log n in buildings and vertices.
std::vector<std::uint32_t> homes_of(const City& city, const Blocks& blocks);

/// Gives blocks that hold nobody and were in no existing grid the home that they share the longest
/// border with, from block to block, so that a grid in force hangs together across a park that
/// nobody counted to it. Locked grids get none.
///
/// \param edges between the vertices; \param locked by home. Complexity: O(e log e).
void house_empty_blocks(std::vector<algorithms::VertexData>& vertices,
                        const std::vector<algorithms::Edge>& edges,
                        const std::vector<bool>& locked);

/// Which existing grids must not change, by home.
std::vector<bool> locked_homes(const City& city);

/// One note on the people whose block was mostly of another existing grid than they were; none
/// where there are none.
std::vector<Finding> crossing_findings(const City& city, const Blocks& blocks);

} // namespace evengrid::engine
