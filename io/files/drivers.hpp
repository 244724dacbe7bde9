#pragma once

namespace evengrid::io {

/// Makes GDAL ready for the few formats that evengrid reads and writes, and for no other:
/// Shapefile, GeoPackage, GeoJSON, FlatGeobuf, and GeoTIFF for rasters. What is not registered
/// cannot be tricked into opening a file (a text file named .shp can hold instructions to fetch
/// others). May be called any number of times.
void register_drivers();

} // namespace evengrid::io
