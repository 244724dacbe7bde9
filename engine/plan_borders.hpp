#pragma once

#include "engine/plan.hpp"

namespace evengrid::engine {

/// The borders between the grids of a plan, and what they run along: a border between two units
/// runs along the unit, whatever else is there.
/// \returns ordered by (grid_a, grid_b, along).
std::vector<Border> plan_borders(const City& city, const std::vector<Grid>& grids,
                                 const BlockGraphOptions& options);

} // namespace evengrid::engine
