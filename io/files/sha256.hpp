#pragma once

#include <string>
#include <vector>

namespace evengrid::io {

/// The SHA-256 of the content of files, one after the other, as 64 hexadecimal digits (FIPS 180-4).
///
/// \param paths as GDAL opens them
/// \throws engine::Error (input) for a file that cannot be read.
std::string sha256_of_files(const std::vector<std::string>& paths);

} // namespace evengrid::io
