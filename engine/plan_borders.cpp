#include "engine/plan_borders.hpp"

namespace evengrid::engine {

std::vector<Border> plan_borders(const City&, const std::vector<Grid>& grids, double tolerance_m) {
    std::vector<const MultiPolygon*> grounds;
    for (const Grid& grid : grids) {
        grounds.push_back(&grid.ground);
    }
    std::vector<Border> borders;
    for (SharedBorder& shared : shared_borders(grounds, tolerance_m)) {
        const Grid& a = grids[shared.a];
        const Grid& b = grids[shared.b];
        borders.push_back({a.grid_id, b.grid_id, a.unit == b.unit ? Along::none : Along::unit,
                           std::move(shared.lines), shared.length_m});
    }
    return borders;
}

} // namespace evengrid::engine
