#pragma once

#include "io/cli/parse.hpp"

#include <vector>

namespace evengrid::io::cli {

/// Runs the command that the arguments of the process name, and tells people what went wrong where
/// something does: all that a `main` has to do.
Status run(int argc, char** argv, const std::vector<Command>& commands, const Versions& versions);

} // namespace evengrid::io::cli
