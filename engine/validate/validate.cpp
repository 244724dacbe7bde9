#include "engine/validate/validate.hpp"

#include "engine/quote.hpp"
#include "engine/validate/validate_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace evengrid::engine {

namespace validation {

namespace {

void try_ids(const Indexed& in, Verdict& verdict) {
    Rule rule("ids are unique and known", "id", verdict);
    rule.tried(in.plan.grids.size() + in.plan.blocks.size() + in.plan.buildings.size());
    for (std::size_t i = 0; i < in.plan.grids.size(); ++i) {
        const Grid& grid = in.plan.grids[i];
        if (in.grid_of_id.at(grid.grid_id) != i) {
            rule.broken(&grid, fmt::format("two grids have the id {}", grid.grid_id),
                        place_of(grid.ground));
        }
        if (in.blocks_of_grid[i].empty()) {
            rule.broken(&grid, fmt::format("grid {} has no blocks", grid.grid_id),
                        place_of(grid.ground));
        }
    }
    for (const Block& block : in.plan.blocks) {
        if (!in.grid_of_id.count(block.grid_id)) {
            rule.broken(nullptr,
                        fmt::format("block {} is in grid {}, which is not there", block.block_id,
                                    block.grid_id),
                        place_of(block.ground));
        }
    }
    for (const auto& building : in.plan.buildings) {
        if (building.grid_id && !in.grid_of_id.count(*building.grid_id)) {
            rule.broken(nullptr,
                        fmt::format("building {} is in grid {}, which is not there",
                                    building.src_fid, *building.grid_id),
                        place_of(building.footprint));
        }
    }
}

void try_units(const Indexed& in, Verdict& verdict) {
    Rule rule("a grid lies in one unit", "grid in two units", verdict);
    for (std::size_t i = 0; i < in.plan.grids.size(); ++i) {
        const Grid& grid = in.plan.grids[i];
        rule.tried();
        for (const Block* block : in.blocks_of_grid[i]) {
            if (block->unit_code != grid.unit_code) {
                rule.broken(&grid,
                            fmt::format("grid {} is in unit {}, its block {} in unit {}",
                                        grid.grid_id, quote(grid.unit_code), block->block_id,
                                        quote(block->unit_code)),
                            place_of(block->ground));
            }
        }
    }
}

void try_people(const Indexed& in, Verdict& verdict) {
    Rule rule("people add up", "people do not add up", verdict);
    std::map<std::int64_t, std::int64_t> of_blocks, of_buildings;
    for (const Block& block : in.plan.blocks) {
        of_blocks[block.grid_id] += block.population;
    }
    for (const auto& building : in.plan.buildings) {
        of_buildings[building.grid_id.value_or(0)] += building.people;
    }
    const bool from_buildings =
        std::any_of(in.plan.buildings.begin(), in.plan.buildings.end(),
                    [](const auto& building) { return building.people > 0; });
    std::int64_t total = 0;
    for (const Grid& grid : in.plan.grids) {
        rule.tried();
        total += grid.population;
        if (of_blocks[grid.grid_id] != grid.population) {
            rule.broken(&grid,
                        fmt::format("grid {} says {} people, its blocks {}", grid.grid_id,
                                    grid.population, of_blocks[grid.grid_id]),
                        place_of(grid.ground));
        }
        if (from_buildings && of_buildings[grid.grid_id] != grid.population) {
            rule.broken(&grid,
                        fmt::format("grid {} says {} people, its buildings {}", grid.grid_id,
                                    grid.population, of_buildings[grid.grid_id]),
                        place_of(grid.ground));
        }
    }
    rule.tried();
    if (total + in.plan.left_out_population != in.plan.input_population) {
        rule.broken(nullptr,
                    fmt::format("{} people came in, {} are in grids and {} were left out",
                                in.plan.input_population, total, in.plan.left_out_population));
    }
}

/// Whether people admit a count of grids within bounds.
bool divides(std::int64_t people, const algorithms::Bounds& bounds) {
    const std::int64_t fewest =
        bounds.maximum > 0 ? (people + bounds.maximum - 1) / bounds.maximum : 0;
    return fewest > 0 && fewest * bounds.minimum <= people;
}

/// The grids that the same ground was divided into: of an area, or of a unit less its areas.
std::vector<const Grid*> divided_with(const Indexed& in, const Grid& grid) {
    std::vector<const Grid*> grids;
    for (const Grid* other : in.grids_of_unit.at(grid.unit_code)) {
        if (other->area == grid.area) {
            grids.push_back(other);
        }
    }
    return grids;
}

/// What contradicts the reason that a grid gives for being out of bounds; empty where nothing does.
/// A bottleneck is the one reason that only the search itself can know.
std::string contradiction(const Indexed& in, std::size_t i) {
    const Grid& grid = in.plan.grids[i];
    const algorithms::Bounds& bounds = in.plan.bounds_of(grid);
    const std::vector<const Grid*> neighbours = divided_with(in, grid);
    const std::int64_t unit_people = std::accumulate(
        neighbours.begin(), neighbours.end(), std::int64_t{0},
        [](std::int64_t sum, const Grid* other) { return sum + other->population; });
    if (grid.reason.empty()) {
        return "it gives no reason";
    }
    if (grid.reason == "block above maximum") {
        const auto& blocks = in.blocks_of_grid[i];
        const bool has_one = std::any_of(blocks.begin(), blocks.end(), [&](const Block* block) {
            return block->population > bounds.maximum;
        });
        return has_one ? "" : "it has no such block";
    }
    if (grid.reason == "unit below minimum") {
        return unit_people < bounds.minimum ? ""
                                            : fmt::format("its unit has {} people", unit_people);
    }
    if (grid.reason == "component below minimum") {
        return grid.population < bounds.minimum ? "" : "it is not below the minimum";
    }
    if (grid.reason == "no whole number of grids" && neighbours.size() == 1) {
        return divides(unit_people, bounds)
                   ? fmt::format("the {} people of its unit admit one", unit_people)
                   : "";
    }
    return "";
}

void try_bounds(const Indexed& in, Verdict& verdict) {
    Rule told("in_bounds is true", "in_bounds not true", verdict);
    Rule explained("grids out of bounds say why, truly", "reason not true", verdict);
    for (std::size_t i = 0; i < in.plan.grids.size(); ++i) {
        const Grid& grid = in.plan.grids[i];
        const bool in_bounds = in.plan.bounds_of(grid).contains(grid.population);
        told.tried();
        if (in_bounds != grid.in_bounds || (in_bounds && !grid.reason.empty())) {
            told.broken(&grid,
                        fmt::format("grid {} with {} people says that it is {} bounds",
                                    grid.grid_id, grid.population,
                                    grid.in_bounds ? "within" : "out of"),
                        place_of(grid.ground));
        }
        if (in_bounds) {
            continue;
        }
        explained.tried();
        const std::string wrong = contradiction(in, i);
        if (!wrong.empty()) {
            explained.broken(&grid,
                             fmt::format("grid {} with {} people gives the reason {}, but {}",
                                         grid.grid_id, grid.population, quote(grid.reason), wrong),
                             place_of(grid.ground));
        }
    }
}

/// Names the grids that may be out of bounds, since they say truly why.
void name_exceptions(const Indexed& in, Verdict& verdict) {
    for (std::size_t i = 0; i < in.plan.grids.size(); ++i) {
        const Grid& grid = in.plan.grids[i];
        const algorithms::Bounds& bounds = in.plan.bounds_of(grid);
        if (bounds.contains(grid.population) || !contradiction(in, i).empty()) {
            continue;
        }
        Finding& finding = verdict.findings.emplace_back();
        finding.kind = "exception: " + grid.reason;
        finding.severity = Severity::warning;
        finding.message.english =
            fmt::format("grid {} has {} people, allowed are {} to {}", grid.grid_id,
                        grid.population, bounds.minimum, bounds.maximum);
        finding.grid_id = grid.grid_id;
        finding.unit_code = grid.unit_code;
        finding.place = place_of(grid.ground);
    }
}

} // namespace

} // namespace validation

bool Verdict::holds() const {
    return std::all_of(checks.begin(), checks.end(),
                       [](const Check& check) { return check.broken == 0; });
}

Verdict validate_plan(const WrittenPlan& plan, double tolerance_m) {
    using namespace validation;
    Verdict verdict;
    const Indexed in(plan, tolerance_m);
    try_ids(in, verdict);
    const bool is_sound = try_validity(in, verdict);
    try_units(in, verdict);
    try_people(in, verdict);
    try_bounds(in, verdict);
    name_exceptions(in, verdict);
    const WrittenPlan none;
    const Indexed drawn(is_sound ? plan : none, tolerance_m);
    try_overlaps(drawn, verdict);
    try_tiling(drawn, verdict);
    try_cover(drawn, verdict);
    try_connection(drawn, verdict);
    try_buildings(drawn, verdict);
    try_outcomes(drawn, verdict);
    return verdict;
}

} // namespace evengrid::engine
