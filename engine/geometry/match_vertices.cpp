#include "engine/geometry/match_vertices.hpp"

#include "engine/geometry/box_index.hpp"
#include "engine/geometry/sides.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace evengrid::engine {

namespace {

template <class Visit>
void each_ring(const std::vector<MultiPolygon*>& tiles, Visit visit) {
    for (MultiPolygon* tile : tiles) {
        for (Polygon& polygon : *tile) {
            visit(polygon.shell);
            std::for_each(polygon.holes.begin(), polygon.holes.end(), visit);
        }
    }
}

std::vector<Side> lone_sides_of(const std::vector<MultiPolygon*>& tiles) {
    return lone_sides({tiles.begin(), tiles.end()});
}

/// The ends of sides, each once, ready to be found by place.
class Corners {
public:
    explicit Corners(const std::vector<Side>& sides) {
        for (const Side& side : sides) {
            m_points.insert(m_points.end(), {side.from, side.to});
        }
        std::sort(m_points.begin(), m_points.end());
        m_points.erase(std::unique(m_points.begin(), m_points.end()), m_points.end());
        std::vector<Box> boxes;
        for (const Point point : m_points) {
            boxes.push_back(box({point}));
        }
        m_index = BoxIndex(boxes);
    }

    /// Which corner each is to become, where that is another one: the first in reach.
    std::map<Point, Point> mergers(double tolerance_m) const {
        std::map<Point, Point> into;
        for (const Point point : m_points) {
            for (const std::uint32_t i : m_index.meeting(grown(box({point}), tolerance_m))) {
                const Point other = m_points[i];
                if (other < point && into.count(other) == 0 &&
                    distance_m(point, other) <= tolerance_m) {
                    into.emplace(point, other);
                    break;
                }
            }
        }
        return into;
    }

    /// The corners that lie on a side, in the order in which one comes by them from `from`.
    std::vector<Point> on_side(Point from, Point to, double tolerance_m) const {
        std::vector<Point> found;
        for (const std::uint32_t i : m_index.meeting(grown(box({from, to}), tolerance_m))) {
            const Point corner = m_points[i];
            const bool is_end = corner == from || corner == to;
            if (!is_end &&
                distance_m(corner, nearest_on_segment(corner, from, to)) <= tolerance_m) {
                found.push_back(corner);
            }
        }
        std::sort(found.begin(), found.end(), [&](Point a, Point b) {
            return std::pair(distance_m(from, a), a) < std::pair(distance_m(from, b), b);
        });
        return found;
    }

private:
    std::vector<Point> m_points;
    BoxIndex m_index;
};

/// Leaves out points that repeat the one before, and ways there and straight back.
Ring without_spikes(const Ring& ring) {
    Ring clean;
    for (const Point point : ring) {
        if (clean.size() >= 2 && clean[clean.size() - 2] == point) {
            clean.pop_back();
        } else if (clean.empty() || !(clean.back() == point)) {
            clean.push_back(point);
        }
    }
    while (clean.size() > 3 && clean[1] == clean[clean.size() - 2]) { // a spike where it begins
        clean.pop_back();
        clean.erase(clean.begin());
    }
    return clean;
}

void drop_collapsed_rings(const std::vector<MultiPolygon*>& tiles) {
    const auto collapsed = [](const Ring& ring) { return ring.size() < 4; };
    for (MultiPolygon* tile : tiles) {
        for (Polygon& polygon : *tile) {
            std::erase_if(polygon.holes, collapsed);
        }
        std::erase_if(*tile, [&](const Polygon& polygon) { return collapsed(polygon.shell); });
    }
}

/// Makes corners one that are as good as the same.
/// \returns whether there were any
bool merge_corners(const std::vector<MultiPolygon*>& tiles, const Corners& corners,
                   double tolerance_m) {
    const auto into = corners.mergers(tolerance_m);
    if (into.empty()) {
        return false;
    }
    each_ring(tiles, [&](Ring& ring) {
        bool changed = false;
        for (Point& point : ring) {
            if (const auto other = into.find(point); other != into.end()) {
                point = other->second;
                changed = true;
            }
        }
        if (changed) {
            ring = without_spikes(ring);
        }
    });
    return true;
}

void add_corners(const std::vector<MultiPolygon*>& tiles, const std::vector<Side>& lone,
                 const Corners& corners, double tolerance_m) {
    std::vector<std::pair<Point, Point>> places;
    for (const Side& side : lone) {
        places.push_back(std::minmax(side.from, side.to));
    }
    std::sort(places.begin(), places.end());
    each_ring(tiles, [&](Ring& ring) {
        Ring matched{ring.front()};
        for (std::size_t i = 1; i < ring.size(); ++i) {
            const std::pair<Point, Point> place = std::minmax(ring[i - 1], ring[i]);
            if (std::binary_search(places.begin(), places.end(), place)) {
                const auto on_side = corners.on_side(ring[i - 1], ring[i], tolerance_m);
                matched.insert(matched.end(), on_side.begin(), on_side.end());
            }
            matched.push_back(ring[i]);
        }
        if (matched.size() != ring.size()) {
            ring = without_spikes(matched);
        }
    });
}

} // namespace

void match_vertices(const std::vector<MultiPolygon*>& tiles, double tolerance_m) {
    std::vector<Side> lone = lone_sides_of(tiles);
    Corners corners(lone);
    if (merge_corners(tiles, corners, tolerance_m)) {
        lone = lone_sides_of(tiles);
        corners = Corners(lone);
    }
    add_corners(tiles, lone, corners, tolerance_m);
    drop_collapsed_rings(tiles);
}

} // namespace evengrid::engine
