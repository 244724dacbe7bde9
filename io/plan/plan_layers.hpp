#pragma once

#include "engine/plan/plan.hpp"
#include "io/files/vector_target.hpp"
#include "io/plan/write_plan.hpp"
#include "io/qgis/styles.hpp"

namespace evengrid::io {

/// The layers of a plan, as section 5 of the design and docs/manual.md list them: the one place
/// that says which fields they have and what is in them.

/// Any place of the city.
engine::Point place_in(const engine::City& city);

/// The way from one CRS to another, one point at a time, so that a corner that two polygons share
/// is the same in both. \param place in `metric`, for which it has to be good
engine::Move way_to_written(const engine::Crs& metric, const engine::Crs& written,
                            engine::Point place);

void write_grids(VectorTarget& target, const engine::City& city, const engine::Plan& plan,
                 const engine::Move& to_written);
/// \param grid_of_block grid_id, one per block; empty where there are no grids, and no field for
/// them
void write_blocks(VectorTarget& target, const engine::City& city, const engine::Blocks& blocks,
                  const std::vector<std::int64_t>& grid_of_block, const engine::Move& to_written);
void write_borders(VectorTarget& target, const engine::Plan& plan, const engine::Move& to_written);
/// The grids in force before, and what becomes of each.
/// \param plan with a handover
void write_existing(VectorTarget& target, const engine::City& city, const engine::Plan& plan,
                    const engine::Move& to_written);
/// How every grid does by the rules that are about it.
void write_rules(VectorTarget& target, const engine::Plan& plan);
void write_findings(VectorTarget& target, const std::vector<engine::Finding>& findings,
                    const engine::Move& to_written);

void write_summary(VectorTarget& target, const Summary& summary);

/// The table that QGIS looks for styles in. \param layers that have been written
void write_styles(VectorTarget& target, const std::vector<LayerStyle>& styles,
                  const std::vector<std::string>& layers);

/// The buildings as they were read, and where each one went. Those that the plan left out are there
/// as well, without a grid.
/// \returns fields of the input that could not be kept as they were
std::vector<ChangedField> write_buildings(VectorTarget& target, const engine::City& city,
                                          const engine::Plan& plan, const LayerToCopy& source);

} // namespace evengrid::io
