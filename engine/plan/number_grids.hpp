#pragma once

#include "engine/geometry/geometry.hpp"

#include <cstddef>
#include <vector>

namespace evengrid::engine {

/// Puts places into the order in which a person reads a map: rows from north to south, each from
/// west to east.
///
/// The rows hold the same number of places, but for the last, and there are so many of them that
/// rows and columns are about equally far apart: the packing of Leutenegger, Lopez and Edgington
/// (1997), "STR: a simple and efficient algorithm for R-tree packing", used here for numbering.
/// \returns indices of `places`; places that coincide keep their order. Complexity: O(n log n).
std::vector<std::size_t> reading_order(const std::vector<Point>& places);

} // namespace evengrid::engine
