#include "engine/geometry/sides.hpp"

#include "algorithms/parallel.hpp"

#include <algorithm>
#include <bit>
#include <tuple>
#include <utility>

namespace evengrid::engine {

namespace {

/// The same for both directions of a side.
std::pair<Point, Point> ends_of(const Side& side) {
    return std::minmax(side.from, side.to);
}

/// The same for both directions of a side, too.
std::uint64_t hash(const Side& side) {
    const auto mix = [](std::uint64_t h, double v) {
        h ^= std::bit_cast<std::uint64_t>(v + 0.0); // + 0.0: one zero, not two
        h *= 0x9E3779B97F4A7C15U;
        return h ^ (h >> 29);
    };
    const auto of_point = [&](Point p) { return mix(mix(0, p.x_m), p.y_m); };
    return of_point(side.from) + of_point(side.to);
}

std::size_t corners_of(const std::vector<const MultiPolygon*>& polygons) {
    std::size_t corners = 0;
    for (const MultiPolygon* ground : polygons) {
        for (const Polygon& polygon : *ground) {
            corners += polygon.shell.size();
            for (const Ring& hole : polygon.holes) {
                corners += hole.size();
            }
        }
    }
    return corners;
}

} // namespace

std::vector<Side> sides_of(const std::vector<const MultiPolygon*>& polygons) {
    std::vector<Side> sides;
    sides.reserve(corners_of(polygons));
    std::uint32_t number = 0;
    const auto add = [&](const Ring& ring, bool is_shell) {
        const bool forward = (signed_area_m2(ring) > 0) == is_shell;
        for (std::size_t i = 1; i < ring.size(); ++i) {
            const std::size_t j = forward ? i : ring.size() - i;
            const Point from = forward ? ring[j - 1] : ring[j];
            const Point to = forward ? ring[j] : ring[j - 1];
            if (!(from == to)) {
                sides.push_back({from, to, number});
            }
        }
    };
    for (const MultiPolygon* ground : polygons) {
        for (const Polygon& polygon : *ground) {
            add(polygon.shell, true);
            for (const Ring& hole : polygon.holes) {
                add(hole, false);
            }
        }
        ++number;
    }
    return sides;
}

void each_place(const std::vector<Side>& sides,
                const std::function<void(std::span<const std::uint32_t>)>& visit) {
    // Dealt out by their hash, several threads can sort them, each what fits its cache.
    constexpr std::size_t sides_of_part = 8192;
    using Hashed = std::pair<std::uint64_t, std::uint32_t>;
    std::vector<std::vector<Hashed>> parts(sides.size() / sides_of_part + 1);
    for (std::uint32_t i = 0; i < sides.size(); ++i) {
        const std::uint64_t h = hash(sides[i]);
        parts[(h >> 32) * parts.size() >> 32].emplace_back(h, i);
    }
    algorithms::parallel_for(parts.size(), [&](std::size_t k) {
        std::sort(parts[k].begin(), parts[k].end(), [&](const Hashed& s, const Hashed& t) {
            if (s.first != t.first) {
                return s.first < t.first;
            }
            const auto ends_of_s = ends_of(sides[s.second]);
            const auto ends_of_t = ends_of(sides[t.second]);
            return std::tie(ends_of_s, s.second) < std::tie(ends_of_t, t.second);
        });
    });
    std::vector<std::uint32_t> here;
    for (const std::vector<Hashed>& part : parts) {
        for (const auto& [_, side] : part) {
            if (!here.empty() && ends_of(sides[side]) != ends_of(sides[here.front()])) {
                visit(here);
                here.clear();
            }
            here.push_back(side);
        }
    }
    if (!here.empty()) {
        visit(here);
    }
}

std::vector<Side> lone_sides(const std::vector<const MultiPolygon*>& polygons) {
    const std::vector<Side> sides = sides_of(polygons);
    std::vector<Side> lone;
    each_place(sides, [&](std::span<const std::uint32_t> here) {
        const bool between_two = here.size() == 2 && sides[here[0]].from == sides[here[1]].to;
        if (!between_two) {
            for (const std::uint32_t i : here) {
                lone.push_back(sides[i]);
            }
        }
    });
    return lone;
}

} // namespace evengrid::engine
