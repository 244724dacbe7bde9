#include "engine/geometry/shared_borders.hpp"

#include "engine/geometry/box_index.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <optional>
#include <tuple>

namespace evengrid::engine {

namespace {

/// A straight piece of a polygon's border, its ground on the left.
struct Segment {
    Point from, to;
    std::uint32_t polygon = 0;
    std::uint32_t ring = 0; ///< counted over all polygons
};

/// A stretch of a segment of polygon `a` that is shared with `b`.
struct Stretch {
    std::uint32_t a, b, segment;
    double start, end; ///< places on the segment, 0 to 1
};

std::vector<Segment> segments_of(const std::vector<const MultiPolygon*>& polygons) {
    std::vector<Segment> segments;
    std::uint32_t ring_number = 0;
    std::uint32_t polygon_number = 0;
    const auto add = [&](const Ring& ring, bool is_shell) {
        const bool forward = (signed_area_m2(ring) > 0) == is_shell;
        for (std::size_t i = 1; i < ring.size(); ++i) {
            const auto j = forward ? i : ring.size() - i;
            const Point from = forward ? ring[j - 1] : ring[j];
            const Point to = forward ? ring[j] : ring[j - 1];
            if (!(from == to)) {
                segments.push_back({from, to, polygon_number, ring_number});
            }
        }
        ++ring_number;
    };
    for (const auto* parts : polygons) {
        for (const auto& polygon : *parts) {
            add(polygon.shell, true);
            for (const auto& hole : polygon.holes) {
                add(hole, false);
            }
        }
        ++polygon_number;
    }
    return segments;
}

/// The same for both directions of a segment.
std::uint64_t hash(const Segment& s) {
    const auto mix = [](std::uint64_t h, double v) {
        h ^= std::bit_cast<std::uint64_t>(v + 0.0); // + 0.0: one zero, not two
        h *= 0x9E3779B97F4A7C15U;
        return h ^ (h >> 29);
    };
    const auto of_point = [&](Point p) { return mix(mix(0, p.x_m), p.y_m); };
    return of_point(s.from) + of_point(s.to);
}

bool same_place(const Segment& s, const Segment& t) {
    return (s.from == t.to && s.to == t.from) || (s.from == t.from && s.to == t.to);
}

/// Pairs of polygons that have a segment in common. Marks the segments that found a partner.
std::vector<Stretch> common_segments(const std::vector<Segment>& segments,
                                     std::vector<bool>& matched) {
    std::vector<std::pair<std::uint64_t, std::uint32_t>> order;
    order.reserve(segments.size());
    for (std::size_t i = 0; i < segments.size(); ++i) {
        order.emplace_back(hash(segments[i]), static_cast<std::uint32_t>(i));
    }
    std::sort(order.begin(), order.end());
    std::vector<Stretch> found;
    for (std::size_t i = 0; i < order.size(); ++i) {
        for (auto j = i + 1; j < order.size() && order[j].first == order[i].first; ++j) {
            auto s = order[i].second;
            auto t = order[j].second;
            if (!same_place(segments[s], segments[t]) ||
                segments[s].polygon == segments[t].polygon) {
                continue;
            }
            matched[s] = matched[t] = true;
            if (segments[s].polygon > segments[t].polygon) {
                std::swap(s, t);
            }
            found.push_back({segments[s].polygon, segments[t].polygon, s, 0, 1});
        }
    }
    return found;
}

/// The stretch of `s` that `t` runs beside, in the opposite direction and no farther than allowed.
std::optional<std::pair<double, double>> beside(const Segment& s, const Segment& t,
                                                double tolerance_m) {
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

/// Stretches that several segments of one neighbour run beside count once.
void join_overlaps(std::vector<Stretch>& stretches) {
    std::sort(stretches.begin(), stretches.end(), [](const Stretch& s, const Stretch& t) {
        return std::tie(s.a, s.b, s.segment, s.start, s.end) <
               std::tie(t.a, t.b, t.segment, t.start, t.end);
    });
    std::size_t kept = 0;
    for (std::size_t i = 1; i < stretches.size(); ++i) {
        auto& last = stretches[kept];
        const auto& next = stretches[i];
        if (next.a == last.a && next.b == last.b && next.segment == last.segment &&
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
std::vector<Stretch> nearby_stretches(const std::vector<Segment>& segments,
                                      const std::vector<bool>& matched, double tolerance_m) {
    std::vector<Box> boxes(segments.size());
    for (std::size_t i = 0; i < segments.size(); ++i) {
        if (!matched[i]) {
            boxes[i] = box({segments[i].from, segments[i].to});
        }
    }
    const BoxIndex index(boxes);
    std::vector<Stretch> found;
    for (std::uint32_t i = 0; i < segments.size(); ++i) {
        if (matched[i]) {
            continue;
        }
        for (const auto j : index.meeting(grown(boxes[i], tolerance_m))) {
            if (segments[i].polygon < segments[j].polygon) {
                if (const auto part = beside(segments[i], segments[j], tolerance_m)) {
                    found.push_back(
                        {segments[i].polygon, segments[j].polygon, i, part->first, part->second});
                }
            }
        }
    }
    return found;
}

Point at(const Segment& s, double place) {
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
    const auto segments = segments_of(polygons);
    std::vector<bool> matched(segments.size());
    auto stretches = common_segments(segments, matched);
    if (tolerance_m > 0) {
        const auto nearby = nearby_stretches(segments, matched, tolerance_m);
        stretches.insert(stretches.end(), nearby.begin(), nearby.end());
    }
    join_overlaps(stretches);
    std::vector<SharedBorder> borders;
    for (const auto& stretch : stretches) {
        if (borders.empty() || borders.back().a != stretch.a || borders.back().b != stretch.b) {
            borders.push_back({stretch.a, stretch.b, {}, 0});
        }
        const auto& segment = segments[stretch.segment];
        append(borders.back(), at(segment, stretch.start), at(segment, stretch.end));
    }
    for (auto& border : borders) {
        join_over_ring_start(border.lines);
    }
    return borders;
}

} // namespace evengrid::engine
