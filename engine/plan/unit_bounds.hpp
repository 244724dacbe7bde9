#pragma once

#include "engine/blocks/cut_out_areas.hpp"
#include "engine/plan/plan.hpp"

#include <cstdint>
#include <vector>

namespace evengrid::engine {

/// The maximum of grids that may hold anyone: far above every city, far below an overflow.
constexpr std::int64_t unlimited_people = std::int64_t{1} << 50;

/// The bounds of the grids of every unit, as `PlanOptions::bounds_of_kind` says.
///
/// \param city may be cut
/// \param origins one per unit
/// \returns one per unit. Complexity: linear in the units.
std::vector<algorithms::Bounds> unit_bounds(const City& city, const std::vector<Origin>& origins,
                                            const PlanOptions& options);

} // namespace evengrid::engine
