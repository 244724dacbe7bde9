#pragma once

#include "engine/blocks/block_graph.hpp"
#include "engine/geometry/box_index.hpp"

#include <cstdint>
#include <vector>

namespace evengrid::engine {

/// Finds the shortest ways over the ground from parts of a unit to the rest of it.
class WaysOut {
public:
    /// \param blocks, unit must outlive it
    WaysOut(const Blocks& blocks, const UnitGraph& unit);

    /// \param part_of one per block of the unit
    /// \pre the unit has other parts.
    /// \returns two blocks and their gap. Complexity: linear in the blocks of the unit, and n log n
    ///          in the vertices of those near the part.
    Link shortest(const std::vector<std::uint32_t>& part_of, std::uint32_t part) const;

private:
    const Blocks& m_blocks;
    const UnitGraph& m_unit;
    std::vector<Box> m_boxes; ///< of the blocks
    BoxIndex m_index;
};

/// Links the parts of a unit's ground that do not touch where a crossing leads from one to another.
///
/// \param within_m how near the ends of a crossing must be to a block
/// \param across the borders that one cannot walk across
/// \param edges the borders that one can; those of the links are added
/// \param unit its `links` are added
/// Complexity: O((b + c) log b) for b blocks and c crossings.
void link_by_crossings(const City& city, const Blocks& blocks, double within_m,
                       const std::vector<algorithms::Edge>& across,
                       const std::vector<algorithms::VertexData>& vertices,
                       std::vector<algorithms::Edge>& edges, UnitGraph& unit);

/// Links every part of a unit with fewer people than wanted to another: beyond the longest of the
/// borders that one cannot walk across, or else the nearest on the ground. The smallest part goes
/// first, until all have enough people or the unit is one.
///
/// \param across the borders that one cannot walk across
/// \param edges the borders that one can; those of the links are added
/// \param unit its `links` are added
/// Complexity: near linear in blocks and borders for every part that is linked.
void link_parts(const Blocks& blocks, std::int64_t least_people,
                const std::vector<algorithms::Edge>& across,
                const std::vector<algorithms::VertexData>& vertices,
                std::vector<algorithms::Edge>& edges, UnitGraph& unit);

} // namespace evengrid::engine
