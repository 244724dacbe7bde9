#pragma once

#include "engine/plan/plan.hpp"

#include <vector>

namespace evengrid::engine {

/// Complains about rules that cannot be kept, before the work is done.
/// \throws Error (usage) for a rule on points in a city that has none, or none of that kind, and
///         for two rules, the bounds included, of which no grid that both are about can keep both.
void check_rules(const City& city, const PlanOptions& options);

/// Measures every grid of a plan by those of its rules that are about it. A point on a border
/// counts for the block with the smaller id. Complexity: grids times rules, and near p log n for p
/// points.
std::vector<RuleOutcome> try_rules(const City& city, const Plan& plan);

/// One finding for every grid and rule that it does not keep, in the order of the outcomes. The
/// bounds of a grid have findings of their own. A rule about no grid at all is a note.
std::vector<Finding> rule_findings(const City& city, const Plan& plan);

} // namespace evengrid::engine
