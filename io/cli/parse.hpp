#pragma once

#include "io/cli/command.hpp"

#include <functional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace evengrid::io::cli {

/// Tells names and versions of everything that a result depends on.
using Versions = std::function<std::vector<std::pair<std::string, std::string>>()>;

/// Parses the arguments of the process into the options of one of the commands.
///
/// Help and version go to stdout, what is wrong with the arguments to stderr.
/// \param versions what `--version` prints; nothing for a program that does not know it
/// \returns what to run, or the status to end with at once.
std::variant<std::function<Status()>, Status> parse(int argc, const char* const* argv,
                                                    const std::vector<Command>& commands,
                                                    const Versions& versions);

} // namespace evengrid::io::cli
