#include "io/files/ogr_shapes.hpp"

#include "engine/geometry/geos.hpp"
#include "io/files/ogr_values.hpp"

#include <cmath>

namespace evengrid::io {

namespace {

/// Whether a coordinate can be a place in any unit of length; the products of larger ones overflow
/// in geometry.
bool is_on_earth(engine::Point point) {
    constexpr double farthest = 1e10; // the earth measures 4e7 m around, 1.6e9 inches
    return std::abs(point.x_m) <= farthest && std::abs(point.y_m) <= farthest;
}

engine::Line points_of(const OGRSimpleCurve& curve, Feature& feature) {
    engine::Line points;
    points.reserve(static_cast<std::size_t>(curve.getNumPoints()) + 1);
    for (int i = 0; i < curve.getNumPoints(); ++i) {
        const engine::Point point{curve.getX(i), curve.getY(i)};
        feature.is_on_earth = feature.is_on_earth && is_on_earth(point);
        points.push_back(point);
    }
    return points;
}

engine::Ring ring_of(const OGRLinearRing& ring, Feature& feature) {
    engine::Ring points = points_of(ring, feature);
    if (!points.empty() && points.front() != points.back()) {
        points.push_back(points.front());
    }
    return points;
}

void add_shape(Feature& feature, Shape shape) {
    feature.shape = feature.shape == Shape::none || feature.shape == shape ? shape : Shape::mixed;
}

void add_polygon(const OGRPolygon& polygon, Feature& feature) {
    add_shape(feature, Shape::polygons);
    engine::Polygon& made = feature.polygons.emplace_back();
    made.shell = ring_of(*polygon.getExteriorRing(), feature);
    for (int i = 0; i < polygon.getNumInteriorRings(); ++i) {
        if (!polygon.getInteriorRing(i)->IsEmpty()) { // a hole without corners takes nothing out
            made.holes.push_back(ring_of(*polygon.getInteriorRing(i), feature));
        }
    }
}

/// \param depth of collections in collections; a file may nest them without end
void add(const OGRGeometry& geometry, Feature& feature, int depth) {
    constexpr int deepest = 32;
    if (geometry.IsEmpty()) {
        return;
    }
    if (depth > deepest) {
        feature.shape = Shape::mixed;
        return;
    }
    if (OGR_GT_IsNonLinear(geometry.getGeometryType()) != 0) {
        const std::unique_ptr<OGRGeometry> linear(geometry.getLinearGeometry());
        add(*linear, feature, depth + 1);
        return;
    }
    switch (wkbFlatten(geometry.getGeometryType())) {
    case wkbPolygon:
        add_polygon(*geometry.toPolygon(), feature);
        return;
    case wkbLineString:
        add_shape(feature, Shape::lines);
        feature.lines.push_back(points_of(*geometry.toLineString(), feature));
        return;
    case wkbPoint: {
        add_shape(feature, Shape::points);
        const OGRPoint& point = *geometry.toPoint();
        feature.points.push_back({point.getX(), point.getY()});
        feature.is_on_earth = feature.is_on_earth && is_on_earth(feature.points.back());
        return;
    }
    case wkbMultiPolygon:
    case wkbMultiLineString:
    case wkbMultiPoint:
    case wkbGeometryCollection:
        for (const OGRGeometry* part : *geometry.toGeometryCollection()) {
            add(*part, feature, depth + 1);
        }
        return;
    default:
        feature.shape = Shape::mixed;
    }
}

} // namespace

void add_geometry(const OGRGeometry& geometry, Feature& feature) {
    add(geometry, feature, 0);
}

std::unique_ptr<OGRGeometry> mended(std::unique_ptr<OGRGeometry> geometry) {
    Feature feature;
    add_geometry(*geometry, feature);
    if (!feature.is_on_earth) {
        return nullptr;
    }
    if (!engine::invalidity(feature.polygons)) {
        return geometry;
    }
    const engine::MultiPolygon ground = engine::make_valid(feature.polygons);
    return ground.empty() ? nullptr : ogr_geometry(ground, wkbPolygon);
}

} // namespace evengrid::io
