#pragma once

#include "engine/city.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace evengrid::engine {

/// What a unit of a cut city was before.
struct Origin {
    UnitIndex unit{};                ///< that it is, or was cut out of
    std::optional<std::size_t> area; ///< that it is; none for a unit
};

/// A city whose areas are units of their own, so that no block and no grid crosses their borders.
struct CutCity {
    City city; ///< its units first, less their areas; then one unit for every area
    std::vector<Origin> origins; ///< one per unit
};

/// A city without areas is what it was: every unit comes from itself.
std::vector<Origin> own_origins(const City& city);

/// An area as messages call it: area "S1" ("schools.shp", feature 7).
std::string described(const Area& area);

/// Cuts the areas of a city out of its units.
///
/// An area lies in the unit that holds its largest part; what lies elsewhere stays as it is and is
/// a finding. Buildings stay whole: one that stands on the border of an area goes with the side
/// that holds its larger part, and takes the ground under it along. Blocks that were given go whole
/// as well. The units of the areas have the code and name of the unit that they are in, and the
/// kind of their area.
/// \throws Error (input) for areas that overlap by more than the tolerance, or lie in no unit
/// Complexity: near n log n in the vertices of units, areas and the buildings on their borders.
CutCity cut_out_areas(const City& city, double tolerance_m);

} // namespace evengrid::engine
