#pragma once

#include "io/vector_source.hpp"

class OGRGeometry;

namespace evengrid::io {

/// Adds a geometry of GDAL to a feature: curves as lines, heights and measures dropped, open rings
/// closed. A private header of `io`, which only names the library's type.
void add_geometry(const OGRGeometry& geometry, Feature& feature);

} // namespace evengrid::io
