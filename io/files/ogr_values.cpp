#include "io/files/ogr_values.hpp"

namespace evengrid::io {

namespace {

template <class Curve>
std::unique_ptr<Curve> curve(const std::vector<engine::Point>& points) {
    auto line = std::make_unique<Curve>();
    line->setNumPoints(static_cast<int>(points.size()), FALSE);
    for (std::size_t i = 0; i < points.size(); ++i) {
        line->setPoint(static_cast<int>(i), points[i].x_m, points[i].y_m);
    }
    return line;
}

std::unique_ptr<OGRPolygon> ogr_polygon(const engine::Polygon& polygon) {
    auto made = std::make_unique<OGRPolygon>();
    made->addRingDirectly(curve<OGRLinearRing>(polygon.shell).release());
    for (const engine::Ring& hole : polygon.holes) {
        made->addRingDirectly(curve<OGRLinearRing>(hole).release());
    }
    return made;
}

} // namespace

OGRFieldType ogr_type(WrittenType type) {
    switch (type) {
    case WrittenType::integer:
        return OFTInteger64;
    case WrittenType::real:
        return OFTReal;
    case WrittenType::text:
        return OFTString;
    case WrittenType::boolean:
        return OFTInteger;
    case WrittenType::time:
        return OFTDateTime;
    }
    return OFTString;
}

OGRwkbGeometryType ogr_type(WrittenShapeKind kind, bool multi) {
    switch (kind) {
    case WrittenShapeKind::none:
        return wkbNone;
    case WrittenShapeKind::point:
        return wkbPoint;
    case WrittenShapeKind::line:
        return wkbMultiLineString;
    case WrittenShapeKind::polygon:
        return multi ? wkbMultiPolygon : wkbPolygon;
    }
    return wkbNone;
}

std::unique_ptr<OGRGeometry> ogr_geometry(const WrittenShape& shape, OGRwkbGeometryType type) {
    if (const auto* point = std::get_if<engine::Point>(&shape)) {
        return std::make_unique<OGRPoint>(point->x_m, point->y_m);
    }
    if (const auto* lines = std::get_if<std::vector<engine::Line>>(&shape)) {
        auto made = std::make_unique<OGRMultiLineString>();
        for (const engine::Line& line : *lines) {
            made->addGeometryDirectly(curve<OGRLineString>(line).release());
        }
        return made;
    }
    if (const auto* ground = std::get_if<engine::MultiPolygon>(&shape)) {
        if (type == wkbPolygon && ground->size() == 1) {
            return ogr_polygon(ground->front());
        }
        auto made = std::make_unique<OGRMultiPolygon>();
        for (const engine::Polygon& polygon : *ground) {
            made->addGeometryDirectly(ogr_polygon(polygon).release());
        }
        return made;
    }
    return nullptr;
}

void set_value(OGRFeature& feature, int field, const WrittenValue& value) {
    if (const auto* whole = std::get_if<std::int64_t>(&value)) {
        feature.SetField(field, static_cast<GIntBig>(*whole));
    } else if (const auto* real = std::get_if<double>(&value)) {
        feature.SetField(field, *real);
    } else if (const auto* text = std::get_if<std::string>(&value)) {
        feature.SetField(field, text->c_str());
    } else if (const auto* truth = std::get_if<bool>(&value)) {
        feature.SetField(field, *truth ? 1 : 0);
    } else {
        feature.SetFieldNull(field);
    }
}

} // namespace evengrid::io
