#include "engine/validate/validate.hpp"

#include "engine/quote.hpp"
#include "engine/validate/validate_rules.hpp"

#include <algorithm>
#include <numeric>

namespace evengrid::engine {

namespace validation {

namespace {

void try_ids(const Indexed& in, Verdict& verdict) {
    Rule rule({"ids are unique and known", "编号唯一且有效"}, "id", verdict);
    rule.tried(in.plan.grids.size() + in.plan.blocks.size() + in.plan.buildings.size());
    for (std::size_t i = 0; i < in.plan.grids.size(); ++i) {
        const Grid& grid = in.plan.grids[i];
        if (in.grid_of_id.at(grid.grid_id) != i) {
            rule.broken(&grid,
                        say("two grids have the id {}", "两个网格的编号都是 {}", grid.grid_id),
                        place_of(grid.ground));
        }
        if (in.blocks_of_grid[i].empty()) {
            rule.broken(&grid, say("grid {} has no blocks", "网格 {} 没有街区", grid.grid_id),
                        place_of(grid.ground));
        }
    }
    for (const Block& block : in.plan.blocks) {
        if (!in.grid_of_id.count(block.grid_id)) {
            rule.broken(nullptr,
                        say("block {} is in grid {}, which is not there",
                            "街区 {} 所在的网格 {} 不存在", block.block_id, block.grid_id),
                        place_of(block.ground));
        }
    }
    for (const auto& building : in.plan.buildings) {
        if (building.grid_id && !in.grid_of_id.count(*building.grid_id)) {
            rule.broken(nullptr,
                        say("building {} is in grid {}, which is not there",
                            "建筑 {} 所在的网格 {} 不存在", building.src_fid, *building.grid_id),
                        place_of(building.footprint));
        }
    }
}

void try_units(const Indexed& in, Verdict& verdict) {
    Rule rule({"a grid lies in one unit", "每个网格在一个社区内"}, "grid in two units", verdict);
    for (std::size_t i = 0; i < in.plan.grids.size(); ++i) {
        const Grid& grid = in.plan.grids[i];
        rule.tried();
        for (const Block* block : in.blocks_of_grid[i]) {
            if (block->unit_code != grid.unit_code) {
                rule.broken(&grid,
                            say("grid {} is in unit {}, its block {} in unit {}",
                                "网格 {} 在社区 {}，其街区 {} 却在社区 {}", grid.grid_id,
                                quote(grid.unit_code), block->block_id, quote(block->unit_code)),
                            place_of(block->ground));
            }
        }
    }
}

void try_people(const Indexed& in, Verdict& verdict) {
    Rule rule({"people add up", "人口相符"}, "people do not add up", verdict);
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
                        say("grid {} says {} people, its blocks {}",
                            "网格 {} 记 {} 人，其街区合计 {} 人", grid.grid_id, grid.population,
                            of_blocks[grid.grid_id]),
                        place_of(grid.ground));
        }
        if (from_buildings && of_buildings[grid.grid_id] != grid.population) {
            rule.broken(&grid,
                        say("grid {} says {} people, its buildings {}",
                            "网格 {} 记 {} 人，其建筑合计 {} 人", grid.grid_id, grid.population,
                            of_buildings[grid.grid_id]),
                        place_of(grid.ground));
        }
    }
    rule.tried();
    if (total + in.plan.left_out_population != in.plan.input_population) {
        rule.broken(nullptr, say("{} people came in, {} are in grids and {} were left out",
                                 "输入 {} 人，网格内 {} 人，未计入 {} 人", in.plan.input_population,
                                 total, in.plan.left_out_population));
    }
}

/// Whether people admit a count of grids within bounds.
bool divides(std::int64_t people, const algorithms::Bounds& bounds) {
    const std::int64_t fewest =
        bounds.maximum > 0 ? (people + bounds.maximum - 1) / bounds.maximum : 0;
    return fewest > 0 && fewest * bounds.minimum <= people;
}

std::optional<Message> none_if(bool is_none, const Message& message) {
    return is_none ? std::nullopt : std::optional(message);
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

/// What contradicts the reason that a grid gives for being out of bounds; none where nothing does.
/// A bottleneck is the one reason that only the search itself can know.
std::optional<Message> contradiction(const Indexed& in, std::size_t i) {
    const Grid& grid = in.plan.grids[i];
    const algorithms::Bounds& bounds = in.plan.bounds_of(grid);
    const std::vector<const Grid*> neighbours = divided_with(in, grid);
    const std::int64_t unit_people = std::accumulate(
        neighbours.begin(), neighbours.end(), std::int64_t{0},
        [](std::int64_t sum, const Grid* other) { return sum + other->population; });
    if (grid.reason.empty()) {
        return Message{"it gives no reason", "未说明原因"};
    }
    if (grid.reason == "block above maximum") {
        const auto& blocks = in.blocks_of_grid[i];
        const bool has_one = std::any_of(blocks.begin(), blocks.end(), [&](const Block* block) {
            return block->population > bounds.maximum;
        });
        return none_if(has_one, {"it has no such block", "其中没有这样的街区"});
    }
    if (grid.reason == "unit below minimum") {
        return none_if(unit_people < bounds.minimum,
                       say("its unit has {} people", "其社区有 {} 人", unit_people));
    }
    if (grid.reason == "component below minimum") {
        return none_if(grid.population < bounds.minimum,
                       {"it is not below the minimum", "其人口不低于下限"});
    }
    if (grid.reason == "no whole number of grids" && neighbours.size() == 1) {
        return none_if(!divides(unit_people, bounds), say("the {} people of its unit admit one",
                                                          "其社区的 {} 人可以整分", unit_people));
    }
    return std::nullopt;
}

void try_bounds(const Indexed& in, Verdict& verdict) {
    Rule told({"in_bounds is true", "in_bounds 属实"}, "in_bounds not true", verdict);
    Rule explained({"grids out of bounds say why, truly", "超出范围的网格如实说明原因"},
                   "reason not true", verdict);
    for (std::size_t i = 0; i < in.plan.grids.size(); ++i) {
        const Grid& grid = in.plan.grids[i];
        const bool in_bounds = in.plan.bounds_of(grid).contains(grid.population);
        told.tried();
        if (in_bounds != grid.in_bounds || (in_bounds && !grid.reason.empty())) {
            told.broken(&grid,
                        say("grid {} with {} people says that it is {} bounds",
                            "网格 {} 有 {} 人，却记为{}范围", grid.grid_id, grid.population,
                            grid.in_bounds ? Message{"within", "符合"} : Message{"out of", "超出"}),
                        place_of(grid.ground));
        }
        if (in_bounds) {
            continue;
        }
        explained.tried();
        if (const auto wrong = contradiction(in, i)) {
            explained.broken(&grid,
                             say("grid {} with {} people gives the reason {}, but {}",
                                 "网格 {} 有 {} 人，所记原因为 {}，但{}", grid.grid_id,
                                 grid.population, quote(grid.reason), *wrong),
                             place_of(grid.ground));
        }
    }
}

/// Names the grids that may be out of bounds, since they say truly why.
void name_exceptions(const Indexed& in, Verdict& verdict) {
    for (std::size_t i = 0; i < in.plan.grids.size(); ++i) {
        const Grid& grid = in.plan.grids[i];
        const algorithms::Bounds& bounds = in.plan.bounds_of(grid);
        if (bounds.contains(grid.population) || contradiction(in, i)) {
            continue;
        }
        Finding& finding = verdict.findings.emplace_back();
        finding.kind = "exception: " + grid.reason;
        finding.severity = Severity::warning;
        finding.message =
            say("grid {} has {} people, allowed are {} to {}", "网格 {} 有 {} 人，允许 {} 至 {} 人",
                grid.grid_id, grid.population, bounds.minimum, bounds.maximum);
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
