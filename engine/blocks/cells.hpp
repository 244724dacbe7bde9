#pragma once

#include "engine/blocks/blocks.hpp"

#include <cstdint>
#include <vector>

namespace evengrid::engine {

/// Divides blocks with more people than allowed into cells, which keep buildings whole: first into
/// the grounds of their compounds, then, where these still hold too many, along the paths inside
/// them, and at last around every building. Only a building that alone holds too many remains.
///
/// Blocks that a compound binds together, and that hold too many people together, are divided into
/// the grounds of their compounds as well, so that each of these can stay whole. A block with a
/// single building stays as it is, and so do people who were counted on the block and not on
/// buildings. Blocks are numbered anew, the cells in the place of their block.
///
/// \param most_people size of the units, one per unit: the most people of a block there
/// \returns whether any block was divided. Blocks are worked on in parallel. Complexity: near
/// linear in the vertices, plus n log n in those of the blocks divided.
bool divide_blocks(const City& city, const std::vector<std::int64_t>& most_people,
                   double smallest_block_m2, Blocks& blocks);

} // namespace evengrid::engine
