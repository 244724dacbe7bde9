#pragma once

#include "engine/blocks/blocks.hpp"
#include "engine/rules/rules.hpp"

#include <cstdint>
#include <vector>

namespace evengrid::engine {

/// The unit that amounts of a measure are counted in: 1, or a thousandth of what has weights.
double step(Measure measure);

/// How much every block has of a rule's measure, in whole steps; 0 of one that does not add up from
/// block to block.
///
/// Streets are measured every ten metres: what lies a metre to the left of the street gets half of
/// that length, and what lies a metre to the right the other half. So a street inside a block is
/// wholly its own, one between two is shared, and the sum is the length of all streets.
/// Complexity: O(buildings), or near n log n in blocks and in the metres of streets.
std::vector<std::int64_t> amounts(const City& city, const Blocks& blocks, const Rule& rule);

} // namespace evengrid::engine
