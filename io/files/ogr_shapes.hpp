#pragma once

#include "io/files/vector_source.hpp"

#include <ogrsf_frmts.h>

#include <memory>

namespace evengrid::io {

/// The library's geometries as our shapes; private to this folder.

/// Adds a geometry to a feature: curves as lines, heights and measures dropped, open rings closed.
/// Complexity: linear in the points.
void add_geometry(const OGRGeometry& geometry, Feature& feature);

/// A geometry as one can calculate with it: polygons that are not valid are mended as those of a
/// city are (`engine::make_valid`), everything else stays as it is.
/// \returns null where nothing is left of it
std::unique_ptr<OGRGeometry> mended(std::unique_ptr<OGRGeometry> geometry);

} // namespace evengrid::io
