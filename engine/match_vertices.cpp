#include "engine/match_vertices.hpp"

#include "engine/box_index.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace evengrid::engine {

namespace {

/// A side of a polygon, from its lower end to its higher one, as both neighbours see it.
using Side = std::pair<Point, Point>;

Side side(Point a, Point b) {
    return a < b ? Side{a, b} : Side{b, a};
}

template <class Visit>
void each_ring(const std::vector<MultiPolygon*>& tiles, Visit visit) {
    for (MultiPolygon* tile : tiles) {
        for (Polygon& polygon : *tile) {
            visit(polygon.shell);
            std::for_each(polygon.holes.begin(), polygon.holes.end(), visit);
        }
    }
}

/// The sides that one polygon alone has: those at the edge, and those that do not match. Ascending.
std::vector<Side> lone_sides(const std::vector<MultiPolygon*>& tiles) {
    std::vector<Side> sides;
    each_ring(tiles, [&](const Ring& ring) {
        for (std::size_t i = 1; i < ring.size(); ++i) {
            sides.push_back(side(ring[i - 1], ring[i]));
        }
    });
    std::sort(sides.begin(), sides.end());
    std::vector<Side> lone;
    for (std::size_t i = 0; i < sides.size(); ++i) {
        const bool as_before = i > 0 && sides[i - 1] == sides[i];
        const bool as_after = i + 1 < sides.size() && sides[i + 1] == sides[i];
        if (!as_before && !as_after) {
            lone.push_back(sides[i]);
        }
    }
    return lone;
}

/// The corners that lie on a side, in the order in which one comes by them from `from`.
std::vector<Point> corners_on(Point from, Point to, const std::vector<Point>& corners,
                              const BoxIndex& index, double tolerance_m) {
    std::vector<Point> found;
    for (const std::uint32_t i : index.meeting(grown(box({from, to}), tolerance_m))) {
        const Point corner = corners[i];
        const bool is_end = corner == from || corner == to;
        if (!is_end && distance_m(corner, nearest_on_segment(corner, from, to)) <= tolerance_m) {
            found.push_back(corner);
        }
    }
    std::sort(found.begin(), found.end(), [&](Point a, Point b) {
        return std::pair(distance_m(from, a), a) < std::pair(distance_m(from, b), b);
    });
    return found;
}

std::vector<Point> corners_of(const std::vector<Side>& sides) {
    std::vector<Point> corners;
    for (const auto& [low, high] : sides) {
        corners.insert(corners.end(), {low, high});
    }
    std::sort(corners.begin(), corners.end());
    corners.erase(std::unique(corners.begin(), corners.end()), corners.end());
    return corners;
}

/// Makes one corner of those that are nearer to each other than the tolerance: rounding put them
/// apart, and a side between them would turn the ring around.
void join_near_corners(const std::vector<MultiPolygon*>& tiles, double tolerance_m) {
    const std::vector<Point> corners = corners_of(lone_sides(tiles));
    std::map<Point, Point> joined;
    for (std::size_t i = 0; i < corners.size(); ++i) {
        for (std::size_t j = i; j-- > 0 && corners[i].x_m - corners[j].x_m <= tolerance_m;) {
            if (joined.count(corners[j]) == 0 &&
                distance_m(corners[i], corners[j]) <= tolerance_m) {
                joined.emplace(corners[i], corners[j]);
                break;
            }
        }
    }
    if (joined.empty()) {
        return;
    }
    each_ring(tiles, [&](Ring& ring) {
        for (Point& corner : ring) {
            const auto to = joined.find(corner);
            corner = to == joined.end() ? corner : to->second;
        }
        ring.erase(std::unique(ring.begin(), ring.end()), ring.end());
    });
}

} // namespace

void match_vertices(const std::vector<MultiPolygon*>& tiles, double tolerance_m) {
    join_near_corners(tiles, tolerance_m);
    const std::vector<Side> lone = lone_sides(tiles);
    const std::vector<Point> corners = corners_of(lone);
    std::vector<Box> boxes;
    for (const Point& corner : corners) {
        boxes.push_back(box({corner}));
    }
    const BoxIndex index(boxes);
    each_ring(tiles, [&](Ring& ring) {
        Ring matched{ring.front()};
        for (std::size_t i = 1; i < ring.size(); ++i) {
            if (std::binary_search(lone.begin(), lone.end(), side(ring[i - 1], ring[i]))) {
                for (const Point corner :
                     corners_on(ring[i - 1], ring[i], corners, index, tolerance_m)) {
                    // A ring that is as narrow as this must not come to touch itself.
                    if (std::find(ring.begin(), ring.end(), corner) == ring.end()) {
                        matched.push_back(corner);
                    }
                }
            }
            matched.push_back(ring[i]);
        }
        ring = std::move(matched);
    });
}

} // namespace evengrid::engine
