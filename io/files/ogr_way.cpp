#include "io/files/ogr_way.hpp"

namespace evengrid::io {

namespace {

/// Takes a shift back from every place, in degrees.
class WithoutShift : public OGRDefaultGeometryVisitor {
public:
    explicit WithoutShift(engine::MapShift shift) : m_shift(shift) {}

    using OGRDefaultGeometryVisitor::visit;
    void visit(OGRPoint* place) override {
        const engine::Point there = engine::without_shift({place->getX(), place->getY()}, m_shift);
        place->setX(there.x_m);
        place->setY(there.y_m);
    }

private:
    engine::MapShift m_shift;
};

} // namespace

OgrWay::OgrWay(const OGRSpatialReference& from, const OGRSpatialReference& to,
               engine::MapShift shift)
    : m_shift(shift) {
    if (shift != engine::MapShift::none) {
        OGRSpatialReference degrees;
        degrees.importFromEPSG(4326);
        degrees.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
        m_to_degrees.reset(OGRCreateCoordinateTransformation(&from, &degrees));
        m_to_target.reset(OGRCreateCoordinateTransformation(&degrees, &to));
    } else if (!from.IsSame(&to)) {
        m_to_target.reset(OGRCreateCoordinateTransformation(&from, &to));
    }
}

bool OgrWay::take(OGRGeometry& geometry) const {
    if (m_to_degrees) {
        if (geometry.transform(m_to_degrees.get()) != OGRERR_NONE) {
            return false;
        }
        WithoutShift without_shift(m_shift);
        geometry.accept(&without_shift);
    }
    return !m_to_target || geometry.transform(m_to_target.get()) == OGRERR_NONE;
}

} // namespace evengrid::io
