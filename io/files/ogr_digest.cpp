#include "io/files/ogr_digest.hpp"

#include <fmt/format.h>

#include <string_view>

namespace evengrid::io {

namespace {

/// A value as text that every exact format gives back: a date is a time for some of them.
std::string text_of(OGRFeature& feature, int field) {
    int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, zone = 0;
    const OGRFieldType type = feature.GetFieldDefnRef(field)->GetType();
    if ((type == OFTDate || type == OFTDateTime) &&
        feature.GetFieldAsDateTime(field, &year, &month, &day, &hour, &minute, &second, &zone)) {
        return fmt::format("{} {} {} {} {} {}", year, month, day, hour, minute, second);
    }
    switch (type) {
    case OFTInteger:
    case OFTInteger64:
        return fmt::format("{}", feature.GetFieldAsInteger64(field));
    case OFTReal: // in full, where GDAL writes 15 digits; + 0.0: one zero, not two
        return fmt::format("{}", feature.GetFieldAsDouble(field) + 0.0);
    default:
        return feature.GetFieldAsString(field);
    }
}

std::string wkb(const OGRGeometry& geometry) {
    std::string bytes(geometry.WkbSize(), '\0');
    geometry.exportToWkb(wkbNDR, reinterpret_cast<unsigned char*>(bytes.data()), wkbVariantIso);
    return bytes;
}

std::string corners(const OGRGeometry& geometry) {
    struct Count : OGRDefaultConstGeometryVisitor {
        using OGRDefaultConstGeometryVisitor::visit;
        void visit(const OGRPoint*) override { ++corners; }
        std::int64_t corners = 0;
    } count;
    geometry.accept(&count);
    return std::to_string(count.corners);
}

} // namespace

OgrDigest::OgrDigest(std::filesystem::path in, bool exact, const OGRFeatureDefn& layer)
    : is_exact(exact), file(std::move(in)) {
    for (int i = 0; i < layer.GetFieldCount(); ++i) {
        const OGRFieldDefn& field = *layer.GetFieldDefn(i);
        if (exact || field.GetType() == OFTInteger || field.GetType() == OFTInteger64) {
            fields.insert(field.GetNameRef());
        }
    }
}

void OgrDigest::add(OGRFeature& feature) {
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    const auto take = [&](std::string_view bytes) {
        for (const char c : bytes) {
            hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
        }
        hash = (hash ^ bytes.size()) * 0x100000001b3ULL;
    };
    for (const std::string& name : fields) {
        const int field = feature.GetFieldIndex(name.c_str());
        const bool has_value = field >= 0 && feature.IsFieldSetAndNotNull(field);
        take(has_value ? "value" : "null");
        take(has_value ? text_of(feature, field) : "");
    }
    const OGRGeometry* geometry = feature.GetGeometryRef();
    take(!geometry ? "" : is_exact ? wkb(*geometry) : corners(*geometry));
    ++features;
    sum += hash;
}

} // namespace evengrid::io
