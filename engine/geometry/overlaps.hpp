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

} // namespace evengrid::engine
