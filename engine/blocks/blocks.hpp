#pragma once

#include "engine/city.hpp"

#include <optional>
#include <vector>

namespace evengrid::engine {

/// How a block came about.
enum class BlockKind {
    street,       ///< a face between streets
    given,        ///< a polygon of the block layer
    tessellation, ///< the ground nearest to a building, where there are no streets
    cell,         ///< a piece of an oversize block
    water,        ///< ground of no one
};

/// The atom that is merged: connected ground of one unit, with the buildings that stand on it
/// whole.
struct Block {
    std::int64_t block_id = 0; ///< 1..n, unit by unit
    UnitIndex unit{};
    BlockKind kind = BlockKind::street;
    MultiPolygon ground; ///< one polygon, unless it was given in several parts
    double area_m2 = 0;
    Point inside; ///< a point on the ground
    std::int64_t people = 0;
    std::int64_t households = 0;
    std::vector<BuildingIndex> buildings;  ///< ascending
    std::optional<std::int64_t> src_fid{}; ///< of the given block that it is, or a piece of
};

/// All blocks of a city. The blocks of a unit tile it: no gap, no overlap.
struct Blocks {
    std::vector<Block> blocks; ///< ordered by unit
    std::vector<std::optional<BlockIndex>>
        block_of_building;           ///< one per building; none: outside every unit
    std::vector<LedgerEntry> ledger; ///< people who are in no block, by reason
    /// Given blocks got the ground of the streets between them, up to this width; 0: they did not.
    double shared_streets_m = 0;
    std::vector<Finding> findings;
};

struct BlockOptions {
    /// How far a street's end may be from what it was meant to meet, and how far it may stick out:
    /// a street's width, since many are drawn to the kerb of the next.
    double snap_tolerance_m = 8.0;
    /// Ground smaller than this joins the neighbour with the longest shared border.
    double smallest_block_m2 = 100.0;
    /// How far apart the two directions of a street may run. Ground without a building that is
    /// narrower than this and long, or half as narrow, is what lies between them, or between a
    /// street and a border that it was drawn beside: it joins a neighbour as well.
    double dual_carriageway_m = 40.0;
    /// How wide overlaps and gaps between units may be to be repaired.
    double boundary_tolerance_m = 2.0;
    /// Given blocks that touch no other get the ground of the streets between them, to the middle,
    /// where these are no wider than this.
    double widest_street_m = 40.0;
    /// A block of more people is divided into cells around its buildings. Never, when not given;
    /// `make_plan` then gives the maximum of a grid.
    std::optional<std::int64_t> most_people;
};

/// Makes the blocks of every unit, and gives every building whole to one of them.
///
/// Given blocks are used as they are, where there are any, but for the streets between them; else
/// the ground is divided along the lines and the shores of the water; else, where the city has
/// neither, each building gets the ground nearest to it. A building stands in the unit that holds
/// its largest part, and there goes to the block with the largest part, ties to the smaller id; it
/// takes the ground under it along. The ground of units is never changed for a building. Buildings
/// outside every unit are in the ledger and the findings.
///
/// Units are worked on in parallel; the result does not depend on the threads.
/// \pre polygons are valid (simple features); lines have two points or more.
/// \throws Error (input) for units that overlap by more than the tolerance.
/// Complexity: near n log n in the vertices.
Blocks make_blocks(const City& city, const BlockOptions& options);

} // namespace evengrid::engine
