#pragma once

#include "algorithms/graph.hpp"
#include "algorithms/objective.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace evengrid::algorithms {

/// How many of a kind of amenity stand on every vertex; every region with people wants one of each
/// kind. Size n.
using Amenity = std::vector<std::uint32_t>;

struct SpreadOptions {
    Objective objective;
    /// What it is worth that one region more has an amenity of a kind, in spans of border; 0: only
    /// what costs nothing.
    double worth = 0;
    std::vector<bool> fixed; ///< regions that must not change; empty: none
};

/// A change of the border between two regions that brings the second an amenity.
struct BorderChange {
    std::size_t amenity = 0; ///< kind that the region had none of
    Region from{};
    Region to{};
    std::vector<Vertex> given; ///< go over; the first has the amenity
    std::vector<Vertex> taken; ///< come back for them
    double cost_m = 0;         ///< what the objective is worse by afterwards, in metres of border
};

struct Spread {
    std::vector<BorderChange> made;   ///< in this order
    std::vector<BorderChange> offers; ///< the cheapest left, for each region that wants in vain
};

/// Changes borders between regions so that more of them have an amenity of every kind.
///
/// A change gives one vertex with an amenity to a neighbouring region, or two that hang together,
/// and may take one back. It is made where fewer wants remain, both regions stay connected, no
/// bound is broken further, no fixed region is touched, and the objective gets worse by no more
/// than the wants are worth. The cheapest change for a region goes first, ties to the smaller
/// vertex; the regions take turns until nothing is left to do, which it is since every change
/// leaves fewer wants. The number of regions stays.
/// \param region_of size n, connected regions numbered without gaps; changed in place
/// Complexity: O(w d s^3) for w wants and regions with d neighbours and s vertices; above 120
/// vertices in two regions together nothing is taken back, O(w d s^2).
Spread spread(const Graph& graph, const std::vector<Amenity>& amenities,
              const SpreadOptions& options, std::vector<Region>& region_of);

} // namespace evengrid::algorithms
