#pragma once

#include "algorithms/graph.hpp"
#include "algorithms/objective.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace evengrid::algorithms {

/// How long to look for a better plan. Each level is a named bundle of limits, counted in moves.
enum class Effort { fast, standard, high };

/// Why a region is out of bounds although the solver did its best.
enum class Reason {
    none,                     ///< within bounds
    block_above_maximum,      ///< holds a single vertex with more people than the maximum
    component_below_minimum,  ///< is a whole component with fewer people than the minimum
    no_whole_number_of_grids, ///< the component's people admit no count of regions within bounds
    bottleneck,               ///< the way the vertices hang together allows no better split
};

struct PartitionOptions {
    Bounds bounds;
    BorderCost border_cost = BorderCost::border;
    CostWeights weights;
    std::vector<MeasureAim> measures{}; ///< one per measure of the vertices, or none
    std::optional<std::size_t>
        regions; ///< wanted number of regions of the whole graph; chosen when not given
    Effort effort = Effort::standard;
    std::uint64_t seed = 1;
    std::vector<Region> start; ///< size n or empty: a partition to improve instead of starting anew
    /// Asked now and then, from any thread: true ends the search with `Cancelled`.
    std::function<bool()> cancelled;

    Objective objective() const { return {bounds, border_cost, weights, measures}; }
};

struct RegionReport {
    std::int64_t population = 0;
    Reason reason = Reason::none;
};

/// What no partition with this number of regions can stay below.
struct LowerBound {
    std::int64_t violation = 0;
    double cost = 0;     ///< of the partitions with that violation
    bool proven = false; ///< the partition reaches it: nothing is better
};

struct Partition {
    std::vector<Region> region_of;     ///< size n, one per vertex
    std::vector<RegionReport> regions; ///< one per region, in the order of their smallest vertex
    std::uint64_t moves = 0;           ///< moves tried
    std::optional<LowerBound> lower_bound; ///< where one is known
};

/// Thrown by `partition` when `PartitionOptions::cancelled` said so.
struct Cancelled {};

/// Divides the graph into connected regions within bounds, with short borders.
///
/// Every vertex is in exactly one region and every region is connected. The components of the
/// graph are solved on their own, in parallel; the result depends on the graph, the options and
/// nothing else: not on the number of threads, not on the machine.
/// \throws std::invalid_argument for bounds that are negative or crossed, or a start that does not
///         fit; Cancelled when the options' `cancelled` said so.
/// Complexity: near linear in vertices and edges for a given effort; docs/benchmarks.md has the
/// measured growth, docs/algorithm.md the steps and their sources.
Partition partition(const Graph& graph, const PartitionOptions& options);

} // namespace evengrid::algorithms
