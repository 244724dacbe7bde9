#pragma once

#include "engine/organisation/organisation.hpp"

#include <string>

namespace evengrid::io::cli {

/// What a plan is run with, as rows of the summary: working groups, workers by role, points, grids
/// without one of a kind, people served. Empty where nothing of it was asked for.
std::string organisation_table(const engine::City& city, const engine::Plan& plan,
                               const engine::Organisation& organisation);

/// The same for machines, as the text of a JSON value; "null" where nothing of it was asked for.
std::string organisation_json(const engine::City& city, const engine::Plan& plan,
                              const engine::Organisation& organisation);

} // namespace evengrid::io::cli
