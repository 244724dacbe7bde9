#pragma once

#include "io/qgis/qml.hpp"

#include <string>

namespace evengrid::io {

/// A QGIS project (.qgs, for QGIS 3.22 and later) that shows a plan: its layers in groups, styled,
/// at its extent, with a print layout and an atlas of one sheet per grid. QGIS is not needed to
/// make it.
///
/// The project finds the plan by its way from the project's folder, so that both can be moved
/// together. \param plan a GeoPackage that `write_plan` wrote \param project where the project will
/// be \param wording of everything that people read \throws engine::Error (input) for a file that
/// is no plan.
std::string qgis_project(const std::string& plan, const std::string& project, Wording wording);

} // namespace evengrid::io
