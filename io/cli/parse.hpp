#pragma once

#include "io/cli/command.hpp"

#include <functional>
#include <vector>

namespace evengrid::io::cli {

/// Parses the arguments of the process into the options of one of the commands.
///
/// Help and version go to stdout, what is wrong with the arguments to stderr.
/// \returns what to run, or the status to end with at once.
std::variant<std::function<Status()>, Status> parse(int argc, const char* const* argv,
                                                    const std::vector<Command>& commands);

} // namespace evengrid::io::cli
