#pragma once

#include "io/cli/command.hpp"

namespace evengrid::io::cli {

/// `evengrid sample`: draws a synthetic city and writes it as shapefiles.
Command sample_command();

} // namespace evengrid::io::cli
