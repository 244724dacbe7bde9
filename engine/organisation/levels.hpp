#pragma once

#include "engine/plan/plan.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace evengrid::engine {

/// An area above the grids: a working group of them, a unit, or a street of units.
struct LevelArea {
    std::string code;
    std::string name;
    std::string within{}; ///< code of the area one level up; empty for the highest
    std::int64_t grids = 0;
    std::int64_t people = 0;
    std::int64_t households = 0;
    std::int64_t buildings = 0;
    double area_m2 = 0;
    MultiPolygon ground{};
};

/// How grids nest: every grid in one working group, every group in one unit, every unit in one
/// street. People, households and buildings of every level add up to those of the plan.
struct Levels {
    std::vector<LevelArea> groups;
    std::vector<LevelArea> units;
    std::vector<LevelArea> streets;         ///< empty where the source says nothing of streets
    std::vector<std::size_t> group_of_grid; ///< one per grid of the plan
};

/// The grids of one unit: those of the plan from `first` up to, not including, `last`.
struct UnitGrids {
    std::size_t first = 0;
    std::size_t last = 0;
    std::size_t size() const { return last - first; }
};

/// The units of a plan that have grids, in its order.
std::vector<UnitGrids> grids_by_unit(const Plan& plan);

/// The units of a plan that have grids, with the sums of these.
std::vector<LevelArea> unit_levels(const City& city, const Plan& plan);
/// The streets that the units nest in, likewise; none where the source says nothing of streets.
std::vector<LevelArea> street_levels(const City& city, const Plan& plan);

/// Groups the grids of every unit into working groups of about `group_size` neighbours, each led by
/// one chief, and sums up units and streets.
///
/// A group hangs together by the borders of its grids. A unit of n grids has n / group_size groups,
/// rounded; they differ by one grid at most wherever the borders allow it. Groups are numbered in
/// the order of their first grid. Deterministic. Complexity: near linear in the grids and borders.
/// \param group_size above 0
Levels make_levels(const City& city, const Plan& plan, std::int64_t group_size);

} // namespace evengrid::engine
