#pragma once

#include "engine/geometry/map_shift.hpp"

#include <ogrsf_frmts.h>

#include <memory>

namespace evengrid::io {

/// Brings the library's geometries to another reference system, and takes a shift of their
/// coordinates back on the way; private to this folder.
class OgrWay {
public:
    /// Where there is no way from one system to the other, the library says so.
    OgrWay(const OGRSpatialReference& from, const OGRSpatialReference& to, engine::MapShift shift);

    /// \returns whether all of its places have one in the other system.
    bool take(OGRGeometry& geometry) const;

private:
    using Transformation = std::unique_ptr<OGRCoordinateTransformation>;

    engine::MapShift m_shift;
    Transformation m_to_degrees; ///< none without a shift
    Transformation m_to_target;  ///< none where both systems are one
};

} // namespace evengrid::io
