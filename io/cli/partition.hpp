#pragma once

#include "io/cli/command.hpp"

namespace evengrid::io::cli {

/// `evengrid partition`: reads a city, divides it, writes the plan and sums it up.
Command partition_command();

} // namespace evengrid::io::cli
