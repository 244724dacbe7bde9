#pragma once

#include "io/report/plan_file.hpp"

namespace evengrid::io {

inline engine::MultiPolygon rectangle(double x0, double y0, double x1, double y1) {
    return {{{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}, {x0, y0}}, {}}};
}

/// Two grids of unit A side by side, one of unit B north of both; beyond, nothing.
///
///      3
///     ~~~   Long River, which is the border of the units
///     1|2   Mill Street between them
inline PlanFile drawn_plan() {
    PlanFile plan;
    plan.name = "drawn.gpkg";
    plan.crs = plan.written = engine::read_crs("EPSG:4547");
    plan.bounds = {1000, 1500, 2000};
    plan.units = {{"A", "Mill"}, {"B", "Hill"}};
    const auto grid = [&](std::int64_t id, const char* code, std::size_t unit, std::int64_t people,
                          engine::MultiPolygon ground) {
        PlanFile::Grid made;
        made.grid_id = id;
        made.code = code;
        made.unit = unit;
        made.people = people;
        made.in_bounds = people >= 1000;
        made.reason = made.in_bounds ? "" : "unit below minimum";
        made.area_m2 = engine::area_m2(ground);
        made.ground = std::move(ground);
        plan.grids.push_back(std::move(made));
    };
    grid(1, "A-001", 0, 1200, rectangle(0, 0, 100, 100));
    grid(2, "A-002", 0, 1800, rectangle(100, 0, 200, 100));
    grid(3, "B-001", 1, 300, rectangle(0, 100, 200, 200));
    plan.borders = {
        {1, 2, "road", "Mill Street", 100, {{{100, 0}, {100, 100}}}},
        {1, 3, "unit", "Long River", 100, {{{100, 100}, {0, 100}}}},
        {2, 3, "unit", "Long River", 100, {{{200, 100}, {100, 100}}}},
        {1, {}, "unit", "", 200, {{{0, 100}, {0, 0}, {100, 0}}}},
        {2, {}, "unit", "", 200, {{{100, 0}, {200, 0}, {200, 100}}}},
        {3, {}, "unit", "", 400, {{{200, 100}, {200, 200}, {0, 200}, {0, 100}}}},
    };
    plan.buildings = {
        {7, 1, 500, "Oak Court", rectangle(10, 10, 30, 30)},
        {8, 1, 600, "Oak Court", rectangle(40, 10, 60, 30)},
        {9, 1, 100, "", rectangle(70, 70, 80, 80)},
        {10, 2, 1800, "Elm Court", rectangle(120, 20, 180, 80)},
        {11, {}, 5, "Elm Court", rectangle(300, 300, 310, 310)},
    };
    engine::Finding finding;
    finding.kind = "unit below minimum";
    finding.severity = engine::Severity::error;
    finding.message = {"grid \"B-001\" holds 300 people", "网格 \"B-001\" 有 300 人"};
    finding.grid_id = 3;
    plan.findings = {finding};
    return plan;
}

/// The same with all that a plan may be run with: an old grid that the first one carries on, a
/// chain of posts, a point in the first grid, and a rule that it breaks.
inline PlanFile run_plan() {
    PlanFile plan = drawn_plan();
    plan.existing = {{"OLD-1", rectangle(0, 0, 150, 100)}};
    plan.handover = {{0, 1, true, 1200, 3}};
    plan.posts = {{"G-1-C", "chief", 1, "", {}},
                  {"A-001-L", "leader", 1, "G-1-C", 1},
                  {"A-001-S", "staff", 3, "A-001-L", 1}};
    plan.points = {{4, "clinic", "Mill Clinic", 900, 1, {50, 50}}};
    plan.coverage = {{1, "clinic", 1, 4, 10}, {2, "clinic", 0, 4, 110}};
    plan.rules = {{1,
                   {"one school", "一所学校"},
                   0,
                   1,
                   {},
                   false,
                   {"a school within each grid", "每个网格一所学校"}}};
    return plan;
}

} // namespace evengrid::io
