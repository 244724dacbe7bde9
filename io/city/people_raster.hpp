#pragma once

#include "engine/geometry/crs.hpp"
#include "engine/people.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace evengrid::io {

/// Its role among the layers of a city.
inline constexpr const char* population_raster = "population raster";

/// What the file of a population raster says of itself.
struct RasterHeader {
    engine::Crs crs;
    engine::Box box; ///< the ground of its cells, in `crs`
    std::int64_t columns = 0;
    std::int64_t rows = 0;
};

/// Looks at a population raster without reading its cells.
/// \throws engine::Error (input, crs) for a file that is no GeoTIFF, is turned against the axes, or
///         says no CRS.
RasterHeader read_raster_header(const std::string& path);

/// Reads the cells of a population raster (GeoTIFF, first band, people per cell) that meet a box.
///
/// Cells without data or with nobody are left out. Fractions become whole people whose sum is the
/// rounded sum of the cells read. Complexity: linear in the cells that meet the box.
/// \param box    in `metric`
/// \param metric CRS that the cells' outlines are given in
/// \throws engine::Error (input, crs, limit) as above, and for more than 20 million cells in the
///         box.
std::vector<engine::ControlTotal>
read_people_raster(const std::string& path, const engine::Box& box, const engine::Crs& metric);

} // namespace evengrid::io
