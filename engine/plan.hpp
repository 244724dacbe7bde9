#pragma once

#include "algorithms/partition.hpp"
#include "engine/block_graph.hpp"
#include "engine/blocks.hpp"

#include <functional>
#include <string>
#include <vector>

namespace evengrid::engine {

/// A connected set of blocks in one unit.
struct Grid {
    std::int64_t grid_id = 0; ///< 1..n: unit by unit, west to east and north to south within a unit
    std::string code;
    std::string name;
    UnitIndex unit{};
    MultiPolygon ground;
    std::vector<BlockIndex> blocks;
    std::int64_t people = 0;
    std::int64_t households = 0;
    std::int64_t buildings = 0;
    double area_m2 = 0;
    double perimeter_m = 0;
    double compactness = 0; ///< Polsby-Popper: 4 pi area / perimeter^2, 1 for a circle
    bool in_bounds = true;
    algorithms::Reason reason = algorithms::Reason::none;
};

/// A stretch of border between two grids.
struct Border {
    std::int64_t grid_a = 0;
    std::int64_t grid_b = 0;
    Along along = Along::none;
    std::vector<Line> lines;
    double length_m = 0;
};

struct PlanOptions {
    BlockOptions blocks;
    BlockGraphOptions graph;
    algorithms::PartitionOptions partition;
    /// Told now and then what is being done: a stage of section 3 of the design and the share of it done, 0 to 1.
    std::function<void(const char* stage, double share)> progress;
};

/// All grids of a city, with what led to them.
struct Plan {
    Blocks blocks;
    std::vector<Grid> grids;                 ///< grid_id is the index + 1
    std::vector<std::int64_t> grid_of_block; ///< grid_id, one per block
    std::vector<Border> borders;
    std::vector<LedgerEntry> ledger; ///< every person of the input: in the plan, or left out by reason
    std::vector<Finding> findings;
};

/// Divides a city: blocks, graph, regions, grids. Every person of the city is in one grid or in the ledger.
///
/// \throws algorithms::Cancelled when the options' `cancelled` said so.
Plan make_plan(const City& city, const PlanOptions& options);

} // namespace evengrid::engine
