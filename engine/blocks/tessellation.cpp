#include "engine/blocks/tessellation.hpp"

#include "engine/geometry/geos.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>

namespace evengrid::engine {

namespace {

constexpr std::uint32_t no_building = std::numeric_limits<std::uint32_t>::max();

/// Points that stand for the buildings in the Voronoi diagram.
struct Sites {
    std::vector<Point> points;
    std::vector<std::uint32_t> building_of;

    void add(Point p, std::uint32_t building) {
        points.push_back(p);
        building_of.push_back(building);
    }

    void add(const Ring& ring, std::uint32_t building, double spacing_m) {
        for (std::size_t i = 1; i < ring.size(); ++i) {
            const auto steps = std::ceil(distance_m(ring[i - 1], ring[i]) / spacing_m);
            for (double step = 0; step < steps; ++step) {
                const double t = step / steps;
                add({ring[i - 1].x_m + t * (ring[i].x_m - ring[i - 1].x_m),
                     ring[i - 1].y_m + t * (ring[i].y_m - ring[i - 1].y_m)},
                    building);
            }
        }
    }
};

Sites sites_of(const std::vector<const MultiPolygon*>& buildings, const Box& around) {
    // Outlines are shrunk, so that buildings wall to wall have a border between them, as
    // Fleischmann et al. do; the spacing is a compromise between fine borders and the number of
    // points.
    constexpr double shrink_m = 0.4;
    constexpr double spacing_m = 3;
    Sites sites;
    for (std::uint32_t i = 0; i < buildings.size(); ++i) {
        const auto shrunk = buffer(*buildings[i], -shrink_m);
        for (const auto& polygon : shrunk) {
            sites.add(polygon.shell, i, spacing_m);
        }
        if (shrunk.empty()) {
            sites.add(point_inside(*buildings[i]), i);
        }
    }
    // Four far corners, so that every border between buildings ends between two triangles.
    const double far_m =
        10 * std::max(around.max_x_m - around.min_x_m, around.max_y_m - around.min_y_m);
    const Box frame = grown(around, far_m);
    for (const Point corner : {Point{frame.min_x_m, frame.min_y_m},
                               {frame.max_x_m, frame.min_y_m},
                               {frame.max_x_m, frame.max_y_m},
                               {frame.min_x_m, frame.max_y_m}}) {
        sites.add(corner, no_building);
    }
    return sites;
}

Point circumcentre(Point a, Point b, Point c) {
    const double bx = b.x_m - a.x_m, by = b.y_m - a.y_m;
    const double cx = c.x_m - a.x_m, cy = c.y_m - a.y_m;
    const double twice_cross = 2 * (bx * cy - by * cx);
    const double b2 = bx * bx + by * by, c2 = cx * cx + cy * cy;
    return {a.x_m + (cy * b2 - by * c2) / twice_cross, a.y_m + (bx * c2 - cx * b2) / twice_cross};
}

/// The borders between the cells of different buildings, as a graph: its nodes are triangles, and
/// two triangles are joined where the edge between them joins two buildings.
class CellBorders {
public:
    explicit CellBorders(const Sites& sites) {
        const auto triangles = triangulate(sites.points);
        m_joined.resize(triangles.size());
        std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> first_beside;
        for (std::uint32_t t = 0; t < triangles.size(); ++t) {
            const auto& [a, b, c] = triangles[t];
            m_places.push_back(circumcentre(sites.points[a], sites.points[b], sites.points[c]));
            for (const auto& edge : {std::minmax(a, b), std::minmax(b, c), std::minmax(c, a)}) {
                const auto u = sites.building_of[edge.first], v = sites.building_of[edge.second];
                if (u == v || u == no_building || v == no_building) {
                    continue;
                }
                const auto [other, is_first] = first_beside.try_emplace(edge, t);
                if (!is_first) {
                    m_joined[t].push_back(other->second);
                    m_joined[other->second].push_back(t);
                }
            }
        }
    }

    /// The borders as lines from fork to fork, and around. Uses the graph up.
    std::vector<Line> take_lines() {
        std::vector<bool> passes;
        for (const auto& joined : m_joined) {
            passes.push_back(joined.size() == 2);
        }
        std::vector<Line> lines;
        for (const bool around : {false, true}) {
            for (std::uint32_t t = 0; t < m_joined.size(); ++t) {
                while (passes[t] == around && !m_joined[t].empty()) {
                    lines.push_back(take_line(t, passes));
                }
            }
        }
        return lines;
    }

private:
    Line take_line(std::uint32_t start, const std::vector<bool>& passes) {
        Line line{m_places[start]};
        auto from = start;
        do {
            const auto to = m_joined[from].back();
            m_joined[from].pop_back();
            m_joined[to].erase(std::find(m_joined[to].begin(), m_joined[to].end(), from));
            line.push_back(m_places[to]);
            from = to;
        } while (passes[from] && from != start);
        return line;
    }

    std::vector<Point> m_places;
    std::vector<std::vector<std::uint32_t>> m_joined;
};

} // namespace

std::vector<Polygon> tessellate(const Polygon& ground,
                                const std::vector<const MultiPolygon*>& buildings) {
    constexpr double straighten_m = 0.5;
    if (buildings.size() < 2) {
        return {ground};
    }
    auto lines = CellBorders(sites_of(buildings, box(ground.shell))).take_lines();
    for (auto& line : lines) {
        line = straightened(line, straighten_m);
    }
    lines.push_back(ground.shell);
    lines.insert(lines.end(), ground.holes.begin(), ground.holes.end());
    auto pieces = faces(node(lines));
    std::erase_if(pieces,
                  [&](const Polygon& piece) { return !contains(ground, point_inside({piece})); });
    return pieces;
}

} // namespace evengrid::engine
