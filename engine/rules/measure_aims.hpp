#pragma once

#include "algorithms/objective.hpp"
#include "engine/blocks/blocks.hpp"
#include "engine/rules/rules.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace evengrid::engine {

/// The rules that the search itself has to keep: on measures that add up from block to block, other
/// than people, and of which the city has any.
std::vector<Rule> steering_rules(const std::vector<Rule>& rules, const City& city,
                                 const Blocks& blocks);

/// What these rules ask of the grids of a unit, one aim per rule, in steps (`step`); an empty one
/// where the rule is not about them.
std::vector<algorithms::MeasureAim> measure_aims(const std::vector<Rule>& rules,
                                                 const std::string& kind, bool is_exclusive);

} // namespace evengrid::engine
