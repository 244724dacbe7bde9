#pragma once

#include "engine/blocks/block_graph.hpp"
#include "engine/plan/plan.hpp"

#include <vector>

namespace evengrid::engine {

/// What arithmetic says of a unit before anything is divided.
struct Prospect {
    UnitIndex unit{};
    std::int64_t people = 0;
    std::int64_t blocks = 0;
    std::int64_t blocks_above_maximum = 0; ///< each is a grid of its own, above the maximum
    /// How many grids there may be, both ends inclusive, so that all but those are within bounds.
    /// Where no number is legal, the number that does the least harm.
    std::int64_t fewest = 0;
    std::int64_t most = 0;
    bool is_legal = true;
    Reason reason = Reason::none; ///< why not every grid can be within bounds
};

/// The prospects of units, in their order. The way their blocks hang together may still turn out to
/// allow no division within bounds (`Reason::bottleneck`). Complexity: linear.
std::vector<Prospect> unit_prospects(const std::vector<UnitGraph>& units,
                                     const algorithms::Bounds& bounds);

} // namespace evengrid::engine
