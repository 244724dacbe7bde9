#pragma once

#include "engine/plan/plan.hpp"

namespace evengrid::engine {

/// The borders of the grids of a plan, with each other and with the world around the plan, and what
/// they run along: a border between two units runs along the unit, whatever else is there; the name
/// says what that is.
/// \returns ordered by (grid_a, grid_b, along, name); where there is no `grid_b`, after all others.
/// Complexity: O(s log s) for s segments of outline.
std::vector<Border> plan_borders(const City& city, const std::vector<Grid>& grids,
                                 const BlockGraphOptions& options);

} // namespace evengrid::engine
