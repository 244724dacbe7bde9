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

/// The atom that is merged: connected ground of one unit, with the buildings that stand on it whole.
struct Block {
    std::int64_t block_id = 0; ///< 1..n, unit by unit
    UnitIndex unit{};
    BlockKind kind = BlockKind::street;
    MultiPolygon ground; ///< one polygon, unless it was given in several parts
    double area_m2 = 0;
    Point inside; ///< a point on the ground
    std::int64_t people = 0;
    std::int64_t households = 0;
    std::vector<BuildingIndex> buildings; ///< ascending
};

/// All blocks of a city. The blocks of a unit tile it: no gap, no overlap.
struct Blocks {
    std::vector<Block> blocks;                               ///< ordered by unit
    std::vector<std::optional<BlockIndex>> block_of_building; ///< one per building; none: outside every unit
    std::vector<LedgerEntry> ledger;                          ///< people who are in no block, by reason
    std::vector<Finding> findings;
};

struct BlockOptions {
    /// Gaps that are closed between a street's end and what it was meant to meet.
    double snap_tolerance_m = 2.0;
    /// A street that leads nowhere is dropped from the block borders when it is a dead end; ground
    /// smaller than this joins the neighbour with the longest shared border.
    double smallest_block_m2 = 100.0;
    /// Streets whose both directions run closer than this are one border.
    double dual_carriageway_m = 20.0;
};

/// Makes the blocks of every unit, and gives every building whole to one of them.
///
/// Given blocks are used where there are any; else the ground is divided along the lines; else, where
/// the city has no lines, each building gets the ground nearest to it. A building that straddles
/// blocks goes to the block with the largest overlap, ties to the smaller block id, and takes the
/// ground under it along. Units are worked on in parallel; the result does not depend on the threads.
Blocks make_blocks(const City& city, const BlockOptions& options);

} // namespace evengrid::engine
