#pragma once

#include "io/city/read_city.hpp"

namespace evengrid::io {

/// Reads the areas with grids of their own, exclusive ones first. Code, name and kind come from the
/// fields that are called so; an area without a kind is of the kind "exclusive" or "kept area".
/// \param input gets the areas, and the files with their findings; its metric CRS is known
/// \throws engine::Error (input, crs) for what cannot be used, or a code that two areas or an area
///         and an existing grid have; algorithms::Cancelled.
void read_areas(const CitySources& sources, const std::function<bool()>& cancelled,
                CityInput& input);

} // namespace evengrid::io
