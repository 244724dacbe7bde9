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

/// Where places belong: buildings in units, the places along a street outside of buildings.
enum class Belong { inside, outside };

struct LikelyShift {
    MapShift shift = MapShift::none;
    bool of_grounds = false;         ///< the grounds are shifted, and not the places
    double astray = 0;               ///< share of the places that are not where they belong
    double astray_without_shift = 0; ///< the same when the shift is taken back
    bool by_chance = false; ///< so many that places and grounds seem to have nothing in common
};

/// Tells whether places and the grounds that they belong in, or outside of, seem to be shifted
/// against each other: one place in a hundred or more is astray, of those that belong outside one
/// in fifty, and taking a shift back from the places, or from the grounds, leaves less than a
/// quarter of them astray. Where one layer only reaches farther than the other, half a kilometre to
/// one side may bring most of it in as well, but hardly that much. Which of both is shifted shows
/// in the direction. At most 5,000 places are looked at, spread over all; those that belong outside
/// count in the extent of the grounds, and no shift is believed that takes most of them out of it.
///
/// Places are astray by chance where, without such a shift, more than half as many are as when they
/// are moved half a kilometre to any side.
/// \param places, grounds in `metric`
LikelyShift likely_shift(const std::vector<Point>& places, const std::vector<MultiPolygon>& grounds,
                         const Crs& metric, Belong belong = Belong::inside);

} // namespace evengrid::engine
