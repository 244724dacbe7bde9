#pragma once

#include "io/qgis/styles.hpp"

#include <vector>

namespace evengrid::io {

/// How QGIS is to draw what a plan is run with: working groups, units and streets by their outline
/// and name, service points with theirs, and the tables. From the bottom of the map to its top.
std::vector<LayerStyle> organisation_styles(Wording wording);

} // namespace evengrid::io
