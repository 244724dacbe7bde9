#pragma once

#include "io/city/city_layer.hpp"

namespace evengrid::io {

/// Whether the layers of a city lie where they belong. What does not is a finding: the shift of
/// GCJ-02 or BD-09 that one of two layers has, or that was taken back from one that had none.

/// Buildings belong in units. \param buildings in the metric CRS
void compare_with_units(CityLayer& buildings, const CityInput& input);

/// Buildings of the city stand beside each other: whoever lives where two do may be counted twice.
void name_overlaps(CityInput& input, const std::function<bool()>& cancelled);

/// Streets belong outside of the buildings of the city. \param streets in the metric CRS
void compare_with_buildings(CityLayer& streets, const CityInput& input);

/// Every unit has streets, where any are given.
void name_units_without_streets(CityInput& input);

} // namespace evengrid::io
