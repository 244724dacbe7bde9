#pragma once

#include "engine/finding.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace evengrid::io::cli {

/// A line of a table for people: what, how many, and a note.
std::string row(std::string_view what, std::int64_t number, std::string_view note = {});

/// The findings by kind: how many, and the first of each.
std::string findings_table(const std::vector<engine::Finding>& findings);

} // namespace evengrid::io::cli
