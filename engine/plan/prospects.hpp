#pragma once

#include "engine/plan/plan.hpp"

#include <vector>

namespace evengrid::engine {

/// What arithmetic says of a unit before anything is divided.
struct Prospect {
    UnitIndex unit{};
    std::int64_t people = 0;
    std::int64_t blocks = 0;
    std::int64_t blocks_above_maximum = 0; ///< each is a grid of its own, above the maximum
    /// How many grids there may be, both ends inclusive, so that all but those are within bounds;
    /// `fewest` above `most` where no count is legal.
    std::int64_t fewest = 0;
    std::int64_t most = 0;
    Reason reason = Reason::none; ///< why not every grid can be within bounds
};

/// The prospects of every unit, in their order. What hangs together is not looked at: a unit with a
/// legal count may still turn out to have none. Complexity: linear.
std::vector<Prospect> unit_prospects(const City& city, const Blocks& blocks,
                                     const algorithms::Bounds& bounds);

} // namespace evengrid::engine
