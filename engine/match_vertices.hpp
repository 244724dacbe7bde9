#pragma once

#include "engine/geometry.hpp"

#include <vector>

namespace evengrid::engine {

/// Gives polygons that lie side by side the same vertices along their common borders: where a
/// corner of one lies on a side of another, the other gets it as well.
///
/// What is cut into pieces gets new corners on its outline, which its neighbours know nothing of;
/// polygons can be united without gaps only where both sides agree. Corners without a match that
/// are nearer to each other than the tolerance become one. \param tolerance_m how far a corner may
/// be from the side it lies on, which is moved so far Complexity: O(n log n) for n vertices.
void match_vertices(const std::vector<MultiPolygon*>& tiles, double tolerance_m);

} // namespace evengrid::engine
