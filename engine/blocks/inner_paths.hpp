#pragma once

#include "engine/city.hpp"
#include "engine/geometry/box_index.hpp"

#include <vector>

namespace evengrid::engine {

/// The streets, paths, walls and other lines of a city that run into its blocks without dividing
/// them: natural borders for the cells of a block with too many people.
///
/// May be asked from several threads, as long as the city lives. Complexity: O(n log n) to build
/// for n lines.
class InnerPaths {
public:
    explicit InnerPaths(const City& city);

    /// Divides ground along the lines inside it. A dead end is led straight on to what it meets
    /// first, the border of the ground or another line; dead ends shorter than a driveway (15 m)
    /// are passed over.
    ///
    /// \returns pieces that tile the ground; the ground itself where no line divides it.
    /// Complexity: near n log n in the vertices of the ground and of the lines in it.
    std::vector<Polygon> divide(const Polygon& ground) const;

private:
    const City& m_city;
    BoxIndex m_index; ///< of the lines
};

} // namespace evengrid::engine
