#pragma once

#include "engine/blocks/blocks.hpp"

#include <cstdint>
#include <vector>

namespace evengrid::engine {

/// Divides blocks with more people than allowed into cells around their buildings, which stay
/// whole.
///
/// Each building gets what is nearest to it; the cells of a compound are one cell as long as the
/// compound holds no more people than allowed. A block with a single building stays as it is, and
/// so do people who were counted on the block and not on buildings. Blocks are numbered anew, the
/// cells in the place of their block. \param most_people size of the units, one per unit: the most
/// people of a block there \returns whether any block was divided. Blocks are worked on in
/// parallel. Complexity: near linear in the vertices, plus n log n in those of the blocks divided.
bool divide_blocks(const City& city, const std::vector<std::int64_t>& most_people,
                   double smallest_block_m2, Blocks& blocks);

} // namespace evengrid::engine
