#pragma once

#include "engine/city.hpp"
#include "engine/geometry/box_index.hpp"

#include <string_view>
#include <vector>

namespace evengrid::engine {

/// What the border between two blocks or grids runs along.
enum class Along { none, road, water, rail, wall, unit };

/// Whether one cannot walk across a line of that kind but where a road crosses it.
bool is_barrier(LineKind kind);

/// What a stretch of border follows.
struct Followed {
    Along along = Along::none;
    std::string_view name; ///< of the line, in the city; empty where it has none
    bool barrier = false;  ///< one cannot walk across but at a crossing
    bool operator==(const Followed&) const = default;
};

/// Tells what a border runs along: the lines of a city, and the shores of its water, kept ready.
///
/// May be asked from several threads, as long as the city lives.
class AlongFinder {
public:
    /// \param within_m how far a border may run from a line and still be along it: half a street.
    AlongFinder(const City& city, double within_m);

    /// What the straight stretch runs along: the nearest line of about its direction beside its
    /// middle. Complexity: O(log n) for n segments.
    Followed followed(Point from, Point to) const;
    Along along(Point from, Point to) const { return followed(from, to).along; }

private:
    struct Segment {
        Point from, to;
        Followed what;
    };

    void add(const std::vector<Point>& line, const Followed& what);

    double m_within_m;
    std::vector<Segment> m_segments;
    BoxIndex m_index;
};

} // namespace evengrid::engine
