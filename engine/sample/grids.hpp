#pragma once

#include "engine/sample/layout.hpp"
#include "engine/sample/sample_city.hpp"

namespace evengrid::engine {

/// Draws the plan in force, as by hand: in every community, block is added to block until there
/// seem to be people enough, so that grids follow streets and are uneven; the last is what was
/// left.
///
/// \param people_of_face one per face of the map
/// \returns by community; the codes are left empty
std::vector<SampleGrid> draw_existing_grids(const BentMap& map,
                                            const std::vector<std::int64_t>& people_of_face,
                                            algorithms::Random& random);

} // namespace evengrid::engine
