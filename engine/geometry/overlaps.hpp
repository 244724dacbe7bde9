#pragma once

#include "engine/geometry/geometry.hpp"

#include <cstdint>
#include <functional>
#include <vector>

namespace evengrid::engine {

/// Two polygons, as indices of those given, that cover some ground both.
struct Overlap {
    std::uint32_t smaller = 0; ///< of equal area: the later one
    std::uint32_t larger = 0;
    double area_m2 = 0; ///< of the ground that both cover
    double share = 0;   ///< that it is of the smaller one, 0 to 1
};

/// Finds the pairs of polygons that overlap by this share of the smaller one or more.
///
/// \param grounds valid polygons
/// \returns ordered by the smaller index of a pair, then by the other. Runs in parallel.
/// \throws algorithms::Cancelled when `cancelled` said so.
/// Complexity: near n log n for polygons few of whose boxes meet, as those of buildings.
std::vector<Overlap> overlaps(const std::vector<const MultiPolygon*>& grounds, double least_share,
                              const std::function<bool()>& cancelled = {});

/// Ground that two polygons cover both.
struct CommonGround {
    std::uint32_t a = 0; ///< a < b, indices of the polygons given
    std::uint32_t b = 0;
    MultiPolygon ground;
};

/// Finds the ground wider than that which two polygons cover both, among polygons that lie side by
/// side as those of a coverage do.
///
/// Where all sides match nothing is compared (`drop_shared_sides`). Elsewhere the search begins at
/// polygons with lone sides, since there are such sides all around ground that is covered twice,
/// and goes on from polygons that it found to overlap.
/// \param polygons valid
/// \returns ordered by (a, b). Runs in parallel.
/// Complexity: O(n log n) for n vertices, and an intersection for every two polygons that meet, one
/// of which has a lone side or overlaps.
std::vector<CommonGround> common_grounds(const std::vector<const MultiPolygon*>& polygons,
                                         double wider_than_m);

} // namespace evengrid::engine
