#include "engine/version.hpp"

namespace evengrid::engine {

std::string version() { return EVENGRID_VERSION; }

} // namespace evengrid::engine
