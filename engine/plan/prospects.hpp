#pragma once

#include "engine/blocks/block_graph.hpp"
#include "engine/plan/hard_cases.hpp"

#include <vector>

namespace evengrid::engine {

/// What arithmetic says of a unit before anything is divided.
struct Prospect {
    UnitIndex unit{};
    std::int64_t people = 0;
    std::int64_t blocks = 0;
    /// How many grids the people admit, both ends inclusive; a block above the maximum is one of
    /// its own. Where no number is legal, the number that does the least harm.
    std::int64_t fewest = 0;
    std::int64_t most = 0;
    bool is_legal = true;
    std::vector<HardCase> hard_cases; ///< why not every grid can be within bounds

    Reason reason() const { return hard_cases.empty() ? Reason::none : hard_cases[0].reason; }
};

/// The prospects of units, in their order. Where there is no hard case, the way their blocks hang
/// together may still turn out to allow no division within bounds. Complexity: linear.
std::vector<Prospect> unit_prospects(const std::vector<UnitGraph>& units,
                                     const algorithms::Bounds& bounds);

} // namespace evengrid::engine
