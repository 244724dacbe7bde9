#pragma once

#include "engine/organisation/staff.hpp"

#include <string>
#include <vector>

namespace evengrid::io {

/// Reads how many people work in every unit from a CSV file.
///
/// Columns: the unit's code (`unit_code`, `community_code`, `unit` or `code`) and the number
/// (`staff`, `people` or `number`). With a column `role` (chief, leader, staff), the rows of a unit
/// add up, and those of chiefs, who lead groups of grids, are left out. No other column is looked
/// at.
/// \throws engine::Error (input) for a missing column and for what is no whole number or no role.
std::vector<engine::UnitStaff> read_staff(const std::string& path);

/// Reads codes that must not be used again from the column `code` of a CSV file.
/// \throws engine::Error (input)
std::vector<std::string> read_retired_codes(const std::string& path);

} // namespace evengrid::io
