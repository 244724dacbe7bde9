#pragma once

#include "io/city/read_city.hpp"

#include <cstdint>
#include <string>

namespace evengrid::io {

/// About how many bytes of memory it takes to divide a city, told from the sizes of its files
/// alone: so before any of them is opened.
///
/// Every byte of a file takes a number of bytes that depends on its format and on what its features
/// become; the numbers were measured (docs/reliability.md). A file that cannot be found counts
/// nothing: whoever reads it will say so.
std::int64_t memory_needed(const CitySources& sources);

/// Memory as people write it and as `--memory` takes it, rounded up: "1.3G", "250M".
std::string words_for_memory(std::int64_t bytes);

} // namespace evengrid::io
