#include "engine/plan/plan_borders.hpp"

#include "algorithms/parallel.hpp"
#include "engine/geometry/geos.hpp"
#include "engine/geometry/shared_borders.hpp"

#include <cmath>
#include <map>

namespace evengrid::engine {

namespace {

/// The ground of every unit that has grids, united on all cores.
std::vector<MultiPolygon> grounds_of_units(const std::vector<Grid>& grids) {
    std::map<UnitIndex, std::vector<const MultiPolygon*>> of_unit;
    for (const Grid& grid : grids) {
        of_unit[grid.unit].push_back(&grid.ground);
    }
    std::vector<const std::vector<const MultiPolygon*>*> units;
    for (const auto& [unit, grounds] : of_unit) {
        units.push_back(&grounds);
    }
    std::vector<MultiPolygon> united(units.size());
    algorithms::parallel_for(units.size(), [&](std::size_t i) { united[i] = unite(*units[i]); });
    return united;
}

/// All that is not in any grid, as far as its border tells: rings only, with the ground of the
/// grids on the other side. A gap narrower than the tolerance is no part of the world.
MultiPolygon world_around(const std::vector<Grid>& grids, double tolerance_m) {
    const std::vector<MultiPolygon> units = grounds_of_units(grids);
    std::vector<const MultiPolygon*> grounds;
    for (const MultiPolygon& unit : units) {
        grounds.push_back(&unit);
    }
    Polygon world;
    MultiPolygon all;
    for (const Polygon& polygon : unite(grounds)) {
        world.holes.push_back(polygon.shell);
        for (const Ring& hole : polygon.holes) {
            if (std::abs(signed_area_m2(hole)) > tolerance_m * length_m(hole) / 2) {
                all.push_back({hole, {}});
            }
        }
    }
    all.push_back(std::move(world));
    return all;
}

/// Adds a stretch, at the end of the last line where it goes on from there.
void append(Border& border, Point from, Point to) {
    border.length_m += distance_m(from, to);
    if (!border.lines.empty() && border.lines.back().back() == from) {
        border.lines.back().push_back(to);
    } else {
        border.lines.push_back({from, to});
    }
}

/// Parts a border by what it runs along and what that is called.
/// \param is_edge the border is one of units or of the plan
void part(const SharedBorder& shared, const Border& ends, bool is_edge, const AlongFinder& finder,
          std::vector<Border>& borders) {
    std::map<std::pair<Along, std::string_view>, Border> parts;
    for (const Line& line : shared.lines) {
        for (std::size_t i = 1; i < line.size(); ++i) {
            const Followed followed = finder.followed(line[i - 1], line[i]);
            const Along along = is_edge ? Along::unit : followed.along;
            auto [found, is_new] = parts.try_emplace({along, followed.name}, ends);
            Border& border = found->second;
            border.along = along;
            border.name = followed.name;
            append(border, line[i - 1], line[i]);
        }
    }
    for (auto& [what, border] : parts) {
        borders.push_back(std::move(border));
    }
}

} // namespace

std::vector<Border> plan_borders(const City& city, const std::vector<Grid>& grids,
                                 const BlockGraphOptions& options) {
    if (grids.empty()) {
        return {};
    }
    std::vector<const MultiPolygon*> grounds;
    for (const Grid& grid : grids) {
        grounds.push_back(&grid.ground);
    }
    const MultiPolygon world = world_around(grids, options.tolerance_m);
    grounds.push_back(&world);

    const AlongFinder finder(city, options.along_m);
    std::vector<Border> borders, edges;
    for (const SharedBorder& shared : shared_borders(grounds, options.tolerance_m)) {
        const Grid& a = grids[shared.a];
        Border ends;
        ends.grid_a = a.grid_id;
        if (shared.b == grids.size()) {
            part(shared, ends, true, finder, edges);
        } else {
            ends.grid_b = grids[shared.b].grid_id;
            part(shared, ends, grids[shared.b].unit != a.unit, finder, borders);
        }
    }
    borders.insert(borders.end(), edges.begin(), edges.end());
    return borders;
}

} // namespace evengrid::engine
