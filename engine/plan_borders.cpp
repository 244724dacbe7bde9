#include "engine/plan_borders.hpp"

#include "engine/shared_borders.hpp"

#include <map>

namespace evengrid::engine {

namespace {

/// Adds a stretch to lines that it may go on from.
void add(Point from, Point to, Border& border) {
    border.length_m += distance_m(from, to);
    if (!border.lines.empty() && border.lines.back().back() == from) {
        border.lines.back().push_back(to);
    } else {
        border.lines.push_back({from, to});
    }
}

/// Parts a border by what it runs along.
std::map<Along, Border> parted(const SharedBorder& shared, const AlongFinder& finder) {
    std::map<Along, Border> parts;
    for (const Line& line : shared.lines) {
        for (std::size_t i = 1; i < line.size(); ++i) {
            add(line[i - 1], line[i], parts[finder.along(line[i - 1], line[i])]);
        }
    }
    return parts;
}

} // namespace

std::vector<Border> plan_borders(const City& city, const std::vector<Grid>& grids,
                                 const BlockGraphOptions& options) {
    std::vector<const MultiPolygon*> grounds;
    for (const Grid& grid : grids) {
        grounds.push_back(&grid.ground);
    }
    const AlongFinder finder(city, options.along_m);
    std::vector<Border> borders;
    for (SharedBorder& shared : shared_borders(grounds, options.tolerance_m)) {
        const Grid& a = grids[shared.a];
        const Grid& b = grids[shared.b];
        if (a.unit != b.unit) {
            borders.push_back(
                {a.grid_id, b.grid_id, Along::unit, std::move(shared.lines), shared.length_m});
            continue;
        }
        for (auto& [along, part] : parted(shared, finder)) {
            borders.push_back({a.grid_id, b.grid_id, along, std::move(part.lines), part.length_m});
        }
    }
    return borders;
}

} // namespace evengrid::engine
