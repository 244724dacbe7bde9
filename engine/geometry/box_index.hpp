#pragma once

#include "engine/geometry/geometry.hpp"

#include <cstdint>
#include <vector>

namespace evengrid::engine {

/// Finds the boxes that meet a box, out of a set that is known from the start.
///
/// A packed R-tree, filled by sort-tile-recursive (Leutenegger, Lopez and Edgington 1997). May be
/// asked from several threads. Empty boxes are never found. Complexity: O(n log n) to build,
/// O(log n + found) to ask on boxes that hardly overlap.
class BoxIndex {
public:
    BoxIndex() = default;
    explicit BoxIndex(const std::vector<Box>& boxes);

    /// \returns the indices of the boxes that meet `box`, ascending; touching counts.
    std::vector<std::uint32_t> meeting(const Box& box) const;

private:
    static constexpr std::size_t fan_out = 16;

    std::vector<std::uint32_t> m_items; ///< indices of the boxes given, in the tree's order
    std::vector<std::vector<Box>>
        m_levels; ///< [0] boxes of the items, each next those of fan_out below
};

} // namespace evengrid::engine
