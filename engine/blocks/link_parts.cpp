#include "engine/blocks/link_parts.hpp"

#include "engine/geometry/geos.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <set>
#include <utility>

namespace evengrid::engine {

namespace {

/// The connected parts of a unit, and their people.
struct Parts {
    Parts(const std::vector<algorithms::VertexData>& vertices,
          const std::vector<algorithms::Edge>& edges)
        : of_vertex(algorithms::components(algorithms::Graph(vertices, edges))) {
        for (std::size_t i = 0; i < of_vertex.size(); ++i) {
            people.resize(std::max(people.size(), std::size_t{of_vertex[i]} + 1));
            people[of_vertex[i]] += vertices[i].population;
        }
    }

    /// The part with the fewest people, ties to the smaller index.
    std::uint32_t smallest() const {
        return static_cast<std::uint32_t>(std::min_element(people.begin(), people.end()) -
                                          people.begin());
    }

    std::vector<std::uint32_t> of_vertex;
    std::vector<std::int64_t> people;
};

/// The longest border that leads out of a part, where there is any.
const algorithms::Edge* longest_out(const Parts& parts, std::uint32_t part,
                                    const std::vector<algorithms::Edge>& across) {
    const algorithms::Edge* longest = nullptr;
    for (const auto& edge : across) {
        const bool u_inside = parts.of_vertex[algorithms::index(edge.u)] == part;
        const bool v_inside = parts.of_vertex[algorithms::index(edge.v)] == part;
        if (u_inside != v_inside && (longest == nullptr || edge.border_m > longest->border_m)) {
            longest = &edge;
        }
    }
    return longest;
}

/// The vertex of a block: blocks of a unit follow each other.
algorithms::Vertex vertex_of(BlockIndex block, const UnitGraph& unit) {
    return algorithms::Vertex{
        static_cast<std::uint32_t>(index(block) - index(unit.blocks.front()))};
}

double away_m(Point place, const MultiPolygon& ground) {
    double least_m = contains(ground, place) ? 0 : std::numeric_limits<double>::infinity();
    const auto look_along = [&](const Ring& ring) {
        for (std::size_t i = 1; i < ring.size(); ++i) {
            const Point nearest = nearest_on_segment(place, ring[i - 1], ring[i]);
            least_m = std::min(least_m, distance_m(place, nearest));
        }
    };
    for (const Polygon& polygon : ground) {
        look_along(polygon.shell);
        std::for_each(polygon.holes.begin(), polygon.holes.end(), look_along);
    }
    return least_m;
}

/// Finds the block of a unit that a crossing ends at.
class Landings {
public:
    Landings(const Blocks& blocks, const UnitGraph& unit, double within_m)
        : m_blocks(blocks), m_unit(unit), m_within_m(within_m) {
        std::vector<Box> boxes;
        for (const auto i : unit.blocks) {
            boxes.push_back(box(blocks.blocks[index(i)].ground));
        }
        m_index = BoxIndex(boxes);
    }

    /// The nearest block, ties to the smaller index; none where none is near.
    std::optional<std::uint32_t> at(Point place) const {
        std::optional<std::uint32_t> nearest;
        double nearest_m = m_within_m;
        for (const auto i : m_index.meeting(grown(box({place}), m_within_m))) {
            const double way_m = away_m(place, m_blocks.blocks[index(m_unit.blocks[i])].ground);
            if (way_m < nearest_m || (!nearest && way_m <= nearest_m)) {
                nearest = i;
                nearest_m = way_m;
            }
        }
        return nearest;
    }

private:
    const Blocks& m_blocks;
    const UnitGraph& m_unit;
    double m_within_m;
    BoxIndex m_index;
};

} // namespace

WaysOut::WaysOut(const Blocks& blocks, const UnitGraph& unit) : m_blocks(blocks), m_unit(unit) {
    for (const auto i : unit.blocks) {
        m_boxes.push_back(box(blocks.blocks[index(i)].ground));
    }
    m_index = BoxIndex(m_boxes);
}

Link WaysOut::shortest(const std::vector<std::uint32_t>& part_of, std::uint32_t part) const {
    Link best{{}, {}, std::numeric_limits<double>::infinity()};
    for (double within_m = 50; best.gap_m > within_m; within_m *= 4) {
        for (std::size_t i = 0; i < m_boxes.size(); ++i) {
            if (part_of[i] != part) {
                continue;
            }
            const auto near = m_index.meeting(grown(m_boxes[i], std::min(within_m, best.gap_m)));
            for (const auto k : near) {
                if (part_of[k] == part) {
                    continue;
                }
                const auto a = m_unit.blocks[i], b = m_unit.blocks[k];
                const double apart_m =
                    gap_m(m_blocks.blocks[index(a)].ground, m_blocks.blocks[index(b)].ground);
                if (apart_m < best.gap_m) {
                    best = {a, b, apart_m};
                }
            }
        }
    }
    return best;
}

void link_by_crossings(const City& city, const Blocks& blocks, double within_m,
                       const std::vector<algorithms::Edge>& across,
                       const std::vector<algorithms::VertexData>& vertices,
                       std::vector<algorithms::Edge>& edges, UnitGraph& unit) {
    if (city.crossings.empty()) {
        return;
    }
    auto touching = edges;
    touching.insert(touching.end(), across.begin(), across.end());
    const Parts parts(vertices, touching);
    if (parts.people.size() < 2) {
        return;
    }
    const Landings landings(blocks, unit, within_m);
    std::set<std::pair<std::uint32_t, std::uint32_t>> linked;
    for (const auto& crossing : city.crossings) {
        const auto from = landings.at(crossing.front());
        const auto to = landings.at(crossing.back());
        if (!from || !to || parts.of_vertex[*from] == parts.of_vertex[*to] ||
            !linked.insert(std::minmax(*from, *to)).second) {
            continue;
        }
        const auto a = unit.blocks[*from], b = unit.blocks[*to];
        edges.push_back({algorithms::Vertex{*from}, algorithms::Vertex{*to}, 0, 1});
        unit.links.push_back(
            {a, b, gap_m(blocks.blocks[index(a)].ground, blocks.blocks[index(b)].ground), true});
    }
}

void link_parts(const Blocks& blocks, std::int64_t least_people,
                const std::vector<algorithms::Edge>& across,
                const std::vector<algorithms::VertexData>& vertices,
                std::vector<algorithms::Edge>& edges, UnitGraph& unit) {
    std::optional<WaysOut> ways; // which few units need
    for (;;) {
        const Parts parts(vertices, edges);
        if (parts.people.size() < 2) {
            return;
        }
        const auto part = parts.smallest();
        if (parts.people[part] >= least_people) {
            return;
        }
        if (const auto* border = longest_out(parts, part, across)) {
            edges.push_back(*border);
            unit.links.push_back({unit.blocks[algorithms::index(border->u)],
                                  unit.blocks[algorithms::index(border->v)], 0});
        } else {
            if (!ways) {
                ways.emplace(blocks, unit);
            }
            const auto link = ways->shortest(parts.of_vertex, part);
            edges.push_back({vertex_of(link.a, unit), vertex_of(link.b, unit), 0, 1});
            unit.links.push_back(link);
        }
    }
}

} // namespace evengrid::engine
