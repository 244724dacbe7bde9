#pragma once

#include "engine/blocks/tiles.hpp"
#include "engine/city.hpp"

#include <vector>

namespace evengrid::engine {

/// The blocks of a city as they were given, made to fit together.
struct GivenTiles {
    std::vector<std::vector<Tile>> of_unit; ///< in the order of the source
    std::vector<LedgerEntry> ledger;        ///< people of blocks of which nothing was left
    std::vector<Finding> findings;
    double shared_streets_m = 0; ///< how wide the streets are that were shared out; 0: none was
};

/// Takes the given blocks of every unit: shares out the streets between blocks that touch no other,
/// and repairs overlaps as `fit_units` does, unit by unit where there are any. What blocks of two
/// units cover is left to the unit that is first by its code.
///
/// \throws Error (input) for blocks that overlap by more than the boundary tolerance, naming both.
GivenTiles given_tiles(const City& city, const BlockOptions& options);

} // namespace evengrid::engine
