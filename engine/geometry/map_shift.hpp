#pragma once

#include "engine/geometry/crs.hpp"
#include "engine/geometry/geometry.hpp"

#include <string_view>
#include <vector>

namespace evengrid::engine {

/// The shifts of some hundred metres that maps published in China have, under the name of a system
/// that has none.
enum class MapShift {
    none,
    gcj02, ///< of AutoNavi, Tencent and others
    bd09,  ///< of Baidu: a further shift upon GCJ-02
};

/// "gcj02", "bd09", "none".
std::string_view words(MapShift shift);

/// A place in WGS 84 degrees as a shifted map shows it. Outside of China nothing is shifted.
///
/// The polynomial is that of the published "eviltransform" family
/// (github.com/googollee/eviltransform).
Point with_shift(Point degrees, MapShift shift);

/// The true place of what a shifted map shows, within a millimetre: the fixed point of
/// `with_shift`.
Point without_shift(Point degrees, MapShift shift);

struct LikelyShift {
    MapShift shift = MapShift::none;
    double outside = 0;               ///< share of the places outside of all grounds, as they are
    double outside_without_shift = 0; ///< the same when the shift is taken back
};

/// Tells whether places seem to be shifted against the ground that they should lie in: one in a
/// hundred or more lies outside, and taking a shift back leaves less than half of those outside.
/// At most 5,000 places are looked at, spread over all.
/// \param places, grounds in `metric`
LikelyShift likely_shift(const std::vector<Point>& places, const std::vector<MultiPolygon>& grounds,
                         const Crs& metric);

} // namespace evengrid::engine
