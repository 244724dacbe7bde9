#pragma once

#include "io/files/vector_target.hpp"

#include <ogrsf_frmts.h>

#include <memory>

namespace evengrid::io {

/// Our values and shapes as those of the library; private to this folder.

OGRFieldType ogr_type(WrittenType type);

/// \param multi whether a polygon may have several parts
OGRwkbGeometryType ogr_type(WrittenShapeKind kind, bool multi);

/// \param type of the layer: where it is polygon, ground in one part is no multipolygon
/// \returns null for no shape
std::unique_ptr<OGRGeometry> ogr_geometry(const WrittenShape& shape, OGRwkbGeometryType type);

void set_value(OGRFeature& feature, int field, const WrittenValue& value);

} // namespace evengrid::io
