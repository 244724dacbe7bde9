#pragma once

#include "io/city/read_city.hpp"

namespace evengrid::io {

/// Reads what divides the ground, and where one can walk over it: roads, motorways, railways,
/// walls, water and crossings. A layer of these may be empty.
/// \param input gets the lines, and the files with their findings; its metric CRS is known
/// \throws engine::Error (input, crs); algorithms::Cancelled.
void read_lines(const CitySources& sources, const std::function<bool()>& cancelled,
                CityInput& input);

} // namespace evengrid::io
