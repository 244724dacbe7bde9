#pragma once

#include "algorithms/graph.hpp"
#include "engine/blocks.hpp"

#include <optional>
#include <vector>

namespace evengrid::engine {

/// What the border between two blocks or grids runs along.
enum class Along { none, road, water, rail, wall, unit };

/// The border that two polygons share, as found on the ground.
struct SharedBorder {
    std::uint32_t a = 0; ///< a < b, indices of the polygons given
    std::uint32_t b = 0;
    std::vector<Line> lines;
    double length_m = 0;
};

/// Finds the border that every two polygons share.
///
/// Vertices need not match: borders that run beside each other within `tolerance_m` are shared, so
/// T-junctions and small gaps or overlaps do no harm. Meeting in a point is no border.
/// \returns ordered by (a, b). Complexity: O(s log s) for s segments.
std::vector<SharedBorder> shared_borders(const std::vector<const MultiPolygon*>& polygons,
                                         double tolerance_m);

struct BlockGraphOptions {
    double tolerance_m = 0.1;       ///< how far apart two borders may run and still be one
    double shortest_border_m = 1.0; ///< a shorter shared border does not join two blocks
    double road_cost = 0.5;         ///< cost of a metre of grid border on a road, river or railway; 1 elsewhere
};

/// The blocks of one unit as a graph: vertex i is `blocks[i]`.
struct UnitGraph {
    UnitIndex unit{};
    std::vector<BlockIndex> blocks;
    algorithms::Graph graph;
};

/// The graph of every unit, in the order of the units; a unit without blocks has an empty graph.
std::vector<UnitGraph> block_graph(const City& city, const Blocks& blocks,
                                   const BlockGraphOptions& options);

} // namespace evengrid::engine
