#pragma once

#include <cstdint>
#include <string>

namespace evengrid::io {

/// A whole number as people read it, in groups of three: 1,073,315.
std::string grouped(std::int64_t number);

} // namespace evengrid::io
