#include "engine/sample/streets.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

namespace evengrid::engine {

using algorithms::Random;
using Id = StreetWeb::Id;

namespace {

constexpr double carriageways_apart_m =
    14; ///< between the middles of the two carriageways of a trunk road

Point minus(Point a, Point b) {
    return {a.x_m - b.x_m, a.y_m - b.y_m};
}
double dot(Point a, Point b) {
    return a.x_m * b.x_m + a.y_m * b.y_m;
}
Point between(Point a, Point b, double t) {
    return {a.x_m + (b.x_m - a.x_m) * t, a.y_m + (b.y_m - a.y_m) * t};
}
Point unit(Point v) {
    const double length = std::sqrt(dot(v, v));
    return {v.x_m / length, v.y_m / length};
}

/// A line beside a line, to the right of it, drawn through a point beside each of its own.
Line beside(const Line& line, double right_m) {
    Line shifted;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const Point along =
            unit(minus(line[std::min(i + 1, line.size() - 1)], line[i == 0 ? 0 : i - 1]));
        shifted.push_back(
            rounded({line[i].x_m + along.y_m * right_m, line[i].y_m - along.x_m * right_m}));
    }
    return shifted;
}

/// The straight river, and what is measured from it.
struct River {
    Point from, along;
    double long_m = 0;
    double bank_m = 0;

    double aside_m(Point p) const { return dot(minus(p, from), {-along.y_m, along.x_m}); }
    double at_m(Point p) const { return dot(minus(p, from), along); }
    Point place(double at_m, double aside_m) const {
        return {from.x_m + along.x_m * at_m - along.y_m * aside_m,
                from.y_m + along.y_m * at_m + along.x_m * aside_m};
    }
};

std::optional<River> find_river(const SampleLayout& layout) {
    for (const StreetWeb::Street& street : layout.web.streets()) {
        if (static_cast<CutRank>(street.rank) == CutRank::river) {
            const Point from = layout.web.corner(street.from);
            const Point way = minus(layout.web.corner(street.to), from);
            return River{from, unit(way), std::sqrt(dot(way, way)), layout.bank_m};
        }
    }
    return std::nullopt;
}

/// A road before it is bent: the corners it passes, in order.
struct Straight {
    CutRank rank{};
    std::vector<Point> corners;
    bool bridge = false;
};

class RoadDrawer {
public:
    RoadDrawer(const BentMap& map, Random& random)
        : m_map(map), m_random(random), m_river(find_river(map.layout)),
          m_edges_of_street(map.layout.web.edges_by_street()) {
        for (Id street = 0; street < streets().size(); ++street) {
            if (rank(street) == CutRank::river) {
                for (const Id edge : m_edges_of_street[street]) {
                    m_river_corners.insert({web().origin(edge), web().target(edge)});
                }
            }
        }
    }

    /// Joins cuts that carry each other on into whole roads, and ends those that do not bridge the
    /// river.
    std::vector<Straight> straight_roads() {
        std::vector<Straight> roads;
        std::vector<bool> done(streets().size(), false);
        for (const bool only_ends : {true, false}) { // what is left after the ends goes in a circle
            for (Id street = 0; street < streets().size(); ++street) {
                const StreetWeb::Street& s = streets()[street];
                const bool end = s.beyond_from == StreetWeb::none || s.beyond_to == StreetWeb::none;
                if (!done[street] && rank(street) <= CutRank::minor && (end || !only_ends)) {
                    collect(street, s.beyond_from == StreetWeb::none || !end, done, roads);
                }
            }
        }
        return roads;
    }

    /// The two roads on the banks, through every place where another road ends on them.
    std::vector<Straight> bank_roads() {
        std::vector<Straight> roads;
        for (auto* ends : {&m_ends_left, &m_ends_right}) {
            if (!m_river) {
                break;
            }
            constexpr double beyond_city_m = 60;
            const double aside_m = ends == &m_ends_left ? m_river->bank_m : -m_river->bank_m;
            ends->push_back(m_river->place(-beyond_city_m, aside_m));
            ends->push_back(m_river->place(m_river->long_m + beyond_city_m, aside_m));
            std::sort(ends->begin(), ends->end(),
                      [&](Point a, Point b) { return m_river->at_m(a) < m_river->at_m(b); });
            roads.push_back({CutRank::secondary, *ends, false});
        }
        return roads;
    }

private:
    const StreetWeb& web() const { return m_map.layout.web; }
    const std::vector<StreetWeb::Street>& streets() const { return web().streets(); }
    CutRank rank(Id street) const { return static_cast<CutRank>(streets()[street].rank); }

    void collect(Id first, bool forward, std::vector<bool>& done, std::vector<Straight>& roads) {
        Straight road{rank(first), {}, false};
        Id street = first;
        Id corner = forward ? streets()[first].from : streets()[first].to;
        while (street != StreetWeb::none && !done[street]) {
            done[street] = true;
            const StreetWeb::Street& s = streets()[street];
            const bool ahead = s.from == corner;
            std::vector<Point> corners;
            for (const Id edge : m_edges_of_street[street]) {
                corners.push_back(web().corner(web().origin(edge)));
            }
            corners.push_back(web().corner(s.to));
            if (!ahead) {
                std::reverse(corners.begin(), corners.end());
            }
            if (!road.corners.empty() && m_river_corners.count(corner) != 0) {
                if (builds_bridge(std::max(road.rank, rank(street)))) {
                    road.bridge = true;
                    m_bridges.insert(corners.front());
                } else {
                    begin_anew(road, rank(street), roads);
                }
            }
            if (road.rank != rank(street)) {
                begin_anew(road, rank(street), roads);
            }
            road.corners.insert(road.corners.end(),
                                corners.begin() + (road.corners.empty() ? 0 : 1), corners.end());
            corner = ahead ? s.to : s.from;
            street = ahead ? s.beyond_to : s.beyond_from;
        }
        finish(std::move(road), roads);
    }

    void begin_anew(Straight& road, CutRank rank, std::vector<Straight>& roads) {
        if (!road.corners.empty()) {
            finish(std::exchange(road, {}), roads);
        }
        road.rank = rank;
    }

    bool builds_bridge(CutRank rank) {
        return rank <= CutRank::main || (rank == CutRank::secondary && m_random.unit() < 0.25);
    }

    void finish(Straight road, std::vector<Straight>& roads) {
        end_at_bank(road.corners);
        std::reverse(road.corners.begin(), road.corners.end());
        end_at_bank(road.corners);
        std::reverse(road.corners.begin(), road.corners.end());
        roads.push_back(std::move(road));
    }

    /// Where the last corner lies on the river, the road ends on its bank instead.
    void end_at_bank(std::vector<Point>& corners) {
        constexpr double on_the_river_m = 0.01;
        if (!m_river || std::abs(m_river->aside_m(corners.back())) > on_the_river_m ||
            m_bridges.count(corners.back()) != 0) {
            return;
        }
        const Point inner = corners[corners.size() - 2];
        const double inner_m = m_river->aside_m(inner);
        corners.back() = between(corners.back(), inner, m_river->bank_m / std::abs(inner_m));
        (inner_m > 0 ? m_ends_left : m_ends_right).push_back(corners.back());
    }

    const BentMap& m_map;
    Random& m_random;
    std::optional<River> m_river;
    std::vector<std::vector<Id>> m_edges_of_street;
    std::set<Id> m_river_corners;
    std::set<Point> m_bridges;                    ///< where a road crosses the river
    std::vector<Point> m_ends_left, m_ends_right; ///< of the river: where roads end on its banks
};

Line bent(const Bend& bend, const std::vector<Point>& corners) {
    Line line{bend(corners.front())};
    for (std::size_t i = 0; i + 1 < corners.size(); ++i) {
        const Line stretch = bend(corners[i], corners[i + 1]);
        line.insert(line.end(), stretch.begin() + 1, stretch.end());
    }
    return line;
}

} // namespace

double road_width_m(RoadClass road_class) {
    constexpr double widths[] = {40, 26, 16, 9, 5};
    return widths[static_cast<std::size_t>(road_class)];
}

std::vector<SampleRoad> draw_roads(const BentMap& map, const std::vector<std::vector<Line>>& lanes,
                                   SampleNames& names, Random& random) {
    RoadDrawer drawer(map, random);
    std::vector<Straight> straight = drawer.straight_roads();
    const std::vector<Straight> banks = drawer.bank_roads();
    straight.insert(straight.end(), banks.begin(), banks.end());
    std::vector<SampleRoad> roads;
    for (const Straight& s : straight) {
        const auto road_class = static_cast<RoadClass>(s.rank);
        SampleRoad road{
            names.road(road_class),   road_class, road_width_m(road_class), false, s.bridge,
            bent(map.bend, s.corners)};
        if (road_class == RoadClass::trunk) {
            road.one_way = true;
            road.width_m = road.width_m / 2 - 2;
            const Line middle = road.line;
            road.line = beside(middle, carriageways_apart_m / 2);
            roads.push_back(road);
            road.line = beside({middle.rbegin(), middle.rend()}, carriageways_apart_m / 2);
        }
        roads.push_back(std::move(road));
    }
    for (const auto& of_face : lanes) {
        for (const Line& lane : of_face) {
            roads.push_back(
                {{}, RoadClass::lane, road_width_m(RoadClass::lane), false, false, lane});
        }
    }
    return roads;
}

std::vector<SampleLine> draw_through_lines(const BentMap& map, CutRank rank, const SampleName& name,
                                           double width_m) {
    std::vector<SampleLine> lines;
    const auto edges_of_street = map.layout.web.edges_by_street();
    for (Id street = 0; street < edges_of_street.size(); ++street) {
        if (static_cast<CutRank>(map.layout.web.streets()[street].rank) != rank) {
            continue;
        }
        std::vector<Point> corners;
        for (const Id edge : edges_of_street[street]) {
            corners.push_back(map.layout.web.corner(map.layout.web.origin(edge)));
        }
        corners.push_back(map.layout.web.corner(map.layout.web.streets()[street].to));
        lines.push_back({name, width_m, bent(map.bend, corners)});
    }
    return lines;
}

std::vector<SampleWater> draw_river_water(const BentMap& map, const SampleName& name) {
    const auto river = find_river(map.layout);
    if (!river) {
        return {};
    }
    constexpr double beyond_city_m = 150;
    constexpr double step_m = 50;
    Ring left, right;
    const Noise narrowing(7, 700);
    for (double at_m = -beyond_city_m; at_m <= river->long_m + beyond_city_m; at_m += step_m) {
        const double half_m = map.layout.river_m / 2 * (0.9 + 0.1 * narrowing({at_m, 0}));
        left.push_back(map.bend(river->place(at_m, half_m)));
        right.push_back(map.bend(river->place(at_m, -half_m)));
    }
    Ring shell = right; // with the current, and back on the other bank
    shell.insert(shell.end(), left.rbegin(), left.rend());
    shell.push_back(shell.front());
    return {{name, "river", {shell, {}}}};
}

} // namespace evengrid::engine
