#pragma once

#include "engine/geometry/geometry.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace evengrid::engine {

/// Geometry operations that GEOS does for us, on our own value types.
///
/// Every function may be called from any thread, and throws `Error` with the library's own words
/// where an operation fails. Results are polygons only: lines and points that an overlay leaves
/// behind are dropped. Complexity: near n log n in the vertices, where nothing else is said.

/// Cuts lines where they meet: the result's lines share end points only, and none appears twice.
///
/// Coordinates are snapped to `fine_grid_m` (OverlayNG, snap rounding). Complexity: near n log n.
std::vector<Line> node(const std::vector<Line>& lines);

/// The faces that noded lines enclose, holes as holes. Dangles and bridges enclose nothing.
///
/// \param noded as `node` returns them. Order of the result: by the smallest point of the shell.
std::vector<Polygon> faces(const std::vector<Line>& noded);

/// Joins polygons that tile their ground: vertices on their common borders are kept.
///
/// Sides that match are dropped first (`drop_shared_sides`), which is right where the result is
/// valid; polygons whose vertices do not match are overlaid instead.
/// \throws Error when the area differs from the sum of the parts by more than a millionth: the
///         polygons overlap, or ground was lost.
MultiPolygon dissolve(const std::vector<const MultiPolygon*>& tiles);

/// Whether polygons overlap by more than rounding leaves, however large they are.
bool overlap(const std::vector<const MultiPolygon*>& tiles);

/// Joins polygons that may overlap. Those whose vertices match are joined as `dissolve` does it.
MultiPolygon unite(const std::vector<const MultiPolygon*>& parts);

/// \returns the ground that both cover. Complexity: near linear in the vertices.
MultiPolygon intersection(const MultiPolygon& a, const MultiPolygon& b);

/// \returns the ground of `a` that `b` does not cover.
MultiPolygon difference(const MultiPolygon& a, const MultiPolygon& b);

/// Ground that is asked about often: prepared once, answered fast. Stays on the thread that made
/// it.
class PreparedGround {
public:
    explicit PreparedGround(const MultiPolygon& ground);
    ~PreparedGround();
    PreparedGround(PreparedGround&&) noexcept;
    PreparedGround& operator=(PreparedGround&&) noexcept;

    /// \returns the area of `other` that the ground covers.
    double covered_m2(const MultiPolygon& other) const;

private:
    struct Prepared;
    std::unique_ptr<Prepared> m_prepared;
};

/// \returns the shortest way from one ground to the other; 0 where they meet.
double gap_m(const MultiPolygon& a, const MultiPolygon& b);

/// All points within `distance_m`; a negative distance shrinks. Corners are rounded.
MultiPolygon buffer(const MultiPolygon& ground, double distance_m);

/// Why a polygon cannot be calculated with, and where.
struct Invalidity {
    std::string reason; ///< as GEOS words it: "Self-intersection", "Hole lies outside shell", ...
    Point place;
};

/// \returns nothing for valid ground. Simple features rules: OGC 06-103r4, 6.1.11.
std::optional<Invalidity> invalidity(const MultiPolygon& ground);

/// Repairs by structure: shells are joined, holes are taken out, no area is lost where a ring was
/// right. Rings with fewer than three corners enclose nothing and are dropped.
MultiPolygon make_valid(const MultiPolygon& ground);

/// A point well inside: in the middle of the widest part along a scan line.
/// \pre the ground is not empty.
Point point_inside(const MultiPolygon& ground);

/// A triangle as indices of the points given, counter-clockwise.
using Triangle = std::array<std::uint32_t, 3>;

/// Delaunay triangulation. Points that repeat an earlier one are in no triangle.
/// \returns ordered by their indices. Complexity: n log n.
std::vector<Triangle> triangulate(const std::vector<Point>& points);

/// The version of GEOS that runs, as "3.11.1".
std::string geos_version();

} // namespace evengrid::engine
