#pragma once

#include "algorithms/partition.hpp"

#include <vector>

namespace evengrid::engine {

/// Divides a unit anew and lets existing grids be, as far as that can be.
///
/// The homes of the graph's vertices (`VertexData::home`) say where the existing grids are. A grid
/// that hangs together and holds people within bounds is kept as it is, and so is every locked one,
/// whatever it holds. The rest of the unit is divided by `algorithms::partition`, to which people
/// who leave their grid are a cost. Where the rest cannot keep the bounds, the kept grids beside
/// what is out of bounds are let go, locked ones excepted, and the rest is divided again, until the
/// bounds are kept or nothing is left to let go; the best division on the way counts, of equals the
/// one that kept more. Where a number of regions is wanted that cannot be had with all of these,
/// more are let go.
///
/// \param locked by home; home 0 is none
/// \returns as `algorithms::partition`; a graph without homes is divided by that alone. A locked
///          grid is one region, even where its ground is in pieces.
algorithms::Partition divide_unit(const algorithms::Graph& graph, const std::vector<bool>& locked,
                                  const algorithms::PartitionOptions& options);

} // namespace evengrid::engine
