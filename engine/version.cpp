#include "engine/version.hpp"

#include "engine/geometry/crs.hpp"
#include "engine/geometry/geos.hpp"

namespace evengrid::engine {

std::string version() {
    return EVENGRID_VERSION;
}

std::vector<std::pair<std::string, std::string>> library_versions() {
    return {{"GEOS", geos_version()}, {"PROJ", proj_version()}};
}

} // namespace evengrid::engine
