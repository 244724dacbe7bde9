#pragma once

#include "engine/organisation/organisation.hpp"
#include "io/cli/command.hpp"

#include <string>
#include <vector>

namespace evengrid::io::cli {

/// What a re-division is told besides the ground: how many grids, how they are called, who leads
/// them, who serves them.
struct RedivisionArguments {
    std::string retired; ///< file
    std::string staff;   ///< file
    engine::OrganisationOptions organisation;
};

/// The options that fill the arguments, and those of the plan that belong to them.
std::vector<Option> redivision_options(RedivisionArguments& arguments, engine::PlanOptions& plan);

/// Reads the files that the arguments name, and complains about templates before the work is done.
/// \throws engine::Error (input, usage)
void read_lists(RedivisionArguments& arguments, engine::PlanOptions& plan);

} // namespace evengrid::io::cli
