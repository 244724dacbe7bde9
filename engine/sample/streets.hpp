#pragma once

#include "engine/sample/layout.hpp"
#include "engine/sample/names.hpp"
#include "engine/sample/sample_city.hpp"

namespace evengrid::engine {

/// Width of a road of the class, from building line to building line.
double road_width_m(RoadClass road_class);

/// The roads of the map, whole from end to end; trunk roads once for each direction. A road that
/// does not cross the river ends at the road on its bank.
///
/// \param lanes dead ends, one list per block, drawn as they are
std::vector<SampleRoad> draw_roads(const BentMap& map, const std::vector<std::vector<Line>>& lanes,
                                   SampleNames& names, algorithms::Random& random);

/// The middle lines of the river or of the railway, from edge to edge of the city.
std::vector<SampleLine> draw_through_lines(const BentMap& map, CutRank rank, const SampleName& name,
                                           double width_m);

/// The water of the river, a little beyond the city at both ends; nothing where there is no river.
std::vector<SampleWater> draw_river_water(const BentMap& map, const SampleName& name);

} // namespace evengrid::engine
