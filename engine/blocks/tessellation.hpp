#pragma once

#include "engine/geometry/geometry.hpp"

#include <vector>

namespace evengrid::engine {

/// Divides ground among the buildings on it: each gets what is nearest to its outline.
///
/// An enclosed tessellation (Fleischmann, Feliciotti, Romice and Porta 2020): the Voronoi diagram
/// of points along the outlines, its borders straightened a little, clipped to the ground.
/// Buildings that overlap share a piece, and ground that is cut off from its building by the shape
/// of the whole is a piece of its own. Where two buildings stand close, a border may touch one of
/// them.
///
/// \param ground one connected polygon
/// \param buildings footprints that stand on the ground at least for a part
/// \returns pieces that tile the ground: the ground itself where there are fewer than two
///          buildings. Complexity: O(p log p) for p metres of outline.
std::vector<Polygon> tessellate(const Polygon& ground,
                                const std::vector<const MultiPolygon*>& buildings);

} // namespace evengrid::engine
