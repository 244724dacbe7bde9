#pragma once

#include <string>
#include <utility>
#include <vector>

namespace evengrid::engine {

/// The version of evengrid, as "1.2.3".
std::string version();

/// Name and version of the libraries that the engine calculates with: GEOS, PROJ.
std::vector<std::pair<std::string, std::string>> library_versions();

} // namespace evengrid::engine
