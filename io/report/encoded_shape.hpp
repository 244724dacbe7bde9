#pragma once

#include "engine/geometry/geometry.hpp"

#include <string>
#include <vector>

namespace evengrid::io {

/// How coordinates become short text: whole steps from an origin, each corner as the way from the
/// one before, written as printable characters from `?` to `~`.
///
/// The way of writing numbers is that of Google's Encoded Polyline Algorithm Format, which
/// OpenLayers reads. A shape of the city takes about three characters a corner.
struct ShapeEncoder {
    engine::Point origin;
    double step_m = 0.1;

    /// Polygons parted by commas, their rings by blanks; a ring does not repeat its first corner.
    /// Rings that are too small to have three corners left are dropped.
    std::string operator()(const engine::MultiPolygon& ground) const;
    /// Lines parted by blanks.
    std::string operator()(const std::vector<engine::Line>& lines) const;
};

} // namespace evengrid::io
