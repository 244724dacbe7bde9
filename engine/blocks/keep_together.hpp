#pragma once

#include "engine/blocks/block_graph.hpp"

#include <cstdint>

namespace evengrid::engine {

/// Makes one vertex of all blocks that a compound of a unit stands on, so that no grid border parts
/// it: compound by compound in the order of their numbers, as long as the blocks hold no more
/// people than allowed, hang together and belong to the same existing grid, if to any. The others
/// are in `unit.parted`.
///
/// Two compounds on the same block are kept together as one, where both fit.
/// Complexity: O(n + m) for n blocks and m edges, times the compounds that meet in a vertex.
void keep_together(const City& city, const Blocks& blocks, std::int64_t most_people,
                   UnitGraph& unit);

} // namespace evengrid::engine
