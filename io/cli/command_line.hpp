#pragma once

#include "io/cli/command.hpp"

#include <string>
#include <vector>

namespace evengrid::io::cli {

/// The options whose value is not the default, as they would be typed into a shell: what has to be
/// said again to get the same result.
/// \param defaults the same options, of arguments that nobody changed
/// \param left_out names of options that do not matter to the result
std::string typed_options(const std::vector<Option>& options, const std::vector<Option>& defaults,
                          const std::vector<std::string>& left_out);

} // namespace evengrid::io::cli
