#pragma once

#include "io/cli/command.hpp"
#include "io/read_city.hpp"

#include <vector>

namespace evengrid::io::cli {

/// The options that name what a city is read from, the same for every command that reads one.
/// \param sources has to live as long as the command.
std::vector<Option> city_options(CitySources& sources);

} // namespace evengrid::io::cli
