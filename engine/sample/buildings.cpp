#include "engine/sample/buildings.hpp"

#include "engine/sample/bend.hpp"

#include <algorithm>
#include <cmath>

namespace evengrid::engine {

using algorithms::Random;

namespace {

enum class Shape { box, angle, court, comb };
enum class Facing {
    south,  ///< with a little freedom, as homes in China do
    street, ///< along the longest edge of the block
};

/// A kind of building and how a block is filled with it. Ranges are inclusive.
struct Kit {
    const char* use;
    double width_m, depth_m;   ///< as seen from the front
    double beside_m, behind_m; ///< free ground to the next
    double vary;               ///< share by which width, depth and place differ
    std::uint32_t least_floors, most_floors;
    double floor_m;
    double homes_per_floor;
    double people_per_floor; ///< where they live in no household, as in a dormitory
    Facing facing;
    Shape shape;
    double left_out; ///< share of places that stay free
    std::uint32_t most;
};

// Sizes are those of ordinary buildings of their kind; the people of a home come later.
constexpr Kit tower{"residential", 27,         19,   24, 30, 0.08, 18, 33, 2.9, 4, 0,
                    Facing::south, Shape::box, 0.12, 9};
constexpr Kit giant{"residential", 72,         26, 40, 40, 0.02, 32, 34, 2.9, 44, 0,
                    Facing::south, Shape::box, 0,  1};
constexpr Kit slab{"residential", 46,         12.5, 9, 15, 0.12, 5, 7, 3.0, 6, 0,
                   Facing::south, Shape::box, 0.1,  40};
constexpr Kit village_house{"residential", 10.5, 11.5,           3.5,        4.5,  0.15, 3, 6, 3.1,
                            1.3,           0,    Facing::street, Shape::box, 0.12, 70};
constexpr Kit old_house{"residential",  15,           17,   4, 6, 0.15, 1, 3, 3.4, 1.8, 0,
                        Facing::street, Shape::court, 0.15, 45};
constexpr Kit farm_house{"residential",  12,           11,   16, 20, 0.2, 1, 3, 3.2, 0.5, 0,
                         Facing::street, Shape::angle, 0.35, 14};
constexpr Kit office{"office",       38,         30,  24, 26, 0.2, 6, 28, 4.0, 0, 0,
                     Facing::street, Shape::box, 0.2, 6};
constexpr Kit mall{"market",       78,           58, 26, 26, 0.2, 2, 6, 5.0, 0, 0,
                   Facing::street, Shape::angle, 0,  2};
constexpr Kit street_shops{"shop",         34,         10,  12, 40, 0.2, 1, 3, 3.8, 0.4, 0,
                           Facing::street, Shape::box, 0.2, 4};
constexpr Kit class_rooms{"school",      54,          38, 22, 26, 0.12, 3, 5, 3.8, 0, 0,
                          Facing::south, Shape::comb, 0,  3};
constexpr Kit hospital{"hospital",     66,           44, 24, 24, 0.15, 5, 16, 4.0, 0, 0,
                       Facing::street, Shape::court, 0,  3};
constexpr Kit factory{"factory",      64,         34,  16, 18, 0.2, 1, 3, 6.0, 0, 0,
                      Facing::street, Shape::box, 0.1, 8};
constexpr Kit dormitory{"dormitory",   48,         14,  14, 18, 0.1, 4, 6, 3.2, 0, 36,
                        Facing::south, Shape::box, 0.1, 3};
constexpr Kit substation{"utility",      8,          6, 6, 6, 0.1, 1, 1, 3.5, 0, 0,
                         Facing::street, Shape::box, 0, 1};
constexpr Kit temple{"temple",      26,           30, 20, 20, 0.1, 1, 2, 6.0, 0, 0,
                     Facing::south, Shape::court, 0,  1};

struct Share {
    const Kit* kit;
    double chance; ///< of being built at all
};

/// What stands in a block, the first on the best ground.
std::vector<Share> programme(BlockUse use) {
    switch (use) {
    case BlockUse::towers:
        return {{&tower, 1}, {&street_shops, 0.5}, {&substation, 0.9}};
    case BlockUse::giant:
        return {{&giant, 1}, {&street_shops, 0.5}};
    case BlockUse::slabs:
        return {{&slab, 1}, {&substation, 0.8}};
    case BlockUse::village:
        return {{&temple, 0.15}, {&village_house, 1}};
    case BlockUse::old_town:
        return {{&old_house, 1}};
    case BlockUse::offices:
        return {{&office, 1}, {&street_shops, 0.4}};
    case BlockUse::mall:
        return {{&mall, 1}, {&street_shops, 0.7}};
    case BlockUse::school:
        return {{&class_rooms, 1}, {&dormitory, 0.25}};
    case BlockUse::hospital:
        return {{&hospital, 1}, {&substation, 1}};
    case BlockUse::factories:
        return {{&factory, 1}, {&dormitory, 0.45}};
    case BlockUse::hamlet:
        return {{&farm_house, 1}};
    case BlockUse::park:
        return {{&temple, 0.25}};
    case BlockUse::fields:
        break;
    }
    return {};
}

double dot(Point a, Point b) {
    return a.x_m * b.x_m + a.y_m * b.y_m;
}
Point minus(Point a, Point b) {
    return {a.x_m - b.x_m, a.y_m - b.y_m};
}
Point quarter_turn(Point p) {
    return {-p.y_m, p.x_m};
}
Point unit(Point v) {
    const double length = std::sqrt(dot(v, v));
    return {v.x_m / length, v.y_m / length};
}

/// A rectangle that a building stands on.
struct Plot {
    Point middle;
    Point axis; ///< unit vector along the front
    double width_m = 0;
    double depth_m = 0;

    /// A point given in metres along the front and into the depth, from the middle.
    Point at(double x, double y) const {
        return {middle.x_m + axis.x_m * x - axis.y_m * y, middle.y_m + axis.y_m * x + axis.x_m * y};
    }
    bool covers(Point p, double grown_m) const {
        const Point d = minus(p, middle);
        return std::abs(dot(d, axis)) < width_m / 2 + grown_m &&
               std::abs(dot(d, quarter_turn(axis))) < depth_m / 2 + grown_m;
    }
    /// How far it reaches from its middle in a direction.
    double reach_m(Point direction) const {
        return std::abs(dot(direction, axis)) * width_m / 2 +
               std::abs(dot(direction, quarter_turn(axis))) * depth_m / 2;
    }
};

/// Whether a line along a side of either plot parts the two by a few metres (separating axes).
bool apart(const Plot& a, const Plot& b) {
    constexpr double gap_m = 3;
    const Point d = minus(b.middle, a.middle);
    const auto parted = [&](Point by) {
        return std::abs(dot(d, by)) > a.reach_m(by) + b.reach_m(by) + gap_m;
    };
    return parted(a.axis) || parted(quarter_turn(a.axis)) || parted(b.axis) ||
           parted(quarter_turn(b.axis));
}

/// The footprint of a shape on a plot.
Polygon footprint(Shape shape, const Plot& plot) {
    const double x = plot.width_m / 2;
    const double y = plot.depth_m / 2;
    const auto ring = [&](std::initializer_list<Point> corners) {
        Ring drawn;
        for (const Point& c : corners) {
            drawn.push_back(rounded(plot.at(c.x_m, c.y_m)));
        }
        drawn.push_back(drawn.front());
        return drawn;
    };
    switch (shape) {
    case Shape::box:
        break;
    case Shape::angle:
        return {ring({{-x, -y}, {x, -y}, {x, 0}, {0, 0}, {0, y}, {-x, y}}), {}};
    case Shape::court:
        return {ring({{-x, -y}, {x, -y}, {x, y}, {-x, y}}),
                {ring({{-0.4 * x, -0.4 * y},
                       {-0.4 * x, 0.4 * y},
                       {0.4 * x, 0.4 * y},
                       {0.4 * x, -0.4 * y}})}};
    case Shape::comb:
        return {ring({{-x, -y},
                      {x, -y},
                      {x, y},
                      {0.6 * x, y},
                      {0.6 * x, -0.4 * y},
                      {-0.6 * x, -0.4 * y},
                      {-0.6 * x, y},
                      {-x, y}}),
                {}};
    }
    return {ring({{-x, -y}, {x, -y}, {x, y}, {-x, y}}), {}};
}

/// Places buildings on one site.
class Builder {
public:
    Builder(const Site& site, Random& random) : m_site(site), m_random(random) {
        double longest_m = 0;
        for (std::size_t i = 0; i + 1 < site.outline.size(); ++i) {
            const Point edge = minus(site.outline[i + 1], site.outline[i]);
            m_inward.push_back(quarter_turn(unit(edge)));
            if (dot(edge, edge) > longest_m) {
                longest_m = dot(edge, edge);
                m_street = unit(edge);
            }
        }
        m_south = unit({1, between(-0.15, 0.15)});
        for (const Line& lane : site.lanes) {
            for (std::size_t i = 0; i + 1 < lane.size(); ++i) {
                sample(lane[i], lane[i + 1]);
            }
        }
    }

    /// Fills what is free with buildings of a kind, row by row.
    void fill(const Kit& kit) {
        const Point axis = kit.facing == Facing::south ? m_south : m_street;
        Box frame; // of the site, seen along the axis
        for (const Point& p : m_site.outline) {
            const Point q{dot(p, axis), dot(p, quarter_turn(axis))};
            frame = joined(frame, {q.x_m, q.y_m, q.x_m, q.y_m});
        }
        const double step_x = kit.width_m + kit.beside_m;
        const double step_y = kit.depth_m + kit.behind_m;
        std::uint32_t built = 0;
        for (double y = frame.min_y_m + between(0.3, 0.8) * step_y; y < frame.max_y_m;
             y += step_y) {
            for (double x = frame.min_x_m + between(0.3, 0.8) * step_x; x < frame.max_x_m;
                 x += step_x) {
                const double shift_x = kit.vary * kit.beside_m * between(-1, 1);
                const double shift_y = kit.vary * kit.behind_m * between(-1, 1);
                const Plot plot{Plot{{}, axis, 0, 0}.at(x + shift_x, y + shift_y), axis,
                                kit.width_m * (1 + kit.vary * between(-1, 1)),
                                kit.depth_m * (1 + kit.vary * between(-1, 1))};
                const bool left_out = m_random.unit() < kit.left_out;
                if (!left_out && built < kit.most && m_people < m_site.most_people &&
                    is_free(plot)) {
                    build(kit, plot);
                    ++built;
                }
            }
        }
    }

    std::vector<SampleBuilding> take() { return std::move(m_buildings); }

private:
    double between(double low, double high) { return low + (high - low) * m_random.unit(); }

    void sample(Point a, Point b) {
        constexpr double step_m = 4;
        const double long_m = distance_m(a, b);
        for (double at_m = 0; at_m <= long_m; at_m += step_m) {
            m_lane_points.push_back(
                {a.x_m + (b.x_m - a.x_m) * at_m / long_m, a.y_m + (b.y_m - a.y_m) * at_m / long_m});
        }
    }

    bool keeps_clear(Point p) const {
        for (std::size_t i = 0; i < m_inward.size(); ++i) {
            if (dot(minus(p, m_site.outline[i]), m_inward[i]) < m_site.clear_m[i]) {
                return false;
            }
        }
        return true;
    }

    bool is_free(const Plot& plot) const {
        constexpr double lane_clear_m = 4.5;
        const double x = plot.width_m / 2;
        const double y = plot.depth_m / 2;
        return keeps_clear(plot.at(-x, -y)) && keeps_clear(plot.at(x, -y)) &&
               keeps_clear(plot.at(x, y)) && keeps_clear(plot.at(-x, y)) &&
               std::none_of(m_lane_points.begin(), m_lane_points.end(),
                            [&](Point p) { return plot.covers(p, lane_clear_m); }) &&
               std::all_of(m_taken.begin(), m_taken.end(),
                           [&](const Plot& other) { return apart(plot, other); });
    }

    void build(const Kit& kit, const Plot& plot) {
        m_taken.push_back(plot);
        SampleBuilding building;
        building.footprint = footprint(kit.shape, plot);
        building.use = kit.use;
        building.floors = static_cast<int>(kit.least_floors +
                                           m_random.below(kit.most_floors - kit.least_floors + 1));
        building.height_m = std::round(building.floors * kit.floor_m * 10) / 10;
        building.households =
            std::lround(building.floors * kit.homes_per_floor * between(0.7, 0.98));
        const double of_households = static_cast<double>(building.households) * between(2.1, 3.0);
        building.people =
            std::lround(of_households + building.floors * kit.people_per_floor * between(0.6, 1));
        m_people += building.people;
        m_buildings.push_back(std::move(building));
    }

    const Site& m_site;
    Random& m_random;
    Point m_street{1, 0};
    Point m_south{1, 0};
    std::vector<Point> m_inward; ///< one per edge of the outline, across it
    std::vector<Point> m_lane_points;
    std::vector<Plot> m_taken;
    std::vector<SampleBuilding> m_buildings;
    std::int64_t m_people = 0;
};

} // namespace

std::vector<SampleBuilding> build_on(const Site& site, Random& random) {
    Builder builder(site, random);
    for (const Share& share : programme(site.use)) {
        if (random.unit() < share.chance) {
            builder.fill(*share.kit);
        }
    }
    return builder.take();
}

} // namespace evengrid::engine
