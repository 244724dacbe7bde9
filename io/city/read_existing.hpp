#pragma once

#include "io/city/city_layer.hpp"

#include <functional>

namespace evengrid::io {

/// Reads the plan in force before: grids with a code of their own, and a name where a field is
/// called so. The layer is left with its findings.
/// \throws engine::Error (input) for a field that is missing, (usage) for a lock on a code that no
///         grid has; algorithms::Cancelled.
std::vector<engine::ExistingGrid> read_existing(CityLayer& layer, const CitySources& sources,
                                                const engine::Crs& metric,
                                                const std::function<bool()>& cancelled);

} // namespace evengrid::io
