#pragma once

#include "engine/geometry.hpp"

#include <memory>
#include <string>

namespace evengrid::engine {

/// A coordinate reference system, as WKT.
struct Crs {
    std::string wkt;
    bool operator==(const Crs&) const = default;
};

} // namespace evengrid::engine
