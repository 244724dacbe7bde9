#pragma once

#include "engine/city.hpp"

#include <vector>

namespace evengrid::engine {

/// Whether most of the blocks touch no other: they were drawn from kerb to kerb, and the streets
/// between them are no one's.
bool lie_apart(const std::vector<GivenBlock>& blocks);

/// Shares the ground of streets out among the blocks beside them, to the middle: blocks across a
/// street become neighbours, as they are for who lives there.
///
/// Only ground between blocks that are nearer to each other than `widest_street_m` is filled.
/// Blocks keep all of their own ground.
///
/// \returns the blocks in the same order, on the fine grid, with the same vertices where they
///          touch. Complexity: O(p log p) for p metres of outline.
std::vector<GivenBlock> fill_streets(const std::vector<GivenBlock>& blocks, double widest_street_m);

} // namespace evengrid::engine
