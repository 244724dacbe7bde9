#pragma once

#include "algorithms/graph.hpp"
#include "engine/along.hpp"
#include "engine/blocks.hpp"
#include "engine/shared_borders.hpp"

#include <vector>

namespace evengrid::engine {

struct BlockGraphOptions {
    double tolerance_m = 0.1;       ///< how far apart two borders may run and still be one
    double shortest_border_m = 1.0; ///< a shorter shared border does not join two blocks
    double along_m = 6.0;           ///< how far a border may run from a line and still be along it
    double road_cost =
        0.5; ///< cost of a metre of grid border on a road, river or railway; 1 elsewhere
};

/// The blocks of one unit as a graph: vertex i is `blocks[i]`.
struct UnitGraph {
    UnitIndex unit{};
    std::vector<BlockIndex> blocks;
    algorithms::Graph graph;
};

/// The graph of every unit, in the order of the units; a unit without blocks has an empty graph.
///
/// Two blocks are adjacent where they share a border of some length; a corner joins nothing. Units
/// are worked on in parallel.
std::vector<UnitGraph> block_graph(const City& city, const Blocks& blocks,
                                   const BlockGraphOptions& options);

/// Names the units whose blocks do not hang together: each part but the largest, with its people
/// and a place to look at.
std::vector<Finding> component_findings(const City& city, const Blocks& blocks,
                                        const std::vector<UnitGraph>& units);

} // namespace evengrid::engine
