#include "engine/geometry/fine_grid.hpp"

#include <cmath>

namespace evengrid::engine {

Point on_fine_grid(Point p) {
    const auto snap = [](double v) { return std::round(v / fine_grid_m) * fine_grid_m; };
    return {snap(p.x_m), snap(p.y_m)};
}

MultiPolygon on_fine_grid(const MultiPolygon& ground) {
    return moved(ground, [](Point p) { return on_fine_grid(p); });
}

} // namespace evengrid::engine
