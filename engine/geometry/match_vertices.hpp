#pragma once

#include "engine/geometry/geometry.hpp"

#include <vector>

namespace evengrid::engine {

/// Gives polygons that lie side by side the same vertices along their common borders: corners that
/// are as good as the same become one, and where a corner of one lies on a side of another, the
/// other gets it as well.
///
/// What is cut into pieces gets new corners on its outline, which its neighbours know nothing of,
/// or know with another rounding; polygons can be united without gaps only where both sides agree.
/// Corners on borders that match already stay where they are.
/// \param tolerance_m how far a corner may be from another, or from the side it lies on; ground
///        narrower than this vanishes
/// Complexity: O(n log n) for n vertices.
void match_vertices(const std::vector<MultiPolygon*>& tiles, double tolerance_m);

} // namespace evengrid::engine
