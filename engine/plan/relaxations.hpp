#pragma once

#include "engine/plan/plan.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace evengrid::engine {

/// One thing that is let go, so that a unit may come within its bounds.
enum class Relaxed {
    minimum, ///< the minimum is lower
    maximum, ///< the maximum is higher
    barrier, ///< one can walk across one border
    block,   ///< one block is divided along its buildings
    unit,    ///< the unit is joined with a neighbour
};

/// "minimum", "maximum", "barrier", "block", "unit".
std::string_view words(Relaxed what);

/// A relaxation that was tried on a unit whose grids are out of bounds: its blocks were divided
/// anew under it.
struct Relaxation {
    UnitIndex unit{};
    Relaxed what = Relaxed::minimum;
    Message change;          ///< with codes and figures: "lower the minimum from 1000 to 768"
    std::int64_t before = 0; ///< people out of bounds without it
    std::int64_t after = 0;  ///< and with it: 0 where it mends the unit
    Point place;             ///< where to look

    bool mends() const { return after == 0; }
};

/// Tries, for every unit with a grid out of bounds, what would mend it: the smallest change of the
/// minimum and of the maximum (by bisection), and of every other kind the one change that helps
/// most. What helps nothing is left out.
///
/// Areas with grids of their own stay apart. At most `most_units` units are tried, the first by
/// code; each takes at most some fifty divisions with `Effort::fast`. Units are worked on in
/// parallel; the result does not depend on the threads.
std::vector<Relaxation> try_relaxations(const City& city, const Plan& plan,
                                        const PlanOptions& options, std::size_t most_units = 100);

/// One note per relaxation: what it would leave out of bounds.
std::vector<Finding> relaxation_findings(const City& city,
                                         const std::vector<Relaxation>& relaxations);

} // namespace evengrid::engine
