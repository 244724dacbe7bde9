#pragma once

#include "io/cli/command.hpp"

namespace evengrid::io::cli {

/// `evengrid compare`: the handover from the grids in force to those of a new plan.
Command compare_command();

} // namespace evengrid::io::cli
