#pragma once

#include "engine/geometry/geometry.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evengrid::engine {

/// What a handover counts.
struct Headcount {
    std::int64_t people = 0;
    std::int64_t households = 0;
    std::int64_t buildings = 0;

    Headcount& operator+=(const Headcount& other);
    bool operator==(const Headcount&) const = default;
};

/// A grid, of the plan in force or of the new one, as far as a handover has to know it.
struct HandedGrid {
    std::string code;
    MultiPolygon ground;
    std::size_t unit = 0; ///< of a new grid: that it cannot leave; 0 where nothing is known of it
};

/// A building, or a block where people are counted on blocks; it goes over whole.
struct Inhabited {
    MultiPolygon footprint;
    Headcount count;
};

/// What an old and a new grid have in common. One of them may be missing: outside every old grid,
/// or in no new one.
struct HandoverCell {
    std::optional<std::size_t> from; ///< old grid
    std::optional<std::size_t> to;   ///< new grid
    Headcount count;
    MultiPolygon ground; ///< empty unless both are there
    double area_m2 = 0;
};

/// What becomes of an old grid.
enum class Fate {
    kept,     ///< everyone stays together, nobody comes, the code stays
    renamed,  ///< everyone stays together, nobody comes, the code is another
    grown,    ///< everyone stays, people of other grids come
    trimmed,  ///< the largest part stays and the grid lives on, some go to other grids
    merged,   ///< everyone goes into one grid that carries on another
    split,    ///< its people go to several grids, none of which carries it on
    left_out, ///< nothing of it is in the new plan
};

/// As the field `fate` says it.
std::string_view words(Fate fate);

/// An old or a new grid in the handover.
struct HandoverSide {
    Headcount count;
    std::vector<std::size_t> cells;   ///< that it is in, ascending
    std::optional<std::size_t> other; ///< old: the grid that carries it on; new: the one that
                                      ///< it carries on
    std::int64_t moved_people = 0;    ///< old: who leave it; new: who come to it
    Fate fate = Fate::left_out;       ///< old grids only
};

/// Old grids times new grids: who is handed over from which to which.
struct Handover {
    std::vector<HandoverCell> cells; ///< by old grid, then new; those without an old grid last
    std::vector<HandoverSide> olds;  ///< one per old grid
    std::vector<HandoverSide> news;  ///< one per new grid
    Headcount total;                 ///< of all cells, by old, by new
    std::int64_t moved_people = 0;   ///< in a cell whose new grid does not carry on its old one
    std::int64_t entered_people = 0; ///< outside every old grid, in a new one
    std::int64_t left_people = 0;    ///< in an old grid, in no new one
    /// No plan with as many grids in each unit, none with more people than the largest there, moves
    /// fewer: each can carry on one grid at most, and keep no more people of it than it may hold.
    std::int64_t least_moved_people = 0;
};

/// Finds out who goes where.
///
/// A building belongs to the old grid that holds its largest part, and to the new one likewise, or
/// to the one that `new_of` names. A new grid carries on an old one when more than half of the old
/// one's people are in it; of several such, the one that most of its people come from, ties to the
/// earlier. A new grid left over then carries on the old one that falls apart and has its largest
/// part there, again the one that most come from. Grids without people are judged by their
/// buildings, and without these by their ground. So a code passes on at most once, and sums by old
/// and by new grid are the same.
///
/// \param new_of size n or empty: the new grid of every inhabited thing, where it is known.
/// Complexity: near n log n in buildings and in the vertices of the grids.
Handover make_handover(const std::vector<HandedGrid>& olds, const std::vector<HandedGrid>& news,
                       const std::vector<Inhabited>& inhabited,
                       const std::vector<std::optional<std::size_t>>& new_of = {});

/// The grid that holds the largest part of each footprint, ties to the earlier grid; none where no
/// grid holds any of it. Complexity: near n log n in buildings and in the vertices of the grids.
std::vector<std::optional<std::size_t>> grids_of(const std::vector<Inhabited>& inhabited,
                                                 const std::vector<HandedGrid>& grids);

/// Two grids that cover the same ground, which grids of one plan must not.
struct GridOverlap {
    std::size_t a = 0;
    std::size_t b = 0; ///< above `a`
    double area_m2 = 0;
    Point place; ///< in the middle of it
};

/// The overlaps of a square metre and more, ordered by (a, b). Complexity: near n log n in the
/// vertices.
std::vector<GridOverlap> grid_overlaps(const std::vector<HandedGrid>& grids);

} // namespace evengrid::engine
