#pragma once

#include "io/files/vector_source.hpp"

#include <ogrsf_frmts.h>

namespace evengrid::io {

/// The library's geometries as our shapes; private to this folder.

/// Adds a geometry to a feature: curves as lines, heights and measures dropped, open rings closed.
/// Complexity: linear in the points.
void add_geometry(const OGRGeometry& geometry, Feature& feature);

} // namespace evengrid::io
