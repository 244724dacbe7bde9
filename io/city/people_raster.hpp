#pragma once

#include "engine/geometry/crs.hpp"
#include "engine/people.hpp"

#include <string>
#include <vector>

namespace evengrid::io {

/// Reads the cells of a population raster (GeoTIFF, first band, people per cell) that meet a box.
///
/// Cells without data or with nobody are left out. Fractions become whole people whose sum is the
/// rounded sum of the cells read.
/// \param box    in `metric`
/// \param metric CRS that the cells' outlines are given in
/// \throws engine::Error (input, crs, limit) for a file that is no such raster, is turned against
/// the
///         axes, says no CRS, or has more than 20 million cells in the box.
std::vector<engine::ControlTotal>
read_people_raster(const std::string& path, const engine::Box& box, const engine::Crs& metric);

} // namespace evengrid::io
