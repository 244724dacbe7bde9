#include "engine/sample/layout.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <set>

namespace evengrid::engine {

using algorithms::Random;

namespace {

constexpr double community_m2 = 750'000; ///< mean ground of a community
constexpr double pi = 3.14159265358979323846;

/// A place where people live, one of very many.
struct Sample {
    Point place;
    double weight = 0;
};

/// A face still to be divided among a number of communities.
struct Part {
    StreetWeb::Id face = 0;
    std::size_t communities = 0;
    std::vector<Sample> samples;
};

double dot(Point a, Point b) {
    return a.x_m * b.x_m + a.y_m * b.y_m;
}
Point scaled(Point p, double by) {
    return {p.x_m * by, p.y_m * by};
}
Point quarter_turn(Point p) {
    return {-p.y_m, p.x_m};
}
Point turned(Point p, Point by) {
    return {p.x_m * by.x_m - p.y_m * by.y_m, p.x_m * by.y_m + p.y_m * by.x_m};
}
double between(Random& random, double low, double high) {
    return low + (high - low) * random.unit();
}

/// A small turn to either side, about even up to the given tangent.
Point slight_turn(Random& random, double most) {
    const double t = between(random, -most, most);
    const double length = std::sqrt(1 + t * t);
    return {1 / length, t / length};
}

double cross(Point o, Point a, Point b) {
    return (a.x_m - o.x_m) * (b.y_m - o.y_m) - (a.y_m - o.y_m) * (b.x_m - o.x_m);
}

/// A convex outline, longer than wide and uneven, as the limits of cities are.
Ring city_outline(double radius_m, Random& random) {
    constexpr int places = 24;
    const Point tilt = unit_direction(random.unit());
    std::vector<Point> points;
    for (int i = 0; i < places; ++i) {
        const Point p = scaled(unit_direction((i + random.unit()) / places),
                               between(random, 0.95, 1.3) * radius_m);
        points.push_back(turned({p.x_m * 1.12, p.y_m / 1.12}, tilt));
    }
    // The convex hull by monotone chains (Andrew, 1979).
    std::sort(points.begin(), points.end());
    Ring hull;
    for (int pass = 0; pass < 2; ++pass) {
        const std::size_t start = hull.size();
        for (const Point& p : points) {
            while (hull.size() >= start + 2 && cross(hull[hull.size() - 2], hull.back(), p) <= 0) {
                hull.pop_back();
            }
            hull.push_back(p);
        }
        hull.pop_back();
        std::reverse(points.begin(), points.end());
    }
    hull.push_back(hull.front());
    return hull;
}

/// The direction of the longer side of the smallest rectangle around a convex ring, which has a
/// side along one of the ring's (Freeman and Shapira, 1975).
Point long_axis(const Ring& ring) {
    Point best;
    double smallest_m2 = std::numeric_limits<double>::max();
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        const Point edge{ring[i + 1].x_m - ring[i].x_m, ring[i + 1].y_m - ring[i].y_m};
        const Point axis = scaled(edge, 1 / std::sqrt(dot(edge, edge)));
        Box around;
        for (const Point& p : ring) {
            const Point q{dot(p, axis), dot(p, quarter_turn(axis))};
            around = joined(around, {q.x_m, q.y_m, q.x_m, q.y_m});
        }
        const double long_m = around.max_x_m - around.min_x_m;
        const double wide_m = around.max_y_m - around.min_y_m;
        if (long_m * wide_m < smallest_m2) {
            smallest_m2 = long_m * wide_m;
            best = long_m > wide_m ? axis : quarter_turn(axis);
        }
    }
    return best;
}

class Divider {
public:
    Divider(std::size_t communities, std::uint64_t seed)
        : m_random(Random::derive(seed, 10)),
          m_radius_m(std::sqrt(static_cast<double>(communities) * community_m2 / pi)),
          m_layout{StreetWeb(city_outline(m_radius_m, m_random)),
                   Density(Random::derive(seed, 11), m_radius_m, communities),
                   0,
                   0,
                   {},
                   {}} {
        std::vector<Part> parts{{0, communities, scatter(communities)}};
        if (communities >= 4) {
            cut_through(parts, CutRank::river);
        }
        if (communities >= 8) {
            cut_through(parts, CutRank::railway);
        }
        m_all = communities;
        for (Part& part : parts) {
            divide(std::move(part), StreetWeb::none);
        }
    }

    SampleLayout take() { return std::move(m_layout); }

private:
    /// Places spread over the whole city, each with the density there.
    std::vector<Sample> scatter(std::size_t communities) {
        const double step_m = std::sqrt(community_m2 / 80);
        const Polygon city{m_layout.web.ring_of_face(0), {}};
        const Box around = box(city.shell);
        std::vector<Sample> samples;
        samples.reserve(communities * 90);
        for (double y = around.min_y_m; y < around.max_y_m; y += step_m) {
            for (double x = around.min_x_m; x < around.max_x_m; x += step_m) {
                const Point p{x + between(m_random, 0, step_m), y + between(m_random, 0, step_m)};
                if (contains(city, p)) {
                    const double density = m_layout.density(p);
                    samples.push_back({p, 0.15 + std::sqrt(density)});
                }
            }
        }
        return samples;
    }

    /// Moves what lies to the right of the cut, ground and communities, to a part of its own.
    Part part_off(Part& part, StreetWeb::Id right) {
        const Polygon left{m_layout.web.ring_of_face(part.face), {}};
        const auto middle =
            std::stable_partition(part.samples.begin(), part.samples.end(),
                                  [&](const Sample& s) { return contains(left, s.place); });
        Part other{right, 0, {middle, part.samples.end()}};
        part.samples.erase(middle, part.samples.end());
        const auto weight = [](const Part& p) {
            return std::accumulate(p.samples.begin(), p.samples.end(), 0.0,
                                   [](double sum, const Sample& s) { return sum + s.weight; });
        };
        const double share = weight(other) / (weight(part) + weight(other));
        const auto wanted =
            static_cast<std::size_t>(std::lround(share * static_cast<double>(part.communities)));
        other.communities = std::clamp<std::size_t>(wanted, 1, part.communities - 1);
        part.communities -= other.communities;
        return other;
    }

    /// Leads a river or a railway across the whole city, off its middle.
    void cut_through(std::vector<Part>& parts, CutRank rank) {
        const bool river = rank == CutRank::river;
        const Point direction =
            river ? unit_direction(m_random.unit())
                  : turned(quarter_turn(m_river_direction), slight_turn(m_random, 0.6));
        const double aside = between(m_random, 0.18, 0.34) * (m_random.below(2) == 0 ? 1 : -1);
        const Point through = scaled(quarter_turn(direction), aside * m_radius_m);
        std::vector<Part> others;
        for (Part& part : parts) {
            if (part.communities < 2) {
                continue;
            }
            const auto street = static_cast<StreetWeb::Id>(m_layout.web.streets().size());
            if (const auto right = m_layout.web.cut(part.face, through, direction,
                                                    {static_cast<int>(rank), 0, 12, 0.02})) {
                others.push_back(part_off(part, *right));
                if (river) {
                    m_river_direction = direction;
                    m_layout.river_m = std::min(50 + m_radius_m / 40, 180.0);
                    m_layout.bank_m = m_layout.river_m / 2 + 16;
                    m_layout.web.keep_off(street, 2 * m_layout.bank_m + 60);
                } else {
                    m_layout.web.keep_off(street, 60);
                }
            }
        }
        std::move(others.begin(), others.end(), std::back_inserter(parts));
    }

    /// Where along a direction the given share of the part's people is reached.
    double quantile_m(const Part& part, Point along, double share) {
        std::vector<std::pair<double, double>> line;
        double total = 0;
        for (const Sample& s : part.samples) {
            line.emplace_back(dot(s.place, along), s.weight);
            total += s.weight;
        }
        std::sort(line.begin(), line.end());
        double sum = 0;
        for (const auto& [at_m, weight] : line) {
            sum += weight;
            if (sum >= share * total) {
                return at_m;
            }
        }
        return line.back().first;
    }

    void divide(Part part, std::uint32_t subdistrict) {
        constexpr std::size_t most_in_subdistrict = 9;
        if (subdistrict == StreetWeb::none && part.communities <= most_in_subdistrict) {
            subdistrict = m_subdistricts++;
        }
        while (part.communities > 1) {
            const bool trunk =
                part.communities > 14 || (part.communities > 3 && 3 * part.communities > m_all);
            const CutRank rank = trunk ? CutRank::trunk : CutRank::main;
            const auto half =
                static_cast<double>(part.communities / 2) / static_cast<double>(part.communities);
            std::optional<StreetWeb::Id> right;
            for (int attempt = 0; !right; ++attempt) {
                const Point along = turned(long_axis(m_layout.web.ring_of_face(part.face)),
                                           slight_turn(m_random, 0.05 + 0.03 * attempt));
                const double at_m =
                    quantile_m(part, along, half + between(m_random, -0.02, 0.02) * attempt);
                right =
                    m_layout.web.cut(part.face, scaled(along, at_m), quarter_turn(along),
                                     {static_cast<int>(rank), attempt < 6 ? 200.0 : 0.0, 25, 0.02});
            }
            divide(part_off(part, *right), subdistrict);
            if (subdistrict == StreetWeb::none && part.communities <= most_in_subdistrict) {
                subdistrict = m_subdistricts++;
            }
        }
        const auto community = static_cast<std::uint32_t>(m_layout.subdistrict_of_community.size());
        m_layout.subdistrict_of_community.push_back(subdistrict);
        make_blocks(part.face, community, 0);
    }

    double block_m2(Point middle) {
        if (m_layout.density.in_park(middle)) {
            return 150'000;
        }
        return 17'000 + 40'000 * (1 - std::min(1.0, 1.6 * m_layout.density(middle)));
    }

    void make_blocks(StreetWeb::Id face, std::uint32_t community, int depth) {
        const Ring ring = m_layout.web.ring_of_face(face);
        const Point middle = centroid({{ring, {}}});
        const double area_m2 = signed_area_m2(ring);
        if (area_m2 > block_m2(middle) * between(m_random, 0.9, 1.9)) {
            const CutRank rank =
                depth < 2 && area_m2 > 90'000 ? CutRank::secondary : CutRank::minor;
            for (int attempt = 0; attempt < 5; ++attempt) {
                const Point along =
                    turned(long_axis(ring), slight_turn(m_random, 0.06 + 0.04 * attempt));
                const double at_m =
                    dot(middle, along) + between(m_random, -0.12, 0.12) * std::sqrt(area_m2);
                if (const auto right =
                        m_layout.web.cut(face, scaled(along, at_m), quarter_turn(along),
                                         {static_cast<int>(rank), 45, 28, 0.25})) {
                    make_blocks(face, community, depth + 1);
                    make_blocks(*right, community, depth + 1);
                    return;
                }
            }
        }
        m_layout.community_of_face.resize(
            std::max<std::size_t>(m_layout.community_of_face.size(), face + 1));
        m_layout.community_of_face[face] = community;
    }

    Random m_random;
    double m_radius_m;
    SampleLayout m_layout;
    Point m_river_direction{1, 0};
    std::size_t m_all = 0;
    std::uint32_t m_subdistricts = 0;
};

} // namespace

Point unit_direction(double turn) {
    // The rational parametrisation of a quarter circle, corrected to within half a degree of even.
    const double quarters = turn * 4;
    const double share = quarters - std::floor(quarters);
    const double t = share * (0.7854 + share * (0.0 + share * 0.2146)); // about tan(share * pi / 4)
    const double norm = 1 + t * t;
    Point p{(1 - t * t) / norm, 2 * t / norm};
    for (int i = static_cast<int>(std::floor(quarters)) & 3; i > 0; --i) {
        p = quarter_turn(p);
    }
    return p;
}

Density::Density(std::uint64_t seed, double city_radius_m, std::size_t communities)
    : m_noise(Random::derive(seed, 1), 900) {
    Random random(seed);
    const auto somewhere = [&](double least, double most) {
        return scaled(unit_direction(random.unit()), between(random, least, most) * city_radius_m);
    };
    m_centres.push_back({somewhere(0, 0.12), 0.55 * city_radius_m, 1});
    for (std::size_t i = 0; i < communities / 30; ++i) {
        m_centres.push_back(
            {somewhere(0.35, 0.8), between(random, 700, 1200), between(random, 0.5, 0.9)});
    }
    if (communities >= 4) {
        for (std::size_t i = 0; i < 1 + communities / 30; ++i) {
            m_hills.push_back({somewhere(0.4, 0.75), between(random, 260, 520), 1});
        }
    }
}

bool Density::in_park(Point p) const {
    return std::any_of(m_hills.begin(), m_hills.end(), [&](const Disc& hill) {
        return distance_m(p, hill.middle) < hill.radius_m;
    });
}

double Density::operator()(Point p) const {
    if (in_park(p)) {
        return 0.01;
    }
    double density = 0;
    for (const Disc& centre : m_centres) {
        const double r = distance_m(p, centre.middle) / centre.radius_m;
        density = std::max(density, centre.weight / (1 + r * r));
    }
    return std::clamp(density * 0.9 + 0.12 * m_noise(p), 0.06, 1.0);
}

Line BentMap::curve(StreetWeb::Id edge) const {
    return bend(layout.web.corner(layout.web.origin(edge)),
                layout.web.corner(layout.web.target(edge)));
}

Polygon BentMap::ground(const std::vector<StreetWeb::Id>& faces,
                        const std::vector<std::uint32_t>& label_of_face,
                        std::uint32_t label) const {
    const StreetWeb& web = layout.web;
    const auto within = [&](StreetWeb::Id edge) {
        return web.face(edge) != StreetWeb::none && label_of_face[web.face(edge)] == label;
    };
    std::set<StreetWeb::Id> open; // edges of the outline that are in no ring yet
    for (const StreetWeb::Id face : faces) {
        for (const StreetWeb::Id edge : web.edges_of_face(face)) {
            if (!within(edge ^ 1)) {
                open.insert(edge);
            }
        }
    }
    std::vector<Ring> rings;
    while (!open.empty()) {
        // Walk along the outline; where the walk meets itself in a corner, a ring is complete.
        std::vector<StreetWeb::Id> walk;
        StreetWeb::Id edge = *open.begin();
        do {
            open.erase(edge);
            walk.push_back(edge);
            const StreetWeb::Id corner = web.target(edge);
            const auto met = std::find_if(walk.begin(), walk.end(),
                                          [&](StreetWeb::Id e) { return web.origin(e) == corner; });
            edge = web.next(edge);
            while (within(edge ^ 1)) {
                edge = web.next(edge ^ 1);
            }
            if (met != walk.end()) {
                Ring ring;
                for (auto e = met; e != walk.end(); ++e) {
                    const Line line = curve(*e);
                    ring.insert(ring.end(), line.begin(), line.end() - 1);
                }
                ring.push_back(ring.front());
                rings.push_back(std::move(ring));
                walk.erase(met, walk.end());
            }
        } while (!walk.empty());
    }
    const auto shell =
        std::max_element(rings.begin(), rings.end(), [](const Ring& a, const Ring& b) {
            return signed_area_m2(a) < signed_area_m2(b);
        });
    std::iter_swap(rings.begin(), shell);
    return {rings.front(), {rings.begin() + 1, rings.end()}};
}

SampleLayout lay_out(std::size_t communities, std::uint64_t seed) {
    return Divider(communities, seed).take();
}

} // namespace evengrid::engine
