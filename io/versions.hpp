#pragma once

#include <string>
#include <utility>
#include <vector>

namespace evengrid::io {

/// Name and version of everything that a result depends on: evengrid, GDAL, GEOS, PROJ.
std::vector<std::pair<std::string, std::string>> versions();

} // namespace evengrid::io
