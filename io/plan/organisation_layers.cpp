#include "io/plan/organisation_layers.hpp"

#include <algorithm>
#include <cmath>

namespace evengrid::io {

namespace {

using Type = WrittenType;

double rounded(double value, double step) {
    return std::round(value / step) * step;
}

const engine::Grid& grid_of(const engine::Plan& plan, std::int64_t grid_id) {
    return plan.grids[static_cast<std::size_t>(grid_id) - 1];
}

void write_areas(VectorTarget& target, const std::string& layer,
                 const std::vector<engine::LevelArea>& areas, const engine::Move& to_written) {
    target.begin_layer(layer, WrittenShapeKind::polygon, true,
                       {{"code", Type::text},
                        {"name", Type::text},
                        {"within", Type::text},
                        {"grids", Type::integer},
                        {"population", Type::integer},
                        {"households", Type::integer},
                        {"buildings", Type::integer},
                        {"area_m2", Type::real}});
    for (const engine::LevelArea& area : areas) {
        target.add({area.code, area.name, area.within, area.grids, area.people, area.households,
                    area.buildings, std::round(100 * area.area_m2) / 100},
                   moved(area.ground, to_written));
    }
}

/// Which group, unit and street every grid is in.
void write_nesting(VectorTarget& target, const engine::City& city, const engine::Plan& plan,
                   const engine::Levels& levels) {
    target.begin_layer("levels", WrittenShapeKind::none, false,
                       {{"grid_id", Type::integer},
                        {"code", Type::text},
                        {"group_code", Type::text},
                        {"unit_code", Type::text},
                        {"street", Type::text}});
    for (std::size_t i = 0; i < plan.grids.size(); ++i) {
        const engine::Unit& unit = city.units[engine::index(plan.grids[i].unit)];
        target.add({plan.grids[i].grid_id, plan.grids[i].code,
                    levels.groups[levels.group_of_grid[i]].code, unit.code, unit.street},
                   {});
    }
}

void write_staff(VectorTarget& target, const engine::Staffing& staffing) {
    target.begin_layer("staff", WrittenShapeKind::none, false,
                       {{"post", Type::text},
                        {"role", Type::text},
                        {"people", Type::integer},
                        {"reports_to", Type::text},
                        {"unit_code", Type::text},
                        {"group_code", Type::text},
                        {"grid_id", Type::integer}});
    for (const engine::Post& post : staffing.posts) {
        target.add({post.post, std::string(engine::words(post.role)), post.people, post.reports_to,
                    post.unit_code, post.group_code,
                    post.grid_id ? WrittenValue(*post.grid_id) : WrittenValue()},
                   {});
    }
}

void write_points(VectorTarget& target, const engine::City& city, const engine::Coverage& coverage,
                  const engine::Move& to_written) {
    target.begin_layer("points", WrittenShapeKind::point, false,
                       {{"src_fid", Type::integer},
                        {"kind", Type::text},
                        {"name", Type::text},
                        {"capacity", Type::integer},
                        {"grid_id", Type::integer}});
    for (std::size_t i = 0; i < city.points.size(); ++i) {
        const engine::ServicePoint& point = city.points[i];
        const auto& grid = coverage.grid_of_point[i];
        target.add({point.src_fid, point.kind, point.name,
                    point.capacity ? WrittenValue(*point.capacity) : WrittenValue(),
                    grid ? WrittenValue(*grid) : WrittenValue()},
                   to_written(point.place));
    }
}

void write_coverage(VectorTarget& target, const engine::City& city, const engine::Plan& plan,
                    const engine::Coverage& coverage) {
    target.begin_layer("coverage", WrittenShapeKind::none, false,
                       {{"grid_id", Type::integer},
                        {"code", Type::text},
                        {"kind", Type::text},
                        {"points", Type::integer},
                        {"near_fid", Type::integer},
                        {"near_m", Type::real},
                        {"demand", Type::integer},
                        {"served", Type::integer}});
    for (const engine::GridCoverage& grid : coverage.grids) {
        target.add(
            {grid.grid_id, grid_of(plan, grid.grid_id).code, grid.kind, grid.points,
             grid.nearest ? WrittenValue(city.points[*grid.nearest].src_fid) : WrittenValue(),
             rounded(grid.nearest_m, 1), grid.demand, grid.served},
            {});
    }
}

void write_dockings(VectorTarget& target, const engine::City& city, const engine::Plan& plan,
                    const engine::Coverage& coverage) {
    target.begin_layer("docking", WrittenShapeKind::none, false,
                       {{"grid_id", Type::integer},
                        {"code", Type::text},
                        {"point_fid", Type::integer},
                        {"people", Type::integer},
                        {"dist_m", Type::real}});
    for (const engine::Docking& docking : coverage.dockings) {
        target.add({docking.grid_id, grid_of(plan, docking.grid_id).code,
                    city.points[docking.point].src_fid, docking.people,
                    rounded(docking.distance_m, 1)},
                   {});
    }
}

} // namespace

std::vector<std::string> write_organisation(VectorTarget& target, const engine::City& city,
                                            const engine::Plan& plan,
                                            const engine::Organisation& organisation,
                                            const engine::Move& to_written) {
    std::vector<std::string> written;
    if (const auto& levels = organisation.levels) {
        write_nesting(target, city, plan, *levels);
        write_areas(target, "levels_groups", levels->groups, to_written);
        write_areas(target, "levels_units", levels->units, to_written);
        written = {"levels", "levels_groups", "levels_units"};
        if (!levels->streets.empty()) {
            write_areas(target, "levels_streets", levels->streets, to_written);
            written.emplace_back("levels_streets");
        }
    }
    if (organisation.staffing) {
        write_staff(target, *organisation.staffing);
        written.emplace_back("staff");
    }
    if (const auto& coverage = organisation.coverage) {
        write_points(target, city, *coverage, to_written);
        write_coverage(target, city, plan, *coverage);
        written.insert(written.end(), {"points", "coverage"});
        if (!coverage->dockings.empty()) {
            write_dockings(target, city, plan, *coverage);
            written.emplace_back("docking");
        }
    }
    return written;
}

} // namespace evengrid::io
