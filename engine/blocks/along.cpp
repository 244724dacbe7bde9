#include "engine/blocks/along.hpp"

#include <cmath>

namespace evengrid::engine {

namespace {

Along along_of(LineKind kind) {
    switch (kind) {
    case LineKind::road:
    case LineKind::motorway:
        return Along::road;
    case LineKind::water:
        return Along::water;
    case LineKind::rail:
        return Along::rail;
    case LineKind::wall:
        return Along::wall;
    }
    return Along::none;
}

/// Whether two stretches point the same or the opposite way, to 30 degrees.
bool about_parallel(Point a, Point b, Point c, Point d) {
    constexpr double smallest_cosine = 0.866;
    const double ux = b.x_m - a.x_m, uy = b.y_m - a.y_m;
    const double vx = d.x_m - c.x_m, vy = d.y_m - c.y_m;
    return std::abs(ux * vx + uy * vy) >= smallest_cosine * std::hypot(ux, uy) * std::hypot(vx, vy);
}

} // namespace

bool is_barrier(LineKind kind) {
    return kind == LineKind::water || kind == LineKind::rail || kind == LineKind::motorway;
}

AlongFinder::AlongFinder(const City& city, double within_m) : m_within_m(within_m) {
    for (const auto& line : city.lines) {
        add(line.line, {along_of(line.kind), line.name, is_barrier(line.kind)});
    }
    for (const auto& water : city.water) {
        const Followed shore{Along::water, water.name, true};
        for (const auto& polygon : water.ground) {
            add(polygon.shell, shore);
            for (const auto& hole : polygon.holes) {
                add(hole, shore);
            }
        }
    }
    std::vector<Box> boxes;
    for (const auto& segment : m_segments) {
        boxes.push_back(box({segment.from, segment.to}));
    }
    m_index = BoxIndex(boxes);
}

void AlongFinder::add(const std::vector<Point>& line, const Followed& what) {
    for (std::size_t i = 1; i < line.size(); ++i) {
        m_segments.push_back({line[i - 1], line[i], what});
    }
}

Followed AlongFinder::followed(Point from, Point to) const {
    const Point middle{(from.x_m + to.x_m) / 2, (from.y_m + to.y_m) / 2};
    Followed found;
    double nearest_m = m_within_m;
    for (const auto i : m_index.meeting(grown(box({middle}), m_within_m))) {
        const auto& s = m_segments[i];
        const double away_m = distance_m(middle, nearest_on_segment(middle, s.from, s.to));
        if (away_m <= nearest_m && about_parallel(from, to, s.from, s.to) &&
            (away_m < nearest_m || found.along == Along::none)) {
            nearest_m = away_m;
            found = s.what;
        }
    }
    return found;
}

} // namespace evengrid::engine
