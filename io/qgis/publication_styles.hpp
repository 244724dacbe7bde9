#pragma once

#include "io/qgis/styles.hpp"

#include <vector>

namespace evengrid::io {

/// How QGIS is to draw a plan as it is published: areas whose counts are hidden are hatched.
std::vector<LayerStyle> publication_styles(Wording wording);

} // namespace evengrid::io
