#pragma once

#include <string>
#include <vector>

namespace evengrid::io {

/// How QGIS is to draw a layer of a plan.
struct LayerStyle {
    std::string layer;       ///< name of the layer
    std::string geometry;    ///< name of its geometry field in a GeoPackage; empty for a table
    std::string description; ///< one line for people who choose between styles
    std::string qml;         ///< a QGIS style document, for QGIS 3.22 and later
};

/// The styles of all layers of a plan.
///
/// Grids: neutral within bounds, blue below the minimum and red above the maximum, in the steps of
/// ColorBrewer's RdBu, which people who see few colours can tell apart; labelled with number and
/// people. Names of fields are told in English and Chinese.
const std::vector<LayerStyle>& plan_styles();

} // namespace evengrid::io
