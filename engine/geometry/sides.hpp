#pragma once

#include "engine/geometry/geometry.hpp"

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace evengrid::engine {

/// A straight piece of a polygon's border, its ground on the left.
struct Side {
    Point from, to;
    std::uint32_t polygon = 0; ///< index of those given
};

/// The sides of polygons, ring by ring in their order. Those of no length are left out.
std::vector<Side> sides_of(const std::vector<const MultiPolygon*>& polygons);

/// Visits the sides that have the same ends, whatever their direction, place by place.
///
/// \param visit is given the indices of those in one place, ascending; the places come in an order
///        of no meaning, which is always the same
/// Complexity: O(n log n) for n sides.
void each_place(const std::vector<Side>& sides,
                const std::function<void(std::span<const std::uint32_t>)>& visit);

/// The sides that do not lie between two polygons, one on each hand: those at the edge, those that
/// do not match, and those where ground lies over ground.
///
/// What the others bound is covered as often on one hand as on the other. So all around ground that
/// several polygons cover there are lone sides.
/// Complexity: O(n log n) for n vertices.
std::vector<Side> lone_sides(const std::vector<const MultiPolygon*>& polygons);

} // namespace evengrid::engine
