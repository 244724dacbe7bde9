#pragma once

#include <cstdint>
#include <string>

namespace evengrid::io {

/// A whole number as people read it, in groups of three: 1,073,315.
std::string grouped(std::int64_t number);

/// A share as people read it, rounded down so that only all of them are 100.0 %.
std::string percent(std::int64_t part, std::int64_t whole);

} // namespace evengrid::io
