#pragma once

#include "engine/plan/plan.hpp"

#include <optional>
#include <vector>

namespace evengrid::engine {

/// The hard cases of a unit: its people are too few for a grid, or those of a part that hangs
/// together, or admit no whole number of grids; a bottleneck, where they do; a block above the
/// maximum.
///
/// \returns in this order; each of them by the smallest block. A case only says what the blocks as
///          they are leave no way around: smaller ones may. Complexity: linear.
std::vector<HardCase> hard_cases(const UnitGraph& unit, const algorithms::Bounds& bounds);

/// The bottleneck that each region of a unit may be out of bounds for: one in it, or else the worst
/// of the part of the unit that it is in. None where no single block is one.
///
/// \returns size n, one per region. Complexity: linear.
std::vector<std::optional<HardCase>> bottlenecks_of_regions(const UnitGraph& unit,
                                                            const algorithms::Partition& partition,
                                                            const algorithms::Bounds& bounds);

/// The building that has all the people of a block; none where several share them.
const Building* sole_building(const Block& block, const City& city);

/// What a bottleneck does, and what would help.
Message explain_bottleneck(const HardCase& bottleneck, const Blocks& blocks);

/// Says of the hard cases of a unit, before it is divided, what no plan can avoid, with ids,
/// figures and a place to look at.
std::vector<Finding> hard_case_findings(const City& city, const Blocks& blocks, UnitIndex unit,
                                        const std::vector<HardCase>& cases,
                                        const algorithms::Bounds& bounds);

} // namespace evengrid::engine
