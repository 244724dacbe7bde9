#pragma once

#include "io/city/read_city.hpp"

#include <functional>
#include <string>
#include <vector>

namespace evengrid::io {

/// What the field of `CitySources::existing_field` says: the code of the existing grid of every
/// block, or else of every building, of the city. Empty where it was not asked for.
struct ExistingCodes {
    std::vector<std::string> of_blocks;
    std::vector<std::string> of_buildings;
};

/// Reads the plan in force before, if there is one: grids of a layer, with a code of their own, and
/// a name where a field is called so; or those that the codes name, each with the ground of its
/// blocks or buildings.
/// \param input has the units, blocks and buildings; it gets the existing grids
/// \throws engine::Error (input) for a field that is missing or empty, (usage) for a lock on a code
///         that no grid has; algorithms::Cancelled.
void read_existing(const CitySources& sources, const ExistingCodes& codes,
                   const std::function<bool()>& cancelled, CityInput& input);

} // namespace evengrid::io
