#include "engine/organisation/levels.hpp"

#include "algorithms/parallel.hpp"
#include "engine/geometry/geos.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>

namespace evengrid::engine {

namespace {

/// The borders between grids of the same unit, by unit.
std::vector<std::vector<const Border*>> borders_within(const Plan& plan,
                                                       const std::vector<UnitGrids>& units) {
    std::vector<std::size_t> unit_of_grid;
    for (std::size_t i = 0; i < units.size(); ++i) {
        unit_of_grid.insert(unit_of_grid.end(), units[i].size(), i);
    }
    const auto unit_of = [&](std::int64_t grid_id) {
        return unit_of_grid[static_cast<std::size_t>(grid_id) - 1];
    };
    std::vector<std::vector<const Border*>> borders(units.size());
    for (const Border& border : plan.borders) {
        if (border.grid_b && unit_of(border.grid_a) == unit_of(*border.grid_b)) {
            borders[unit_of(border.grid_a)].push_back(&border);
        }
    }
    return borders;
}

/// The grids of a unit as a graph in which every grid counts as one.
algorithms::Graph grid_graph(const Plan& plan, const UnitGrids& unit,
                             const std::vector<const Border*>& borders) {
    std::vector<algorithms::VertexData> vertices;
    for (std::size_t i = unit.first; i < unit.last; ++i) {
        const Grid& grid = plan.grids[i];
        const Point place = centroid(grid.ground);
        vertices.push_back({1, grid.area_m2, grid.perimeter_m, place.x_m, place.y_m});
    }
    std::vector<algorithms::Edge> edges;
    const auto vertex = [&](std::int64_t grid_id) {
        return static_cast<std::uint32_t>(grid_id - 1) - static_cast<std::uint32_t>(unit.first);
    };
    for (const Border* border : borders) {
        const std::uint32_t a = vertex(border->grid_a), b = vertex(*border->grid_b);
        edges.push_back({algorithms::Vertex{a}, algorithms::Vertex{b}, border->length_m});
        vertices[a].outer_m = std::max(0.0, vertices[a].outer_m - border->length_m);
        vertices[b].outer_m = std::max(0.0, vertices[b].outer_m - border->length_m);
    }
    return algorithms::Graph(std::move(vertices), edges);
}

/// The group of every grid of a unit, numbered in the order of their first grid.
std::vector<algorithms::Region> group(const algorithms::Graph& graph, std::int64_t group_size) {
    const auto grids = static_cast<std::int64_t>(graph.vertex_count());
    const std::int64_t groups = std::max<std::int64_t>(1, (grids + group_size / 2) / group_size);
    algorithms::PartitionOptions options;
    options.bounds = {grids / groups, (grids + groups - 1) / groups, {}};
    options.regions = static_cast<std::size_t>(groups);
    return algorithms::partition(graph, options).region_of;
}

void add(LevelArea& area, const Grid& grid) {
    ++area.grids;
    area.people += grid.people;
    area.households += grid.households;
    area.buildings += grid.buildings;
}

/// Draws every area around its parts.
void draw(std::vector<LevelArea>& areas,
          const std::vector<std::vector<const MultiPolygon*>>& parts) {
    algorithms::parallel_for(areas.size(), [&](std::size_t i) {
        areas[i].ground = parts[i].empty() ? MultiPolygon{} : dissolve(parts[i]);
        areas[i].area_m2 = area_m2(areas[i].ground);
    });
}

void make_groups(const City& city, const Plan& plan, std::int64_t group_size, Levels& levels) {
    const std::vector<UnitGrids> units = grids_by_unit(plan);
    std::vector<std::vector<algorithms::Region>> groups(units.size());
    const auto borders = borders_within(plan, units);
    algorithms::parallel_for(units.size(), [&](std::size_t i) {
        groups[i] = group(grid_graph(plan, units[i], borders[i]), group_size);
    });
    std::vector<std::vector<const MultiPolygon*>> parts;
    for (std::size_t i = 0; i < units.size(); ++i) {
        const Unit& unit = city.units[index(plan.grids[units[i].first].unit)];
        const std::size_t base = levels.groups.size();
        for (std::size_t k = 0; k < units[i].size(); ++k) {
            const Grid& grid = plan.grids[units[i].first + k];
            const std::size_t number = index(groups[i][k]);
            if (base + number == levels.groups.size()) {
                LevelArea& made = levels.groups.emplace_back();
                made.code = fmt::format("{}-G{:02}", unit.code, number + 1);
                made.name =
                    fmt::format("{} G{}", unit.name.empty() ? unit.code : unit.name, number + 1);
                made.within = unit.code;
                parts.emplace_back();
            }
            add(levels.groups[base + number], grid);
            parts[base + number].push_back(&grid.ground);
            levels.group_of_grid.push_back(base + number);
        }
    }
    draw(levels.groups, parts);
}

/// Sums up grids by a name of their unit; areas stand in the order of their first grid.
std::vector<LevelArea> sums(const City& city, const Plan& plan,
                            const std::function<LevelArea(const Unit&)>& area_of) {
    std::vector<LevelArea> areas;
    std::vector<std::vector<const MultiPolygon*>> parts;
    std::map<std::string, std::size_t> area_of_code;
    for (const Grid& grid : plan.grids) {
        LevelArea area = area_of(city.units[index(grid.unit)]);
        const auto [at, is_new] = area_of_code.emplace(area.code, areas.size());
        if (is_new) {
            areas.push_back(std::move(area));
            parts.emplace_back();
        }
        add(areas[at->second], grid);
        parts[at->second].push_back(&grid.ground);
    }
    draw(areas, parts);
    return areas;
}

} // namespace

std::vector<UnitGrids> grids_by_unit(const Plan& plan) {
    std::vector<UnitGrids> units;
    for (std::size_t i = 0; i < plan.grids.size(); ++i) {
        if (i == 0 || plan.grids[i].unit != plan.grids[i - 1].unit) {
            units.push_back({i, i});
        }
        units.back().last = i + 1;
    }
    return units;
}

std::vector<LevelArea> unit_levels(const City& city, const Plan& plan) {
    return sums(city, plan, [](const Unit& unit) {
        return LevelArea{.code = unit.code, .name = unit.name, .within = unit.street};
    });
}

std::vector<LevelArea> street_levels(const City& city, const Plan& plan) {
    const bool has_streets = std::any_of(city.units.begin(), city.units.end(),
                                         [](const Unit& unit) { return !unit.street.empty(); });
    if (!has_streets) {
        return {};
    }
    return sums(city, plan, [](const Unit& unit) {
        return LevelArea{.code = unit.street, .name = unit.street};
    });
}

Levels make_levels(const City& city, const Plan& plan, std::int64_t group_size) {
    Levels levels;
    make_groups(city, plan, group_size, levels);
    levels.units = unit_levels(city, plan);
    levels.streets = street_levels(city, plan);
    return levels;
}

} // namespace evengrid::engine
