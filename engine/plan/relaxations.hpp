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

/// A relaxation that helps a unit whose grids are out of bounds: its blocks were divided anew under
/// it.
struct Relaxation {
    Relaxed what = Relaxed::minimum;
    Message change;          ///< with codes and figures: "lower the minimum from 1000 to 768"
    std::int64_t before = 0; ///< people out of bounds without it
    std::int64_t after = 0;  ///< and with it: 0 where it mends the unit
    Point place;             ///< where to look

    bool mends() const { return after == 0; }
};

/// Why changes of a kind were not tried.
enum class Untried {
    lesser,   ///< there were some of more people or longer borders to try
    needless, ///< one that was tried mends the unit
    costly,   ///< they would take more work than the limit
};

/// How much was tried of one kind.
struct Trial {
    Relaxed what = Relaxed::minimum;
    std::size_t tried = 0;    ///< changes under which the unit was divided anew
    std::size_t left_out = 0; ///< further changes that were not tried: other barriers, or limits
                              ///< that lie nearer than the one that mends
    Untried why = Untried::lesser; ///< they were left out
    std::size_t impossible = 0;    ///< changes that cannot be made: blocks without two buildings
    std::vector<std::string> names = {}; ///< of what was tried: numbers of blocks, codes of units
};

/// A unit with a grid out of bounds, and what was tried on it.
struct TriedUnit {
    UnitIndex unit{};
    std::int64_t out_of_bounds = 0;      ///< people
    std::vector<Relaxation> relaxations; ///< that help, what leaves the fewest out of bounds first
    std::vector<Trial> trials;           ///< one per kind; empty: the unit was not tried at all
};

/// How much is tried at most.
struct TrialLimits {
    std::size_t units = 100;       ///< the first by code
    std::int64_t blocks = 150'000; ///< that are divided anew, all times and units together
};

/// Tries, for every unit with a grid out of bounds, what would mend it: the smallest change of the
/// minimum and of the maximum (by bisection), and of every other kind the one change that helps
/// most. What helps nothing is left out.
///
/// Areas with grids of their own stay apart. A unit takes at most some fifty divisions with
/// `Effort::fast`, and fewer where its share of the limit, the same for every unit, is used up.
/// Units are worked on in parallel; the result does not depend on the threads. Complexity: near
/// linear in the blocks of units out of bounds, up to the limit.
std::vector<TriedUnit> try_relaxations(const City& city, const Plan& plan,
                                       const PlanOptions& options, const TrialLimits& limits = {});

/// One note per relaxation: what it would leave out of bounds.
std::vector<Finding> relaxation_findings(const City& city, const std::vector<TriedUnit>& units);

} // namespace evengrid::engine
