#pragma once

#include "engine/plan/plan.hpp"
#include "io/city/read_city.hpp"
#include "io/city/rule_pack.hpp"
#include "io/cli/command.hpp"

#include <vector>

namespace evengrid::io::cli {

/// The options that name what a city is read from, the same for every command that reads one.
/// \param sources has to live as long as the command.
std::vector<Option> city_options(CitySources& sources);

/// The options that say how blocks are made.
std::vector<Option> block_options(engine::BlockOptions& blocks);

/// The options that say how many people a grid may hold.
std::vector<Option> bounds_options(GivenBounds& bounds);

/// \throws engine::Error (usage) for bounds that are crossed, or a target outside of them.
void check(const algorithms::Bounds& bounds);

} // namespace evengrid::io::cli
