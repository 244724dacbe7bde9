#pragma once

#include "engine/box_index.hpp"
#include "engine/city.hpp"

#include <vector>

namespace evengrid::engine {

/// What the border between two blocks or grids runs along.
enum class Along { none, road, water, rail, wall, unit };

/// Tells what a border runs along: the lines of a city, and the shores of its water, kept ready.
///
/// May be asked from several threads.
class AlongFinder {
public:
    /// \param within_m how far a border may run from a line and still be along it: half a street.
    AlongFinder(const City& city, double within_m);

    /// What the straight stretch runs along: the nearest line of about its direction beside its
    /// middle. Complexity: O(log n) for n segments.
    Along along(Point from, Point to) const;

private:
    struct Segment {
        Point from, to;
        Along kind;
    };

    void add(const std::vector<Point>& line, Along kind);

    double m_within_m;
    std::vector<Segment> m_segments;
    BoxIndex m_index;
};

} // namespace evengrid::engine
