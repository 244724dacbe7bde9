#pragma once

#include "engine/geometry/geometry.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace evengrid::engine {

/// Ground that is divided by straight cuts into convex faces: the streets of a sample city before
/// they are bent.
///
/// A doubly connected edge list (de Berg et al., "Computational Geometry", section 2.2). Half-edges
/// come in pairs, 2i and 2i + 1, so that the faces on both sides of an edge always share its
/// corners and whatever is derived from them fits together exactly. Faces lie to the left of their
/// edges.
class StreetWeb {
public:
    using Id = std::uint32_t;
    static constexpr Id none = ~Id{0};

    /// A cut, from one place on the border of the face it divided to another. Later cuts may end on
    /// it.
    struct Street {
        int rank = 0; ///< what the caller said it is; streets carry on others within one rank
        Id from = none, to = none; ///< corners
        Id beyond_from =
            none; ///< the street that carries on straight there, of the same rank or the next
        Id beyond_to = none;
    };

    /// How a cut looks for its ends.
    struct CutRules {
        int rank = 0;
        double snap_m = 0; ///< ends this far from the end of a street on the other side meet it
        double gap_m = 12; ///< ends nearer than this to any corner go to the corner
        double least_share = 0.12; ///< each half must keep this share of the face's area
    };

    /// Starts with one face. \pre the outline is convex and counter-clockwise.
    explicit StreetWeb(const Ring& outline);

    /// Divides a face by the line through a point.
    ///
    /// \returns the new face to the right of the line; the face itself becomes what is left of it.
    ///          Nothing, and no change, where the rules leave no good cut.
    std::optional<Id> cut(Id face, Point through, Point direction, const CutRules& rules);

    /// New ends keep off the strip around a street, except on its middle: a river has banks.
    void keep_off(Id street, double strip_m);

    /// Puts a corner in the middle of an edge.
    /// \returns the corner.
    Id split_middle(Id edge);

    std::size_t face_count() const { return m_face_edge.size(); }
    std::size_t edge_count() const { return m_edges.size() / 2; }
    const std::vector<Street>& streets() const { return m_streets; }
    Point corner(Id vertex) const { return m_corners[vertex]; }
    Id origin(Id edge) const { return m_edges[edge].origin; }
    Id target(Id edge) const { return m_edges[edge ^ 1].origin; }
    Id next(Id edge) const { return m_edges[edge].next; }
    Id face(Id edge) const { return m_edges[edge].face; }     ///< none: outside
    Id street(Id edge) const { return m_edges[edge].street; } ///< none: the outline

    std::vector<Id> edges_of_face(Id face) const;
    Ring ring_of_face(Id face) const;
    /// The half-edges of every street from its beginning to its end.
    std::vector<std::vector<Id>> edges_by_street() const;

private:
    struct HalfEdge {
        Id origin = none, next = none, previous = none, face = none, street = none;
    };
    struct Strip {
        Point on;
        Point normal;
        double half_width_m = 0;
    };

    Id add_pair(Id from, Id to, Id face, Id twin_face, Id street);
    void link(Id edge, Id next);
    Id split(Id edge, Point at);
    std::optional<Id> find_end(Id crossed_edge, Point at, Point direction,
                               const CutRules& rules) const;
    bool allowed(Point p) const;
    std::optional<Id> street_ending_at(Id vertex, Point direction, int rank) const;
    void carry_on(Id street, Id vertex, Point direction);

    std::vector<Point> m_corners;
    std::vector<Id> m_corner_edge; ///< an edge that starts at the corner
    std::vector<HalfEdge> m_edges;
    std::vector<Id> m_face_edge;
    std::vector<Street> m_streets;
    std::vector<Strip> m_strips;
};

} // namespace evengrid::engine
