#pragma once

#include "engine/organisation/organisation.hpp"
#include "io/files/vector_target.hpp"

#include <string>
#include <vector>

namespace evengrid::io {

/// Writes the layers of what a plan is run with, as docs/manual.md lists them, each where there is
/// something in it: `levels`, `levels_groups`, `levels_units`, `levels_streets`, `staff`, `points`,
/// `coverage`, `docking`.
/// \returns the names of those that were written
std::vector<std::string> write_organisation(VectorTarget& target, const engine::City& city,
                                            const engine::Plan& plan,
                                            const engine::Organisation& organisation,
                                            const engine::Move& to_written);

} // namespace evengrid::io
