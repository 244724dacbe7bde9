#pragma once

#include "algorithms/partition.hpp"
#include "engine/blocks/block_graph.hpp"
#include "engine/blocks/blocks.hpp"

#include <vector>

namespace evengrid::engine {

/// The blocks of a city, their graphs, and how these were divided into regions.
struct Division {
    Blocks blocks;
    std::vector<UnitGraph> units;
    std::vector<algorithms::PartitionOptions> options; ///< one per unit
    std::vector<algorithms::Partition> partitions;     ///< one per unit
};

/// Helps units that no division of their blocks brings within bounds: their blocks are divided into
/// cells, first those with more than half of the maximum, then those with more than a quarter, and
/// the cells into regions anew. What does not bring a unit nearer to its bounds is not kept.
///
/// Other units stay as they are. Deterministic; at most two more divisions of the units concerned.
void refine(const City& city, const BlockOptions& blocks, const BlockGraphOptions& graph,
            Division& division);

} // namespace evengrid::engine
