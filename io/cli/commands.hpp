#pragma once

#include "io/cli/command.hpp"

#include <vector>

namespace evengrid::io::cli {

/// All commands, in the order in which the help lists them.
std::vector<Command> all_commands();

} // namespace evengrid::io::cli
