#pragma once

#include "io/report/plan_file.hpp"

#include <string>

namespace evengrid::io {

/// Adds the plan in force before, and who goes from which of its grids to which new one, as
/// `evengrid compare` finds it.
/// \param path of the plan
/// \param existing layer of the existing grids: `path` or `path|layername=NAME`
/// \throws engine::Error (input, crs)
void add_existing_plan(PlanFile& plan, const std::string& path, const std::string& existing);

} // namespace evengrid::io
