#pragma once

#include "io/cli/command.hpp"

namespace evengrid::io::cli {

/// `evengrid blocks`: makes the blocks of a city and counts who lives in them, and divides nothing.
Command blocks_command();

} // namespace evengrid::io::cli
