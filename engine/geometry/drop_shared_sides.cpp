#include "engine/geometry/drop_shared_sides.hpp"

#include "engine/geometry/sides.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <tuple>
#include <utility>

namespace evengrid::engine {

namespace {

/// The sides that have ground on the left only, ordered by where they begin.
/// \returns nothing where ground lies over ground
std::optional<std::vector<Side>> outer_sides(const std::vector<const MultiPolygon*>& tiles) {
    std::vector<Side> outer = lone_sides(tiles);
    const auto way = [](const Side& side) { return std::tie(side.from, side.to); };
    std::sort(outer.begin(), outer.end(),
              [&](const Side& s, const Side& t) { return way(s) < way(t); });
    const auto twice = std::adjacent_find(
        outer.begin(), outer.end(), [&](const Side& s, const Side& t) { return way(s) == way(t); });
    return twice == outer.end() ? std::optional(std::move(outer)) : std::nullopt;
}

/// How far one turns clockwise from one direction to another, as a number that grows with the
/// angle: more than 0, and 4 for all around.
double clockwise_turn(Point from, Point to) {
    const double ahead = from.x_m * to.x_m + from.y_m * to.y_m;
    const double right = from.y_m * to.x_m - from.x_m * to.y_m;
    const double part = right / (std::abs(ahead) + std::abs(right));
    return ahead < 0 ? 2 - part : right > 0 ? part : 4 + part;
}

/// Walks along sides, the ground on the left, until all are passed.
class Walks {
public:
    /// \param sides ordered by where they begin
    explicit Walks(std::vector<Side> sides)
        : m_sides(std::move(sides)), m_passed(m_sides.size(), false),
          m_place_on_way(m_sides.size(), not_on_way) {}

    /// The rings of one walk, which touch each other in corners, but none of which touches itself.
    /// \returns no rings when all sides are passed; nothing where a way leads nowhere
    std::optional<std::vector<Ring>> next() {
        while (m_first != m_sides.size() && m_passed[m_first]) {
            ++m_first;
        }
        std::vector<Ring> rings;
        std::vector<std::size_t> way; // the first of the sides that begin at each corner
        std::size_t side = m_first;
        while (side != m_sides.size() && !m_passed[side]) {
            m_passed[side] = true;
            const std::size_t corner = first_at(m_sides[side].from);
            m_place_on_way[corner] = way.size();
            way.push_back(corner);
            side = after(side);
            if (side != m_sides.size()) {
                cut_off(m_place_on_way[first_at(m_sides[side].from)], way, rings);
            }
        }
        return way.empty() ? std::optional(std::move(rings)) : std::nullopt;
    }

private:
    static constexpr std::size_t not_on_way = std::numeric_limits<std::size_t>::max();

    std::size_t first_at(Point corner) const {
        const auto found =
            std::lower_bound(m_sides.begin(), m_sides.end(), corner,
                             [](const Side& side, Point p) { return side.from < p; });
        return static_cast<std::size_t>(found - m_sides.begin());
    }

    /// The side that goes on around the same ground: the first one clockwise from where one came.
    std::size_t after(std::size_t side) const {
        const Point corner = m_sides[side].to;
        const auto direction_to = [&](Point p) {
            return Point{p.x_m - corner.x_m, p.y_m - corner.y_m};
        };
        const Point back = direction_to(m_sides[side].from);
        std::size_t best = m_sides.size();
        double least = std::numeric_limits<double>::infinity();
        for (std::size_t i = first_at(corner); i < m_sides.size() && m_sides[i].from == corner;
             ++i) {
            if (const double turn = clockwise_turn(back, direction_to(m_sides[i].to));
                turn < least) {
                least = turn;
                best = i;
            }
        }
        return best;
    }

    /// Ends a ring where a way comes back to a corner on it. Rings run against the way: shells
    /// clockwise, holes counter-clockwise, as those of shapefiles do.
    void cut_off(std::size_t place, std::vector<std::size_t>& way, std::vector<Ring>& rings) {
        if (place == not_on_way) {
            return;
        }
        Ring& ring = rings.emplace_back();
        for (std::size_t i = way.size(); i-- > place;) {
            ring.push_back(m_sides[way[i]].from);
            m_place_on_way[way[i]] = not_on_way;
        }
        std::rotate(ring.begin(), std::min_element(ring.begin(), ring.end()), ring.end());
        ring.push_back(ring.front());
        way.resize(place);
    }

    std::vector<Side> m_sides;
    std::vector<bool> m_passed;
    std::vector<std::size_t> m_place_on_way;
    std::size_t m_first = 0; ///< no side before it is left
};

/// Gives each hole to the smallest shell around it.
/// \returns false where there is none
bool give_holes(std::vector<Ring> holes, MultiPolygon& ground) {
    struct Shell {
        double area_m2;
        Box box;
        Polygon* polygon;
    };
    std::vector<Shell> shells;
    for (Polygon& polygon : ground) {
        shells.push_back({-signed_area_m2(polygon.shell), box(polygon.shell), &polygon});
    }
    std::stable_sort(shells.begin(), shells.end(),
                     [](const Shell& s, const Shell& t) { return s.area_m2 < t.area_m2; });
    for (Ring& hole : holes) {
        const double hole_m2 = signed_area_m2(hole);
        const Point corner = hole.front();
        const auto around = std::find_if(shells.begin(), shells.end(), [&](const Shell& shell) {
            return shell.area_m2 > hole_m2 && meet(shell.box, box({corner})) &&
                   contains(Polygon{shell.polygon->shell, {}}, corner);
        });
        if (around == shells.end()) {
            return false;
        }
        around->polygon->holes.push_back(std::move(hole));
    }
    return true;
}

} // namespace

std::optional<MultiPolygon> drop_shared_sides(const std::vector<const MultiPolygon*>& tiles) {
    auto sides = outer_sides(tiles);
    if (!sides) {
        return std::nullopt;
    }
    Walks walks(*std::move(sides));
    MultiPolygon ground;
    std::vector<Ring> lone_holes;
    for (auto rings = walks.next(); !rings || !rings->empty(); rings = walks.next()) {
        if (!rings) {
            return std::nullopt;
        }
        // Around one piece of ground there is one shell; what touches it from within are holes.
        const auto shell = std::partition(rings->begin(), rings->end(), [](const Ring& ring) {
            return signed_area_m2(ring) > 0;
        });
        std::vector<Ring>* holes = &lone_holes;
        if (shell != rings->end()) {
            if (shell + 1 != rings->end() || !(signed_area_m2(*shell) < 0)) {
                return std::nullopt;
            }
            ground.push_back({std::move(*shell), {}});
            holes = &ground.back().holes;
        }
        holes->insert(holes->end(), std::make_move_iterator(rings->begin()),
                      std::make_move_iterator(shell));
    }
    if (!give_holes(std::move(lone_holes), ground)) {
        return std::nullopt;
    }
    for (Polygon& polygon : ground) {
        std::sort(polygon.holes.begin(), polygon.holes.end());
    }
    std::sort(ground.begin(), ground.end(),
              [](const Polygon& a, const Polygon& b) { return a.shell < b.shell; });
    return ground;
}

} // namespace evengrid::engine
