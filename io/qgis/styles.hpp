#pragma once

#include "io/qgis/qml.hpp"

#include <string>
#include <vector>

namespace evengrid::io {

/// How QGIS is to draw a layer of a plan.
struct LayerStyle {
    std::string layer;       ///< name of the layer
    std::string title;       ///< what people call it
    std::string geometry;    ///< name of its geometry field in a GeoPackage; empty for a table
    std::string description; ///< one line for people who choose between styles
    std::string attributes;  ///< of the element that holds the style: labels on or off, scales
    std::string elements;    ///< what the element holds
};

/// The styles of all layers of a plan, from the bottom of the map to its top.
///
/// Grids: neutral within bounds, blue below the minimum and red above the maximum, in the steps of
/// ColorBrewer's RdBu, which people who see few colours can tell apart; labelled with number and
/// people, closer up with their code. Buildings and blocks show from the scale on at which they can
/// be told apart. Fields have names, and their values meanings, in the wording asked for.
std::vector<LayerStyle> plan_styles(Wording wording);

/// A style as a document of its own, for QGIS 3.22 and later.
std::string qml_document(const LayerStyle& style);

} // namespace evengrid::io
