#include "engine/geometry/shared_borders.hpp"

#include "engine/geometry/box_index.hpp"
#include "engine/geometry/sides.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <tuple>

namespace evengrid::engine {

namespace {

/// A stretch of a side of polygon `a` that is shared with `b`.
struct Stretch {
    std::uint32_t a, b, side;
    double start, end; ///< places on the side, 0 to 1
};

/// Pairs of polygons that have a side in common. Marks the sides that found a partner.
std::vector<Stretch> common_sides(const std::vector<Side>& sides, std::vector<bool>& matched) {
    std::vector<Stretch> found;
    each_place(sides, [&](std::span<const std::uint32_t> here) {
        for (std::size_t i = 0; i < here.size(); ++i) {
            for (std::size_t j = i + 1; j < here.size(); ++j) {
                const std::uint32_t a = sides[here[i]].polygon;
                const std::uint32_t b = sides[here[j]].polygon;
                if (a != b) { // sides come in the order of their polygons
                    matched[here[i]] = matched[here[j]] = true;
                    found.push_back({a, b, here[i], 0, 1});
                }
            }
        }
    });
    return found;
}

/// The stretch of `s` that `t` runs beside, in the opposite direction and no farther than allowed.
std::optional<std::pair<double, double>> beside(const Side& s, const Side& t, double tolerance_m) {
    // Borders of neighbours may diverge a little where they were drawn twice, but a corner is none.
    constexpr double steepest = 0.35; // sine of the largest angle between them, about 20 degrees
    const double length = distance_m(s.from, s.to);
    const double dx = (s.to.x_m - s.from.x_m) / length;
    const double dy = (s.to.y_m - s.from.y_m) / length;
    const auto along = [&](Point p) {
        return (p.x_m - s.from.x_m) * dx + (p.y_m - s.from.y_m) * dy;
    };
    const auto off = [&](Point p) { return (p.y_m - s.from.y_m) * dx - (p.x_m - s.from.x_m) * dy; };
    const double ahead = along(t.from) - along(t.to);
    const double rise = off(t.from) - off(t.to);
    if (ahead <= 0 || std::abs(rise) > steepest * std::hypot(ahead, rise)) {
        return std::nullopt;
    }
    double low = std::max(0.0, along(t.to));
    double high = std::min(length, along(t.from));
    // Of the common stretch, what is within the tolerance: off(x) is linear from t.to to t.from.
    if (rise != 0) {
        const auto where = [&](double offset) {
            return along(t.to) + (offset - off(t.to)) * ahead / rise;
        };
        low = std::max(low, std::min(where(-tolerance_m), where(tolerance_m)));
        high = std::min(high, std::max(where(-tolerance_m), where(tolerance_m)));
    } else if (std::abs(off(t.to)) > tolerance_m) {
        return std::nullopt;
    }
    if (!(low < high)) {
        return std::nullopt;
    }
    return std::pair{low / length, high / length};
}

/// Stretches that several sides of one neighbour run beside count once.
void join_overlaps(std::vector<Stretch>& stretches) {
    std::sort(stretches.begin(), stretches.end(), [](const Stretch& s, const Stretch& t) {
        return std::tie(s.a, s.b, s.side, s.start, s.end) <
               std::tie(t.a, t.b, t.side, t.start, t.end);
    });
    std::size_t kept = 0;
    for (std::size_t i = 1; i < stretches.size(); ++i) {
        auto& last = stretches[kept];
        const auto& next = stretches[i];
        if (next.a == last.a && next.b == last.b && next.side == last.side &&
            next.start <= last.end) {
            last.end = std::max(last.end, next.end);
        } else {
            stretches[++kept] = next;
        }
    }
    if (!stretches.empty()) {
        stretches.resize(kept + 1);
    }
}

/// Borders whose vertices do not match.
std::vector<Stretch> nearby_stretches(const std::vector<Side>& sides,
                                      const std::vector<bool>& matched, double tolerance_m) {
    std::vector<Box> boxes(sides.size());
    for (std::size_t i = 0; i < sides.size(); ++i) {
        if (!matched[i]) {
            boxes[i] = box({sides[i].from, sides[i].to});
        }
    }
    const BoxIndex index(boxes);
    std::vector<Stretch> found;
    for (std::uint32_t i = 0; i < sides.size(); ++i) {
        if (matched[i]) {
            continue;
        }
        for (const auto j : index.meeting(grown(boxes[i], tolerance_m))) {
            if (sides[i].polygon < sides[j].polygon) {
                if (const auto part = beside(sides[i], sides[j], tolerance_m)) {
                    found.push_back(
                        {sides[i].polygon, sides[j].polygon, i, part->first, part->second});
                }
            }
        }
    }
    return found;
}

Point at(const Side& s, double place) {
    return place == 0   ? s.from
           : place == 1 ? s.to
                        : Point{s.from.x_m + place * (s.to.x_m - s.from.x_m),
                                s.from.y_m + place * (s.to.y_m - s.from.y_m)};
}

/// Adds a stretch to a border, at the end of the last line where it goes on from there.
void append(SharedBorder& border, Point from, Point to) {
    border.length_m += distance_m(from, to);
    if (!border.lines.empty() && border.lines.back().back() == from) {
        border.lines.back().push_back(to);
    } else {
        border.lines.push_back({from, to});
    }
}

/// A border that runs over the place where a ring was begun is one line, not two.
void join_over_ring_start(std::vector<Line>& lines) {
    for (std::size_t i = 0; i < lines.size(); ++i) {
        for (std::size_t j = 0; j < lines.size(); ++j) {
            if (i != j && lines[j].back() == lines[i].front()) {
                lines[j].insert(lines[j].end(), lines[i].begin() + 1, lines[i].end());
                lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(i--));
                break;
            }
        }
    }
}

} // namespace

std::vector<SharedBorder> shared_borders(const std::vector<const MultiPolygon*>& polygons,
                                         double tolerance_m) {
    const auto sides = sides_of(polygons);
    std::vector<bool> matched(sides.size());
    auto stretches = common_sides(sides, matched);
    if (tolerance_m > 0) {
        const auto nearby = nearby_stretches(sides, matched, tolerance_m);
        stretches.insert(stretches.end(), nearby.begin(), nearby.end());
    }
    join_overlaps(stretches);
    std::vector<SharedBorder> borders;
    for (const auto& stretch : stretches) {
        if (borders.empty() || borders.back().a != stretch.a || borders.back().b != stretch.b) {
            borders.push_back({stretch.a, stretch.b, {}, 0});
        }
        const Side& side = sides[stretch.side];
        append(borders.back(), at(side, stretch.start), at(side, stretch.end));
    }
    for (auto& border : borders) {
        join_over_ring_start(border.lines);
    }
    return borders;
}

} // namespace evengrid::engine
