#pragma once

#include "io/cli/command.hpp"

namespace evengrid::io::cli {

/// `evengrid report`: shows a plan that was written before, in a browser, as a picture, on paper.
Command report_command();

} // namespace evengrid::io::cli
