#pragma once

#include "engine/people.hpp"

#include <string>

namespace evengrid::io {

/// Reads how people live in buildings by use, from a TOML file:
///
///     storey_m = 3.0
///     smallest_footprint_m2 = 20.0
///     lowest_m = 2.6
///     m2_per_person = 40.0           # of uses that no row names
///
///     [[use]]
///     names = ["residential", "住宅"]
///     m2_per_person = 38.0
///
/// What the file leaves out keeps its default; with any row of its own it replaces all of the
/// default rows. \throws engine::Error (input) for another key, a wrong type or a number below 0.
engine::OccupancyOptions read_use_table(const std::string& path);

} // namespace evengrid::io
