#pragma once

#include "engine/blocks/cut_out_areas.hpp"
#include "engine/plan/plan.hpp"
#include "engine/plan/refine.hpp"

#include <functional>
#include <vector>

namespace evengrid::engine {

/// A city as it is divided: with its areas cut out, where it has any.
struct DividedCity {
    const City& city;
    const std::vector<Origin>& origins;     ///< one per unit of the city
    std::vector<algorithms::Bounds> bounds; ///< likewise

    bool is_exclusive(std::size_t unit) const {
        return origins[unit].area && city.areas[*origins[unit].area].exclusive;
    }
};

/// Makes grids of the regions that a city was divided into: dissolved, measured, numbered, with the
/// reason where one is out of bounds. Codes and names are left empty.
///
/// \param city      as it was given; the grids are in its units and areas
/// \param blocks    of the regions; the division's own may have been moved away
/// \param unit_done called when the grids of a unit are drawn, from any thread
/// \returns by grid_id. Units are worked on in parallel. Complexity: near linear in the vertices of
///          the blocks.
/// \throws whatever `unit_done` throws
std::vector<Grid> make_grids(const City& city, const DividedCity& divided, const Blocks& blocks,
                             const Division& division, const std::function<void()>& unit_done);

} // namespace evengrid::engine
