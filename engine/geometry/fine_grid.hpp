#pragma once

#include "engine/geometry/geometry.hpp"

namespace evengrid::engine {

/// Everything that has to fit together is put on this grid before it is noded, so that lines that
/// meet have the same vertex and lines that cross have one at the crossing. Its 8 thousandths of a
/// millimetre are far below any survey and far above the rounding of coordinates of 4e7 m; a power
/// of two, so that snapped coordinates and their differences are exact.
inline constexpr double fine_grid_m = 1.0 / (1 << 17);

/// \returns the coordinates rounded to `fine_grid_m`, as all operations that snap do it.
Point on_fine_grid(Point p);
MultiPolygon on_fine_grid(const MultiPolygon& ground);

} // namespace evengrid::engine
