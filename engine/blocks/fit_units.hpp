#pragma once

#include "engine/city.hpp"
#include "engine/geometry/box_index.hpp"

#include <optional>
#include <vector>

namespace evengrid::engine {

/// The units of a city, made to fit together.
struct FittedUnits {
    std::vector<MultiPolygon> grounds; ///< one per unit; neighbours have the same vertices
    std::vector<Line> borders;         ///< of all units, noded
    std::vector<Finding> findings;
};

/// Puts the units on the fine grid and gives every piece of ground to one of them.
///
/// Where several overlap, and in a gap between several, the piece goes to the one that shares the
/// longest border with it, as long as the piece is no wider than `tolerance_m`. A wider gap is
/// ground of no unit. Every unit that gains or loses ground is a finding, with its area before and
/// after.
/// \param word what messages call them, since blocks are fitted in the same way
/// \throws Error (input) for a wider overlap, naming both units and the place.
/// Complexity: near n log n in the vertices.
FittedUnits fit_units(const std::vector<Unit>& units, double tolerance_m,
                      const Message& word = {"unit", "社区"});

/// Refuses ground that two units cover, where a part of it is too wide to be an inaccuracy.
/// \throws Error (input) naming both units and the place.
void check_overlap(const MultiPolygon& both, const Unit& a, const Unit& b, double tolerance_m,
                   const Message& word);

/// Ground that came to a unit and went from it.
struct BoundaryChange {
    double gained_m2 = 0;
    double lost_m2 = 0;
};

/// What is said of it; nothing where that is no more than coming to lie on the fine grid.
std::optional<Finding> boundary_repaired(const BoundaryChange& change, const Unit& unit,
                                         const MultiPolygon& fitted, const Message& word);

/// Finds the ground that a place lies in.
class GroundFinder {
public:
    /// \param grounds must outlive the finder
    explicit GroundFinder(const std::vector<MultiPolygon>& grounds);

    /// \returns the indices of the grounds that contain the place, ascending.
    std::vector<std::uint32_t> at(Point place) const;

private:
    const std::vector<MultiPolygon>& m_grounds;
    BoxIndex m_index;
};

} // namespace evengrid::engine
