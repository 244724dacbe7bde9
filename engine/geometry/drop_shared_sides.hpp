#pragma once

#include "engine/geometry/geometry.hpp"

#include <optional>
#include <vector>

namespace evengrid::engine {

/// Joins polygons whose vertices match along their common borders: a side that two polygons have
/// is inside, and what remains are the rings of the whole.
///
/// This is the coverage union of GEOS and JTS (Davis 2020, "The Coverage Union in JTS") without
/// their noding and polygonizing. Vertices stay where they are. Shells run clockwise, as those of
/// GEOS and of shapefiles do; rings begin at their lowest corner and stand in the order of these,
/// so that the order of the polygons does not matter.
///
/// Dropping sides keeps, at every place, the number of polygons that lie over it. So if the result
/// is valid, then no two polygons overlap, and it is their union; if they overlap or do not match,
/// then it is not valid, which is for the caller to see.
/// \param tiles valid, in any number and place; they may touch in corners only, or lie apart
/// \returns nothing where two polygons lie on the same side of a side, or where sides lie on one
///          another so that they enclose nothing.
/// Complexity: O(n log n) for n vertices, and the number of shells times that of holes.
std::optional<MultiPolygon> drop_shared_sides(const std::vector<const MultiPolygon*>& tiles);

} // namespace evengrid::engine
