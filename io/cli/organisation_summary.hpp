#pragma once

#include "engine/organisation/organisation.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace evengrid::io::cli {

/// What a plan is run with, as rows of the summary: working groups, workers by role, points, grids
/// without one of a kind, people served. Empty where nothing of it was asked for.
std::string organisation_table(const engine::City& city, const engine::Plan& plan,
                               const engine::Organisation& organisation);

/// The same for machines; null where nothing of it was asked for.
nlohmann::ordered_json organisation_json(const engine::City& city, const engine::Plan& plan,
                                         const engine::Organisation& organisation);

} // namespace evengrid::io::cli
