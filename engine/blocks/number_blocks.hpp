#pragma once

#include "engine/blocks/blocks.hpp"

namespace evengrid::engine {

/// Brings up to date what follows from the order, the ground and the buildings of blocks: ids,
/// areas, points inside, the block of every building, and common vertices of neighbours, across the
/// borders of units as well.
///
/// \pre `block_of_building` has one entry per building.
/// Blocks are worked on in parallel. Complexity: near n log n in the vertices.
void number_blocks(Blocks& blocks);

} // namespace evengrid::engine
