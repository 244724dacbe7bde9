#pragma once

#include "engine/finding.hpp"
#include "engine/geometry/geometry.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace evengrid::engine {

/// The n-th building, unit or block of a city, counted from 0 in the order of the source.
enum class BuildingIndex : std::uint32_t {};
enum class UnitIndex : std::uint32_t {};
enum class BlockIndex : std::uint32_t {};

template <class Index>
constexpr std::size_t index(Index i) {
    return static_cast<std::size_t>(i);
}

/// A footprint with people in it; never cut by a grid border.
struct Building {
    std::int64_t src_fid = 0;
    MultiPolygon footprint;
    std::int64_t people = 0;     ///< whole people, as counted or estimated
    std::int64_t households = 0; ///< 0 where the source says nothing of households
    std::uint32_t compound = 0; ///< buildings of the same compound have the same number; 0: of none
};

/// An area that a grid must not cross: a community.
struct Unit {
    std::int64_t src_fid = 0;
    std::string code; ///< unique in the city
    std::string name; ///< empty where the source has none
    MultiPolygon ground;
    std::optional<std::int64_t> grids{}; ///< how many it is to have, where the source says it
    std::string street{}; ///< the larger area that it nests in (街道); empty where nobody says it
    std::string kind{};   ///< "urban", "rural"; empty where nobody says it. Bounds may go by it
    std::string source{}; ///< layer of the feature, as the user named it; findings name it
};

/// Ground in a unit that has grids of its own: a school, a market, an urban village.
struct Area {
    std::int64_t src_fid = 0;
    std::string code; ///< unique among the areas
    std::string name; ///< empty where the source has none
    std::string kind; ///< "school"; never empty. Bounds may go by it
    MultiPolygon ground;
    /// One grid, whatever it holds (专属网格). Other areas are divided like a unit.
    bool exclusive = true;
    std::string source{}; ///< layer of the feature, as the user named it; findings name it
};

/// What a line on the ground is; it decides what a border along it costs and what it parts.
/// Water, railways and motorways are barriers: one cannot walk across but where a road crosses
/// them.
enum class LineKind { road, motorway, water, rail, wall };

/// A street, river, railway or wall: a line that blocks end at.
struct GroundLine {
    std::int64_t src_fid = 0;
    LineKind kind = LineKind::road;
    std::string name; ///< empty where the source has none
    Line line;
};

/// Ground of no one, which still belongs to a grid: a lake, a wide river.
struct Water {
    std::string name; ///< empty where the source has none
    MultiPolygon ground;
};

/// A block that was given instead of made.
struct GivenBlock {
    std::int64_t src_fid = 0;
    UnitIndex unit{};
    MultiPolygon ground;
    std::int64_t people = 0;
    std::int64_t households = 0;
};

/// A grid of the plan that is in force before.
struct ExistingGrid {
    std::int64_t src_fid = 0;
    std::string code; ///< unique
    std::string name; ///< empty where the source has none
    MultiPolygon ground;
    bool locked = false; ///< it must not change
};

/// A place that serves people: a clinic, an office, a library.
struct ServicePoint {
    std::int64_t src_fid = 0;
    std::string kind; ///< empty where the source has none
    std::string name;
    std::optional<std::int64_t> capacity; ///< people it can serve, where the source says it
    Point place;
};

/// A further measure of the grids that fields of the source count: dwellings, or a workload of
/// several things that weigh differently.
struct CountedMeasure {
    std::string name; ///< as rules call it
    std::vector<double>
        amounts; ///< one per building, or per given block where there are no buildings
};

/// How the people of a city were counted, so that every person of the plan can be traced.
struct LedgerEntry {
    std::string source; ///< file or layer
    Message method;     ///< "field POP", "floor area", ...
    Message reason;     ///< empty for people who are in the plan, else why they were left out
    std::int64_t people = 0;
    bool is_in_plan() const { return reason.english.empty(); }
};

/// The layers that features were read from, as the user named them; findings about one name it.
/// Units and areas name their own.
struct CitySourceNames {
    std::string buildings;
    std::string blocks;
    std::string points;
};

/// Everything that a plan is made from, in one metric CRS.
struct City {
    CitySourceNames sources;
    std::vector<Building> buildings;
    std::vector<std::string> compounds; ///< the name of compound n is at n - 1
    std::vector<Unit> units;
    std::vector<GroundLine> lines;
    std::vector<Water> water;
    /// Where one can walk over a barrier besides the streets: footbridges, underpasses, ferries; a
    /// place is a line of one point.
    std::vector<Line> crossings;
    std::vector<GivenBlock> given_blocks; ///< empty where blocks are to be made
    std::vector<Area> areas;              ///< cut out of the units before these are divided
    std::vector<ExistingGrid> existing;   ///< the plan in force before, if there is one
    /// Its grids have borders of their own, which part blocks. Else a field of the buildings or of
    /// the blocks names them, and their ground is that of these features.
    bool existing_drawn = true;
    LedgerEntry counted; ///< where and how the people in it were counted
    /// How far the people of a grid may be from the truth, as a fraction to either side; 0 where
    /// they were counted.
    double people_error = 0;
    std::vector<LedgerEntry> ledger; ///< people of the source who were left out of it, by reason
    std::vector<CountedMeasure> measures;
    std::vector<ServicePoint> points;
    std::vector<Finding> findings;
};

} // namespace evengrid::engine
