#pragma once

#include "engine/plan/plan.hpp"

namespace evengrid::engine {

/// Every person of the input, in one list: who is in the plan, and who was left out for what
/// reason.
std::vector<LedgerEntry> plan_ledger(const City& city, const Plan& plan);

/// The same of blocks that have not been put into grids.
std::vector<LedgerEntry> blocks_ledger(const City& city, const Blocks& blocks);

/// What was found in the city and its blocks, and after it every grid that is out of bounds, with
/// the figures that made it so and a place to look at.
std::vector<Finding> plan_findings(const City& city, const Plan& plan);

} // namespace evengrid::engine
