#pragma once

#include "engine/city.hpp"

#include <vector>

namespace evengrid::engine {

/// The ground between lines, over the whole city at once, so that neighbouring units have the same
/// vertices where a street meets their border.
///
/// A line whose end lies within `snap_tolerance_m` of another line is led on to it; a piece that
/// sticks out over a crossing by less is cut off; other dead ends enclose nothing and drop out.
/// \param borders of the units, noded
/// \returns in the order of their places. Complexity: near n log n.
std::vector<Polygon> street_faces(const City& city, const std::vector<Line>& borders,
                                  double snap_tolerance_m);

} // namespace evengrid::engine
