#pragma once

#include "engine/city.hpp"
#include "engine/geometry/box_index.hpp"

#include <vector>

namespace evengrid::engine {

/// Where one can walk over water, a railway or a motorway, ready to be found: where a street leads
/// over it, and the crossings that the city names.
///
/// A street that ends at a barrier does not cross it; where two meet on it, they do. May be asked
/// from several threads. Complexity: O(n log n) for n segments to build.
class Crossings {
public:
    explicit Crossings(const City& city);

    /// Whether one of them lies within some distance of the lines.
    bool near(const std::vector<Line>& lines, double within_m) const;

private:
    std::vector<Segment> m_ways; ///< a place is a segment of no length
    BoxIndex m_index;
};

} // namespace evengrid::engine
