#pragma once

#include "algorithms/graph.hpp"
#include "engine/blocks/along.hpp"
#include "engine/blocks/blocks.hpp"
#include "engine/geometry/shared_borders.hpp"
#include "engine/rules/rules.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace evengrid::engine {

/// What the bounds of a unit's grids ask of its graph.
struct UnitLimits {
    /// A part of the unit with fewer people is linked with the rest; none is when not given.
    std::optional<std::int64_t> least_people{};
    /// A compound is kept together where its blocks hold no more people; none is when not given.
    std::optional<std::int64_t> most_people{};
    bool whole = false; ///< all of the unit's blocks stay together
};

/// What joins blocks, and what a border between them costs.
struct BlockGraphOptions {
    double tolerance_m = 0.1;       ///< how far apart two borders may run and still be one
    double shortest_border_m = 1.0; ///< a shorter shared border does not join two blocks
    double along_m = 6.0;           ///< how far a border may run from a line and still be along it
    /// Cost of a metre of grid border on a road, river, railway or wall; it is 1 elsewhere.
    double road_cost = 0.5;
    bool ignore_barriers = false; ///< water, railways and motorways do not part blocks
    double crossing_m = 15.0;     ///< how near a crossing must be to a border to lead over it
    /// One per unit, or none at all; `make_plan` tells them from the bounds of the grids.
    std::vector<UnitLimits> limits;
    std::vector<Rule> measures; ///< what they measure the vertices carry besides people (`amounts`)
};

/// Two blocks that one cannot walk between, joined so that a part of a unit that is too small alone
/// belongs somewhere; or since a crossing of the city, such as a ferry, leads over their gap.
struct Link {
    BlockIndex a{};
    BlockIndex b{};
    double gap_m = 0; ///< 0 where only a barrier lies between them
    bool by_crossing = false;
};

/// A compound of a unit whose blocks could not be kept together.
struct PartedCompound {
    enum class Why {
        too_many,    ///< its blocks, with what has to stay with them, hold too many people
        no_way,      ///< one cannot walk between its blocks without leaving them
        other_grids, ///< its blocks belong to several existing grids
    };

    std::uint32_t compound = 0;
    BlockIndex first_block{};
    std::int64_t people = 0;        ///< of the compound in the unit
    std::int64_t people_around = 0; ///< of all that would have to stay with it, itself included
    Why why = Why::too_many;
};

/// The blocks of one unit as a graph: a vertex is a block, or all blocks of a compound, or of the
/// unit.
struct UnitGraph {
    UnitIndex unit{};
    std::vector<BlockIndex> blocks;
    std::vector<std::uint32_t> vertex_of; ///< one per block
    algorithms::Graph graph;
    std::vector<Link> links; ///< edges of the graph that are none on the ground
    std::vector<PartedCompound> parted;
};

/// The graph of every unit, in the order of the units; a unit without blocks has an empty graph.
///
/// Two blocks are adjacent where they share a border that one can walk across, of some length; a
/// corner joins nothing. A barrier (water, railway, motorway) is no such border, but where a street
/// crosses it or the city has a crossing. Parts that do not touch are linked where a crossing leads
/// from one to the other. Water that neither leads over belongs to the neighbour
/// with the longest shore, so that it joins no two others. Parts with too few people are linked:
/// with the part beyond the longest barrier, or else with the nearest. The blocks of a compound
/// become one vertex, where they hang together and do not hold too many people, and those of a unit
/// that stays whole in any case. Units are worked on in parallel.
///
/// \param options `limits` of size n, one per unit, or empty
/// \returns size n, one per unit. Complexity: O(s log s) for s segments of border.
std::vector<UnitGraph> block_graph(const City& city, const Blocks& blocks,
                                   const BlockGraphOptions& options);

/// Names the units whose blocks do not hang together: each link, each compound that could not be
/// kept together, and each part but the largest, with its people and a place to look at.
std::vector<Finding> component_findings(const City& city, const Blocks& blocks,
                                        const std::vector<UnitGraph>& units);

} // namespace evengrid::engine
