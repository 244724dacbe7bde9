#pragma once

#include "io/cli/command.hpp"

namespace evengrid::io::cli {

/// `evengrid inspect`: looks at the input of a run, and at what it would come to, and divides
/// nothing.
Command inspect_command();

} // namespace evengrid::io::cli
