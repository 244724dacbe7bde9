#include "engine/sample/street_web.hpp"

#include <algorithm>
#include <cmath>

namespace evengrid::engine {

namespace {

double cross(Point a, Point b) {
    return a.x_m * b.y_m - a.y_m * b.x_m;
}
double dot(Point a, Point b) {
    return a.x_m * b.x_m + a.y_m * b.y_m;
}
Point minus(Point a, Point b) {
    return {a.x_m - b.x_m, a.y_m - b.y_m};
}
double length(Point a) {
    return std::sqrt(dot(a, a));
}
Point between(Point a, Point b, double t) {
    return {a.x_m + (b.x_m - a.x_m) * t, a.y_m + (b.y_m - a.y_m) * t};
}

} // namespace

StreetWeb::StreetWeb(const Ring& outline) {
    const auto count = static_cast<Id>(outline.size() - 1);
    m_corners.assign(outline.begin(), outline.end() - 1);
    m_corner_edge.resize(count);
    m_face_edge.push_back(0);
    for (Id i = 0; i < count; ++i) {
        m_corner_edge[i] = add_pair(i, (i + 1) % count, 0, none, none);
    }
    for (Id i = 0; i < count; ++i) {
        const Id following = (i + 1) % count;
        link(2 * i, 2 * following);
        link(2 * following + 1, 2 * i + 1);
    }
}

StreetWeb::Id StreetWeb::add_pair(Id from, Id to, Id face, Id twin_face, Id street) {
    const auto edge = static_cast<Id>(m_edges.size());
    m_edges.push_back({from, none, none, face, street});
    m_edges.push_back({to, none, none, twin_face, street});
    return edge;
}

void StreetWeb::link(Id edge, Id next) {
    m_edges[edge].next = next;
    m_edges[next].previous = edge;
}

StreetWeb::Id StreetWeb::split(Id edge, Point at) {
    const auto vertex = static_cast<Id>(m_corners.size());
    const Id twin = edge ^ 1;
    const Id far_end = m_edges[twin].origin;
    m_corners.push_back(at);
    const Id rest =
        add_pair(vertex, far_end, m_edges[edge].face, m_edges[twin].face, m_edges[edge].street);
    const Id before_twin = m_edges[twin].previous;
    link(rest, m_edges[edge].next);
    link(edge, rest);
    m_edges[twin].origin = vertex;
    link(before_twin, rest ^ 1);
    link(rest ^ 1, twin);
    m_corner_edge.push_back(rest);
    m_corner_edge[far_end] = rest ^ 1;
    return vertex;
}

StreetWeb::Id StreetWeb::split_middle(Id edge) {
    return split(edge, between(corner(origin(edge)), corner(target(edge)), 0.5));
}

/// The street that a cut from the corner in the direction would carry on straight.
std::optional<StreetWeb::Id> StreetWeb::street_ending_at(Id vertex, Point direction,
                                                         int rank) const {
    constexpr double straight_on = 0.93; // the cosine of about 21 degrees
    Id edge = m_corner_edge[vertex];
    do {
        const Id id = m_edges[edge].street;
        if (id != none && std::abs(m_streets[id].rank - rank) <= 1) {
            const Street& street = m_streets[id];
            const bool ends_here = (street.from == vertex && street.beyond_from == none) ||
                                   (street.to == vertex && street.beyond_to == none);
            const Point along = minus(corner(target(edge)), corner(vertex));
            if (ends_here &&
                dot(along, direction) < -straight_on * length(along) * length(direction)) {
                return id;
            }
        }
        edge = m_edges[edge ^ 1].next;
    } while (edge != m_corner_edge[vertex]);
    return std::nullopt;
}

bool StreetWeb::allowed(Point p) const {
    constexpr double on_the_line_m = 0.01;
    return std::all_of(m_strips.begin(), m_strips.end(), [&](const Strip& strip) {
        const double away_m = std::abs(dot(minus(p, strip.on), strip.normal));
        return away_m < on_the_line_m || away_m > strip.half_width_m;
    });
}

/// The corner that a cut crossing an edge at a place should end at: the end of a street to carry
/// on, or a corner that is near anyway. None: the cut ends at the place itself.
std::optional<StreetWeb::Id> StreetWeb::find_end(Id crossed_edge, Point at, Point direction,
                                                 const CutRules& rules) const {
    std::optional<Id> near;
    double nearest_m = rules.gap_m;
    std::optional<Id> ahead;
    double ahead_m = rules.snap_m;
    // Corners of the same straight side lie in a row on both sides of the place.
    const auto look = [&](Id first, bool forward) {
        for (Id edge = first;;) {
            const Id vertex = forward ? target(edge) : origin(edge);
            const double away_m = distance_m(corner(vertex), at);
            if (away_m < nearest_m) {
                near = vertex;
                nearest_m = away_m;
            }
            if (away_m >= rules.snap_m) {
                return;
            }
            if (away_m < ahead_m && street_ending_at(vertex, direction, rules.rank)) {
                ahead = vertex;
                ahead_m = away_m;
            }
            edge = forward ? m_edges[edge].next : m_edges[edge].previous;
            if (edge == crossed_edge) {
                return;
            }
        }
    };
    look(crossed_edge, true);
    look(crossed_edge, false);
    return ahead ? ahead : near;
}

std::optional<StreetWeb::Id> StreetWeb::cut(Id face, Point through, Point direction,
                                            const CutRules& rules) {
    struct End {
        Id edge;
        Point place;
        std::optional<Id> existing;
    };
    std::vector<End> ends;
    const auto side = [&](Id edge) {
        return cross(direction, minus(corner(origin(edge)), through));
    };
    for (const Id edge : edges_of_face(face)) {
        const double a = side(edge);
        const double b = side(m_edges[edge].next);
        if ((a > 0) != (b > 0)) {
            const Point place = between(corner(origin(edge)), corner(target(edge)), a / (a - b));
            const bool enters = a > 0; // the face lies to the left of its edges
            const Point inward = enters ? direction : Point{-direction.x_m, -direction.y_m};
            ends.insert(enters ? ends.begin() : ends.end(),
                        {edge, place, find_end(edge, place, inward, rules)});
        }
    }
    if (ends.size() != 2) {
        return std::nullopt;
    }
    const auto at = [&](const End& end) {
        return end.existing ? corner(*end.existing) : end.place;
    };
    const Ring ring = ring_of_face(face);
    const Point along = minus(at(ends[1]), at(ends[0]));
    double left_m2 = 0;
    Ring left;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        const double a = cross(along, minus(ring[i], at(ends[0])));
        const double b = cross(along, minus(ring[i + 1], at(ends[0])));
        if (a >= 0) {
            left.push_back(ring[i]);
        }
        if ((a > 0 && b < 0) || (a < 0 && b > 0)) {
            left.push_back(between(ring[i], ring[i + 1], a / (a - b)));
        }
    }
    if (left.size() >= 3) {
        left.push_back(left.front());
        left_m2 = signed_area_m2(left);
    }
    const double share = left_m2 / signed_area_m2(ring);
    if (share < rules.least_share || share > 1 - rules.least_share || !allowed(at(ends[0])) ||
        !allowed(at(ends[1]))) {
        return std::nullopt;
    }

    Id corners[2];
    for (std::size_t i : {0U, 1U}) {
        corners[i] = ends[i].existing ? *ends[i].existing : split(ends[i].edge, ends[i].place);
    }
    Id starts[2] = {none, none};
    for (const Id edge : edges_of_face(face)) {
        for (std::size_t i : {0U, 1U}) {
            starts[i] = origin(edge) == corners[i] ? edge : starts[i];
        }
    }
    const auto street = static_cast<Id>(m_streets.size());
    m_streets.push_back({rules.rank, corners[0], corners[1]});
    const auto right = static_cast<Id>(m_face_edge.size());
    const Id chord = add_pair(corners[0], corners[1], face, right, street);
    const Id before[2] = {m_edges[starts[0]].previous, m_edges[starts[1]].previous};
    link(before[0], chord);
    link(chord, starts[1]);
    link(before[1], chord ^ 1);
    link(chord ^ 1, starts[0]);
    m_face_edge[face] = chord;
    m_face_edge.push_back(chord ^ 1);
    for (const Id edge : edges_of_face(right)) {
        m_edges[edge].face = right;
    }
    carry_on(street, corners[0], along);
    carry_on(street, corners[1], {-along.x_m, -along.y_m});
    return right;
}

void StreetWeb::carry_on(Id street, Id vertex, Point direction) {
    if (const auto other = street_ending_at(vertex, direction, m_streets[street].rank)) {
        for (const auto& [id, beyond] : {std::pair{street, *other}, std::pair{*other, street}}) {
            (m_streets[id].from == vertex ? m_streets[id].beyond_from : m_streets[id].beyond_to) =
                beyond;
        }
    }
}

void StreetWeb::keep_off(Id street, double strip_m) {
    const Point from = corner(m_streets[street].from);
    const Point along = minus(corner(m_streets[street].to), from);
    const double long_m = length(along);
    m_strips.push_back({from, {-along.y_m / long_m, along.x_m / long_m}, strip_m / 2});
}

std::vector<StreetWeb::Id> StreetWeb::edges_of_face(Id face) const {
    std::vector<Id> edges;
    Id edge = m_face_edge[face];
    do {
        edges.push_back(edge);
        edge = m_edges[edge].next;
    } while (edge != m_face_edge[face]);
    return edges;
}

Ring StreetWeb::ring_of_face(Id face) const {
    Ring ring;
    for (const Id edge : edges_of_face(face)) {
        ring.push_back(corner(origin(edge)));
    }
    ring.push_back(ring.front());
    return ring;
}

std::vector<std::vector<StreetWeb::Id>> StreetWeb::edges_by_street() const {
    std::vector<std::vector<Id>> edges(m_streets.size());
    for (Id edge = 0; edge < m_edges.size(); ++edge) {
        const Id id = m_edges[edge].street;
        if (id == none) {
            continue;
        }
        const Point along = minus(corner(m_streets[id].to), corner(m_streets[id].from));
        if (dot(along, minus(corner(target(edge)), corner(origin(edge)))) > 0) {
            edges[id].push_back(edge);
        }
    }
    for (Id id = 0; id < edges.size(); ++id) {
        const Point from = corner(m_streets[id].from);
        const Point along = minus(corner(m_streets[id].to), from);
        std::sort(edges[id].begin(), edges[id].end(), [&](Id a, Id b) {
            return dot(along, minus(corner(origin(a)), from)) <
                   dot(along, minus(corner(origin(b)), from));
        });
    }
    return edges;
}

} // namespace evengrid::engine
