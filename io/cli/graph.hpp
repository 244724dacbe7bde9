#pragma once

#include "io/cli/command.hpp"

namespace evengrid::io::cli {

/// `evengrid graph`: divides a bare graph from CSV files, for researchers.
Command graph_command();

} // namespace evengrid::io::cli
