#pragma once

#include "engine/geometry/geos.hpp"

#include <cstddef>
#include <functional>
#include <vector>

namespace evengrid::engine {

/// A polygon that could not be calculated with, and what became of it.
struct Repair {
    std::size_t index = 0; ///< of the polygons given
    Invalidity why;
    double area_before_m2 = 0; ///< as drawn, which for crossing borders may say little
    double area_after_m2 = 0;  ///< 0: nothing was left of it
};

/// Makes every polygon valid in place; a valid one stays as it is.
/// \returns one entry per polygon that was changed, in their order. Runs in parallel.
/// \throws algorithms::Cancelled when `cancelled` said so.
std::vector<Repair> repair_all(const std::vector<MultiPolygon*>& polygons,
                               const std::function<bool()>& cancelled = {});

} // namespace evengrid::engine
