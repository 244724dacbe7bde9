#pragma once

#include "algorithms/spread.hpp"
#include "engine/plan/plan.hpp"
#include "engine/plan/refine.hpp"

#include <optional>
#include <string>
#include <vector>

namespace evengrid::engine {

/// The block that every point stands on; the one with the smaller id where it stands on a border,
/// so that none is in two. Complexity: near p log n.
std::vector<std::optional<BlockIndex>> blocks_of_points(const City& city, const Blocks& blocks);

/// Whether a point is of a kind that is asked for. \param kind empty: any
bool is_of_kind(const ServicePoint& point, const std::string& kind);

/// "point", or of which kind: "point "clinic"".
Message point_of(const std::string& kind);

/// Changes the borders of grids where that gives an inhabited grid a point of a kind that it has
/// none of (`algorithms::spread`): no bound is broken further, and the cost of the plan grows by no
/// more than `RequiredPoints::weight` says. Locked grids, and existing ones that were kept as they
/// are, stay.
/// \param kinds that every inhabited grid should have a point of; empty: any
/// \returns what was done and what could be done, per unit of the division
std::vector<algorithms::Spread> cover_points(const City& city,
                                             const std::vector<std::string>& kinds, double weight,
                                             Division& division);

/// The kinds of point that are asked for, by the options (a point of any kind where they name
/// none) and by rules about all grids, each once.
std::vector<std::string> required_kinds(const PlanOptions& options);

/// Says in terms of a plan's grids what was done and what could be done, and adds a note for every
/// change that was made.
void tell_point_changes(const City& city, const std::vector<std::string>& kinds,
                        const Division& division, const std::vector<algorithms::Spread>& spreads,
                        Plan& plan);

/// "it would get one with block 7 of grid "a-002", which costs as much as 12 m of border".
Message offer_in_words(const Plan& plan, const PointChange& offer);

} // namespace evengrid::engine
