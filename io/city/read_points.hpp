#pragma once

#include "io/city/read_city.hpp"

namespace evengrid::io {

/// Reads the places that serve people, where the sources name a layer of them.
/// \param input gets the places, and the file with its findings; its metric CRS is known
/// \throws engine::Error (input, crs); algorithms::Cancelled.
void read_points(const CitySources& sources, const std::function<bool()>& cancelled,
                 CityInput& input);

} // namespace evengrid::io
