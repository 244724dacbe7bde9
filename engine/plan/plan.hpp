#pragma once

#include "algorithms/partition.hpp"
#include "engine/blocks/block_graph.hpp"
#include "engine/blocks/blocks.hpp"
#include "engine/people.hpp"
#include "engine/plan/grid_codes.hpp"
#include "engine/plan/handover.hpp"
#include "engine/plan/plan_worth.hpp"
#include "engine/rules/rules.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evengrid::engine {

/// Why a grid is out of bounds although everything was tried.
enum class Reason {
    none,                     ///< within bounds
    block_above_maximum,      ///< a single block of it holds more people than the maximum
    unit_below_minimum,       ///< its whole unit holds fewer people than the minimum
    component_below_minimum,  ///< it is a part of its unit that hangs together with nothing else
    no_whole_number_of_grids, ///< the people there admit no count of grids within bounds
    locked,                   ///< it is an existing grid that must not change
    exclusive,                ///< it is an exclusive area, one grid whatever it holds
    bottleneck,               ///< the way the blocks hang together allows no better division
};

/// As the field `reason` says it: "block above maximum"; empty within bounds.
std::string_view words(Reason reason);

/// What keeps a unit from having all its grids within bounds, as its blocks are.
struct HardCase {
    Reason reason = Reason::none;
    /// That it is, or the first one of the part of the unit that it is; none for a whole unit.
    std::optional<BlockIndex> block;
    std::int64_t people = 0;    ///< of it; of all who hang on a bottleneck
    std::int64_t violation = 0; ///< people out of bounds that no division avoids because of it
};

/// A connected set of blocks in one unit.
struct Grid {
    std::int64_t grid_id = 0; ///< 1..n: unit by unit, west to east and north to south within a unit
    std::string code; ///< unique in the plan; by default of the unit, and the number in the unit
    std::string name; ///< by default of the unit, and the number in the unit
    UnitIndex unit{};
    std::optional<std::size_t> area; ///< of the city's areas, that it is in; none for most grids
    std::string kind;                ///< of its area, else of its unit; empty where nobody says it
    algorithms::Bounds bounds;       ///< that it was made for
    MultiPolygon ground;
    std::vector<BlockIndex> blocks; ///< ascending
    std::int64_t people = 0;
    std::int64_t households = 0;
    std::int64_t buildings = 0;
    double area_m2 = 0;
    double perimeter_m = 0; ///< holes included
    double compactness = 0; ///< Polsby-Popper: 4 pi area / perimeter^2, 1 for a circle
    PeopleRange range; ///< fewest and most people that there may be; `people` twice when counted
    bool in_bounds = true;
    bool at_risk = false; ///< within bounds, but estimated so that it may be out of them
    Reason reason = Reason::none;
    std::optional<HardCase> bottleneck; ///< where that is the reason and a single block is one
};

/// The border between two grids, or of one grid with the world, as far as it runs along the same
/// thing.
struct Border {
    std::int64_t grid_a = 0;
    std::optional<std::int64_t> grid_b; ///< above `grid_a`; none at the edge of the plan
    Along along = Along::none; ///< a border of two units or of the plan runs along the unit
    std::string name;          ///< of the street, water or railway there; empty where it has none
    std::vector<Line> lines;   ///< with the ground of `grid_a` on their left
    double length_m = 0;
};

/// What every inhabited grid is to have a point of.
struct RequiredPoints {
    std::vector<std::string> kinds; ///< empty: a point of any kind
    /// What it may cost to give a grid a point of a kind that it has none of, in sides of a square
    /// with the mean grid's area: 0 for border changes that cost nothing.
    double weight = 0;
};

/// A change of the border between two grids that brings one of them a point of a kind that it had
/// none of.
struct PointChange {
    std::string kind; ///< empty: any
    std::int64_t from = 0;
    std::int64_t to = 0;             ///< grid_id of both
    std::vector<std::int64_t> given; ///< block_id of what goes over
    std::vector<std::int64_t> taken; ///< and of what comes back for it
    double cost_m = 0;               ///< what the plan costs more by it, in metres of border
};

struct PlanOptions {
    BlockOptions blocks;
    BlockGraphOptions graph;
    algorithms::PartitionOptions partition; ///< with the bounds of grids whose kind has none
    /// Bounds of the grids in units and areas of a kind, such as "rural" or "market". Exclusive
    /// areas of other kinds may hold anyone; other areas have the bounds of their unit.
    std::map<std::string, algorithms::Bounds> bounds_of_kind;
    std::vector<Rule> rules; ///< facts that are to hold for the grids, besides their bounds
    /// Wanted number of grids of the whole city; chosen unit by unit when not given.
    std::optional<std::int64_t> grids;
    CodeOptions codes;
    RequiredPoints points; ///< where the city has points
    /// Told now and then what is being done: a stage of section 3 of the design and the share of it
    /// done, 0 to 1.
    std::function<void(const char* stage, double share)> progress;
};

/// Whether a grid is an area of its own (专属网格), which ordinary rules are not about.
bool is_exclusive(const City& city, const Grid& grid);

/// All grids of a city, with what led to them.
struct Plan {
    algorithms::Bounds bounds; ///< that it was made for, where no kind has bounds of its own
    Blocks blocks;
    std::vector<Grid> grids;                 ///< grid_id is the index + 1
    std::vector<std::int64_t> grid_of_block; ///< grid_id, one per block
    std::vector<Border>
        borders; ///< ordered by (grid_a, grid_b, along, name), edges of the plan last
    /// Who goes from which existing grid to which grid; none where nothing existed before.
    std::optional<Handover> handover;
    std::vector<PointChange> point_changes; ///< that were made, in this order within a unit
    std::vector<PointChange> point_offers;  ///< the cheapest for each grid that still has none
    std::vector<Rule> rules;                ///< that were to hold
    std::vector<RuleOutcome> outcomes;      ///< by grid, and for each in the order of the rules
    std::vector<LedgerEntry>
        ledger; ///< every person of the input: in the plan, or left out by reason
    PlanWorth worth;
    std::vector<Finding> findings; ///< of the city, of its blocks, and one per grid out of bounds
};

/// Divides a city: blocks, graph, regions, grids. Every person of the city is in one grid or in the
/// ledger.
///
/// Units are solved apart from each other and in parallel; the plan does not depend on the threads.
/// \throws algorithms::Cancelled when the options' `cancelled` said so; Error (failed) if people
///         were lost or doubled on the way, which is a fault of the program; Error (input, usage)
///         for existing grids, areas, numbers of grids and rules that cannot be.
/// Complexity: near n log n in the vertices of the city, near linear in its blocks.
Plan make_plan(const City& city, const PlanOptions& options);

} // namespace evengrid::engine
