#pragma once

#include "io/cli/command.hpp"

namespace evengrid::io::cli {

/// `evengrid validate PLAN`: reads a plan back and judges it.
Command validate_command();

} // namespace evengrid::io::cli
