#pragma once

#include <array>
#include <string_view>

namespace evengrid::io {

/// File formats that a plan can be written in. All but GeoPackage have one layer to a file, so that
/// the plan is a folder of files there.
enum class PlanFormat { geopackage, shapefile, geojson, flatgeobuf };

/// What is to be known about a format.
struct PlanFormatTraits {
    PlanFormat format;
    std::string_view name;      ///< as `--format` takes it
    std::string_view driver;    ///< as GDAL calls it
    std::string_view extension; ///< of a file, with its dot
    bool is_folder;             ///< one file per layer, or several
    bool is_exact;              ///< keeps numbers and coordinates to the last bit, and text whole
};

inline constexpr std::array<PlanFormatTraits, 4> plan_formats{{
    {PlanFormat::geopackage, "gpkg", "GPKG", ".gpkg", false, true},
    {PlanFormat::shapefile, "shp", "ESRI Shapefile", ".shp", true, false},
    {PlanFormat::geojson, "geojson", "GeoJSON", ".geojson", true, false},
    {PlanFormat::flatgeobuf, "fgb", "FlatGeobuf", ".fgb", true, true},
}};

constexpr const PlanFormatTraits& traits(PlanFormat format) {
    return plan_formats[static_cast<std::size_t>(format)];
}

} // namespace evengrid::io
