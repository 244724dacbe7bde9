#pragma once

#include "engine/geometry/geometry.hpp"

#include <cstdint>
#include <vector>

namespace evengrid::engine {

/// The border that two polygons share, as found on the ground.
struct SharedBorder {
    std::uint32_t a = 0; ///< a < b, indices of the polygons given
    std::uint32_t b = 0;
    std::vector<Line> lines; ///< along the rings of `a`, its ground on the left
    double length_m = 0;
};

/// Finds the border that every two polygons share.
///
/// Sides that two polygons have in common are found exactly, and fast. Vertices need not match:
/// of what is left, stretches that run beside each other within `tolerance_m`, in opposite
/// directions as the rings of neighbours do, are shared, so T-junctions and small gaps or overlaps
/// do no harm. Meeting in a point is no border.
/// \param tolerance_m 0 finds common sides only.
/// \returns ordered by (a, b). Complexity: O(s log s) for s sides.
std::vector<SharedBorder> shared_borders(const std::vector<const MultiPolygon*>& polygons,
                                         double tolerance_m);

} // namespace evengrid::engine
