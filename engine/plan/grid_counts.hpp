#pragma once

#include "algorithms/apportion.hpp"
#include "algorithms/objective.hpp"
#include "engine/blocks/block_graph.hpp"
#include "engine/city.hpp"

#include <cstdint>
#include <optional>
#include <set>
#include <vector>

namespace evengrid::engine {

/// How many grids the people of a unit admit.
struct LegalCounts {
    /// Both ends inclusive, the sum over the parts of the unit that hang together. A part that
    /// admits no number has the one that does the least harm.
    algorithms::CountRange range;
    bool all_parts = true; ///< every part admits a number with all grids in bounds
};

/// A vertex above the maximum is a grid of its own and counts as legal. Complexity: linear.
LegalCounts legal_counts(const algorithms::Graph& unit, const algorithms::Bounds& bounds);

/// The same where some existing grids stay as they are, whatever they hold: each counts once, and
/// the rest of the unit by its own parts.
///
/// \param kept their homes (`VertexData::home`); those that the unit has none of do not count
/// Complexity: O(n log n).
LegalCounts legal_counts(const algorithms::Graph& unit, const std::set<std::uint32_t>& kept,
                         const algorithms::Bounds& bounds);

/// How many grids each unit gets; nothing where the solver is free to choose.
///
/// A unit gets the number that its source says. With a total for the whole city the other units
/// share what is left, by the method of equal proportions (`algorithms::equal_proportions`): grids
/// are as equal all over the city as the legal range of every unit allows. The range is what its
/// people admit with every grid in bounds, each connected part of the unit by itself; a unit that
/// admits no number has the one that does the least harm. A locked grid is one whatever it holds.
/// \throws Error (usage) for a number outside of its range, naming the units and their ranges; for
///         a total outside of what all units admit together, with that range.
/// \param bounds one per unit
std::vector<std::optional<std::size_t>> grid_counts(const City& city,
                                                    const std::vector<UnitGraph>& units,
                                                    const std::vector<algorithms::Bounds>& bounds,
                                                    const std::optional<std::int64_t>& total);

} // namespace evengrid::engine
