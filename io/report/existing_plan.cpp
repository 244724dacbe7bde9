#include "io/report/existing_plan.hpp"

#include "io/plan/read_handover.hpp"

#include <algorithm>
#include <map>

namespace evengrid::io {

namespace {

/// Existing grids as they are handed over, in the CRS of the plan.
std::vector<PlanFile::Existing> existing_grids(const HandoverInput& input, const PlanFile& plan) {
    const auto is_nowhere = [](const engine::HandedGrid& grid) { return grid.ground.empty(); };
    std::vector<PlanFile::Existing> grids;
    for (const engine::HandedGrid& old : input.olds) {
        grids.push_back({old.code, old.ground});
    }
    const auto first = std::find_if_not(input.olds.begin(), input.olds.end(), is_nowhere);
    if (first != input.olds.end() && !engine::same_crs(input.metric, plan.crs)) {
        const engine::Transform transform(input.metric, plan.crs,
                                          first->ground.front().shell.front());
        for (auto& grid : grids) {
            grid.ground = engine::moved(grid.ground, std::cref(transform));
        }
    }
    return grids;
}

} // namespace

void add_existing_plan(PlanFile& plan, const std::string& path, const std::string& existing) {
    HandoverSources sources;
    sources.old_grids = existing;
    sources.new_grids = path;
    const HandoverInput input = read_handover(sources);
    const engine::Handover handover =
        engine::make_handover(input.olds, input.news, input.inhabited, input.new_of);

    std::map<std::string, std::int64_t> id_of_code;
    for (const auto& grid : plan.grids) {
        id_of_code.emplace(grid.code, grid.grid_id);
    }
    plan.existing = existing_grids(input, plan);
    plan.moved_people = handover.moved_people;
    for (const engine::HandoverCell& cell : handover.cells) {
        PlanFile::Handed& handed = plan.handover.emplace_back();
        handed.from = cell.from;
        if (cell.to) {
            handed.grid_id = id_of_code.at(input.news[*cell.to].code);
        }
        handed.stays = cell.from && cell.to && handover.olds[*cell.from].other == cell.to;
        handed.people = cell.count.people;
        handed.buildings = cell.count.buildings;
    }
}

} // namespace evengrid::io
