#pragma once

#include "engine/blocks/tiles.hpp"
#include "engine/geometry/box_index.hpp"

#include <utility>
#include <vector>

namespace evengrid::engine {

/// The tiles that a building stands on.
struct Footing {
    std::vector<std::pair<std::uint32_t, double>> on; ///< tile and square metres, by tile

    /// The tile with the largest part, ties to the smaller index. \pre it stands on one.
    std::uint32_t tile() const;
    double total_m2() const;
};

/// What every footprint stands on.
///
/// \returns size n, one per footprint, with nothing `on` where it stands on no tile.
/// Complexity: O(n log t) for n footprints and t tiles, plus their overlays.
std::vector<Footing> footings(const std::vector<const MultiPolygon*>& footprints,
                              const std::vector<Tile>& tiles);

/// Tells the footings that tiles were merged.
///
/// \param new_index size n, one per tile before, as `merge_tiles` returns it
void renumber(std::vector<Footing>& footings, const std::vector<std::uint32_t>& new_index);

/// Gives the ground under every building that straddles tiles to the tile with the largest part of
/// it, so that no border of a tile cuts a building. Courtyards go along. Buildings that overlap go
/// together.
///
/// A piece of ground that this cuts off its tile becomes a tile of its own, or, smaller than
/// `smallest_m2` and without a building, joins a neighbour. The tiles cover the same ground as
/// before and fit together as before. Footings are brought up to date.
/// Complexity: near linear in the vertices of the tiles and buildings concerned.
void keep_whole(std::vector<Tile>& tiles, const std::vector<const MultiPolygon*>& footprints,
                std::vector<Footing>& footings, double smallest_m2);

/// How many buildings stand on each tile for the most part.
std::vector<std::size_t> building_counts(const std::vector<Footing>& footings, std::size_t tiles);

} // namespace evengrid::engine
