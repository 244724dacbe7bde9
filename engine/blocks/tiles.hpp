#pragma once

#include "engine/blocks/blocks.hpp"
#include "engine/geometry/shared_borders.hpp"

#include <functional>
#include <optional>
#include <vector>

namespace evengrid::engine {

/// Ground on its way to become a block. The tiles of a unit cover it without gap or overlap, and
/// what two of them share has the same vertices on both sides.
struct Tile {
    MultiPolygon ground;
    BlockKind kind = BlockKind::street;
    std::int64_t people = 0; ///< of a given block
    std::int64_t households = 0;
    bool leftover = false;                 ///< a scrap of ground that should join a neighbour
    std::optional<std::int64_t> src_fid{}; ///< of a given block
};

/// What `merge_tiles` is told about a tile, or about several that were merged.
struct TileMeasure {
    double area_m2 = 0;
    double perimeter_m = 0;
    std::size_t buildings = 0; ///< that stand on it for the most part
    bool leftover = false;     ///< all of it
};

/// Merges tiles that are too small to stand alone into the neighbour with the longest shared
/// border, the smallest first, until none is left that has a neighbour. The largest tile of a
/// merger gives it its kind; the people sum.
///
/// \param weight what a shared border counts for the choice of the neighbour; its length when empty
/// \param buildings size n, one per tile, or empty
/// \param too_small told the measures of a tile as it stands after the mergers so far
/// \returns size n: the new index of every tile. `tiles` is replaced.
/// Complexity: O(n log n) for n tiles, besides finding their borders (`shared_borders`).
std::vector<std::uint32_t>
merge_tiles(std::vector<Tile>& tiles, const std::vector<std::size_t>& buildings,
            const std::function<bool(const TileMeasure&)>& too_small,
            const std::function<double(const SharedBorder&)>& weight = {});

} // namespace evengrid::engine
