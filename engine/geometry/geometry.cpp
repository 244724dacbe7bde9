#include "engine/geometry/geometry.hpp"

#include <algorithm>
#include <cmath>

namespace evengrid::engine {

namespace {

/// Twice the area of the triangle origin-a-b, positive when it turns left.
double cross(Point origin, Point a, Point b) {
    return (a.x_m - origin.x_m) * (b.y_m - origin.y_m) -
           (b.x_m - origin.x_m) * (a.y_m - origin.y_m);
}

/// Whether a ray from p to the east crosses the ring an odd number of times.
bool odd_crossings(const Ring& ring, Point p) {
    bool odd = false;
    for (std::size_t i = 1; i < ring.size(); ++i) {
        const Point a = ring[i - 1];
        const Point b = ring[i];
        if ((a.y_m > p.y_m) != (b.y_m > p.y_m)) {
            const bool left_of_edge = cross(a, b, p) > 0;
            odd ^= left_of_edge == (b.y_m > a.y_m);
        }
    }
    return odd;
}

} // namespace

Box box(const std::vector<Point>& points) {
    Box result;
    for (const Point p : points) {
        result = joined(result, {p.x_m, p.y_m, p.x_m, p.y_m});
    }
    return result;
}

Box box(const MultiPolygon& ground) {
    Box result;
    for (const auto& polygon : ground) {
        result = joined(result, box(polygon.shell));
    }
    return result;
}

Box joined(const Box& a, const Box& b) {
    if (a.empty() || b.empty()) {
        return a.empty() ? b : a;
    }
    return {std::min(a.min_x_m, b.min_x_m), std::min(a.min_y_m, b.min_y_m),
            std::max(a.max_x_m, b.max_x_m), std::max(a.max_y_m, b.max_y_m)};
}

Box grown(const Box& box, double by_m) {
    return {box.min_x_m - by_m, box.min_y_m - by_m, box.max_x_m + by_m, box.max_y_m + by_m};
}

MultiPolygon rectangle(const Box& box) {
    return {{{{box.min_x_m, box.min_y_m},
              {box.max_x_m, box.min_y_m},
              {box.max_x_m, box.max_y_m},
              {box.min_x_m, box.max_y_m},
              {box.min_x_m, box.min_y_m}},
             {}}};
}

bool meet(const Box& a, const Box& b) {
    return a.min_x_m <= b.max_x_m && b.min_x_m <= a.max_x_m && a.min_y_m <= b.max_y_m &&
           b.min_y_m <= a.max_y_m;
}

double distance_m(Point a, Point b) {
    return std::hypot(a.x_m - b.x_m, a.y_m - b.y_m);
}

double length_m(const Line& line) {
    double sum = 0;
    for (std::size_t i = 1; i < line.size(); ++i) {
        sum += distance_m(line[i - 1], line[i]);
    }
    return sum;
}

double signed_area_m2(const Ring& ring) {
    double twice = 0;
    for (std::size_t i = 1; i < ring.size(); ++i) {
        twice += cross(ring[0], ring[i - 1], ring[i]);
    }
    return twice / 2;
}

double area_m2(const Polygon& polygon) {
    double area = std::abs(signed_area_m2(polygon.shell));
    for (const auto& hole : polygon.holes) {
        area -= std::abs(signed_area_m2(hole));
    }
    return area;
}

double area_m2(const MultiPolygon& ground) {
    double sum = 0;
    for (const auto& polygon : ground) {
        sum += area_m2(polygon);
    }
    return sum;
}

double perimeter_m(const MultiPolygon& ground) {
    double sum = 0;
    for (const auto& polygon : ground) {
        sum += length_m(polygon.shell);
        for (const auto& hole : polygon.holes) {
            sum += length_m(hole);
        }
    }
    return sum;
}

double width_m(double area_m2, double perimeter_m) {
    const double half_m = perimeter_m / 2; // length + width
    const double discriminant = half_m * half_m - 4 * area_m2;
    return discriminant <= 0 ? std::sqrt(area_m2) : (half_m - std::sqrt(discriminant)) / 2;
}

bool is_wide(const MultiPolygon& ground, double least_m) {
    return std::any_of(ground.begin(), ground.end(), [&](const Polygon& polygon) {
        return width_m(area_m2(polygon), perimeter_m({polygon})) > least_m;
    });
}

Point centroid(const MultiPolygon& ground) {
    const Point origin = ground.at(0).shell.at(0);
    double weight = 0, x = 0, y = 0;
    const auto add = [&](const Ring& ring, double sign) {
        const double turn = signed_area_m2(ring) < 0 ? -sign : sign;
        for (std::size_t i = 1; i < ring.size(); ++i) {
            const Point a = ring[i - 1];
            const Point b = ring[i];
            const double w = turn * cross(origin, a, b);
            weight += w;
            x += w * (a.x_m - origin.x_m + b.x_m - origin.x_m);
            y += w * (a.y_m - origin.y_m + b.y_m - origin.y_m);
        }
    };
    for (const auto& polygon : ground) {
        add(polygon.shell, 1);
        for (const auto& hole : polygon.holes) {
            add(hole, -1);
        }
    }
    return {origin.x_m + x / (3 * weight), origin.y_m + y / (3 * weight)};
}

bool contains(const Polygon& polygon, Point p) {
    return odd_crossings(polygon.shell, p) &&
           std::none_of(polygon.holes.begin(), polygon.holes.end(),
                        [&](const Ring& hole) { return odd_crossings(hole, p); });
}

bool contains(const MultiPolygon& ground, Point p) {
    return std::any_of(ground.begin(), ground.end(),
                       [&](const Polygon& polygon) { return contains(polygon, p); });
}

std::optional<Point> meeting_place(const Segment& s, const Segment& t) {
    const double sx = s.to.x_m - s.from.x_m, sy = s.to.y_m - s.from.y_m;
    const double tx = t.to.x_m - t.from.x_m, ty = t.to.y_m - t.from.y_m;
    const double cross = sx * ty - sy * tx;
    if (cross == 0) {
        return std::nullopt;
    }
    const double dx = t.from.x_m - s.from.x_m, dy = t.from.y_m - s.from.y_m;
    const double along_s = (dx * ty - dy * tx) / cross;
    const double along_t = (dx * sy - dy * sx) / cross;
    if (along_s < 0 || along_s > 1 || along_t < 0 || along_t > 1) {
        return std::nullopt;
    }
    return Point{s.from.x_m + along_s * sx, s.from.y_m + along_s * sy};
}

Point nearest_on_segment(Point p, Point a, Point b) {
    const double dx = b.x_m - a.x_m;
    const double dy = b.y_m - a.y_m;
    const double squared = dx * dx + dy * dy;
    if (squared == 0) {
        return a;
    }
    const double t = std::clamp(((p.x_m - a.x_m) * dx + (p.y_m - a.y_m) * dy) / squared, 0.0, 1.0);
    return {a.x_m + t * dx, a.y_m + t * dy};
}

Line straightened(const Line& line, double tolerance_m) {
    std::vector<bool> keep(line.size());
    keep.front() = keep.back() = true;
    std::vector<std::pair<std::size_t, std::size_t>> pending{{0, line.size() - 1}};
    while (!pending.empty()) {
        const auto [first, last] = pending.back();
        pending.pop_back();
        std::size_t farthest = first;
        double most_m = tolerance_m;
        for (auto i = first + 1; i < last; ++i) {
            const double off_m =
                distance_m(line[i], nearest_on_segment(line[i], line[first], line[last]));
            if (off_m > most_m) {
                most_m = off_m;
                farthest = i;
            }
        }
        if (farthest != first) {
            keep[farthest] = true;
            pending.insert(pending.end(), {{first, farthest}, {farthest, last}});
        }
    }
    Line result;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (keep[i]) {
            result.push_back(line[i]);
        }
    }
    return result;
}

std::vector<Point> moved(const std::vector<Point>& points, const Move& move) {
    std::vector<Point> result(points.size());
    std::transform(points.begin(), points.end(), result.begin(), move);
    return result;
}

MultiPolygon moved(const MultiPolygon& ground, const Move& move) {
    MultiPolygon result;
    for (const Polygon& polygon : ground) {
        Polygon& to = result.emplace_back();
        to.shell = moved(polygon.shell, move);
        for (const Ring& hole : polygon.holes) {
            to.holes.push_back(moved(hole, move));
        }
    }
    return result;
}

} // namespace evengrid::engine
