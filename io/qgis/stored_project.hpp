#pragma once

#include <string>

namespace evengrid::io {

/// Stores a QGIS project in the GeoPackage whose layers it shows, where QGIS finds it as
/// `geopackage:PLAN?projectName=NAME` and in its browser; one of the same name is replaced. NAME is
/// that of the file without its extension. The file is replaced in one step, complete.
///
/// Source of the form: QGIS keeps projects in a table `qgis_projects`, each as the hexadecimal text
/// of a zip archive (QgsGeoPackageProjectStorage).
/// \throws engine::Error (output) for a file that cannot be written.
void store_project(const std::string& plan, const std::string& project);

} // namespace evengrid::io
