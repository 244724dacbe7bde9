#pragma once

#include "algorithms/objective.hpp"

#include <cstddef>

namespace evengrid::engine {

struct Division;

/// What the objective says of a plan (docs/algorithm.md), and how far it may be from the best.
struct PlanWorth {
    algorithms::Score score; ///< sums over the units; of compactness the mean over their grids
    std::size_t units = 0;   ///< that have blocks
    std::size_t proven = 0;  ///< of them, with so many grids none has a better division
    /// Units whose cost has a known lower bound, proven or not: what they cost and the bounds, in
    /// metres of border.
    std::size_t bounded = 0;
    double bounded_cost_m = 0;
    double least_cost_m = 0;
};

/// Adds up what the units of a division are worth. Complexity: O(n + m).
PlanWorth plan_worth(const Division& division);

} // namespace evengrid::engine
