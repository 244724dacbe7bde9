#include "io/report/map_sheet.hpp"

#include "engine/geometry/geos.hpp"
#include "io/report/map_look.hpp"

#include <algorithm>
#include <initializer_list>
#include <map>

namespace evengrid::io {

namespace {

constexpr Colour own_ground = rgb(0xfdf3d0);
constexpr Colour other_ground = rgb(0xf3f4f2);
constexpr Colour own_border = rgb(0xb01657);
constexpr Pen existing_pen{rgb(0x3b2fa0), 1, 3.5};
constexpr Colour point_colour = rgb(0x1d6f42);

/// The place half-way along a line, where its name stands.
engine::Point half_way(const engine::Line& line) {
    double left_m = engine::length_m(line) / 2;
    for (std::size_t i = 1; i < line.size(); ++i) {
        const double piece_m = engine::distance_m(line[i - 1], line[i]);
        if (left_m <= piece_m && piece_m > 0) {
            const double share = left_m / piece_m;
            return {line[i - 1].x_m + share * (line[i].x_m - line[i - 1].x_m),
                    line[i - 1].y_m + share * (line[i].y_m - line[i - 1].y_m)};
        }
        left_m -= piece_m;
    }
    return line.back();
}

/// What the signs of points leave of a ground.
engine::MultiPolygon beside(const std::vector<engine::Box>& signs, engine::MultiPolygon ground) {
    const engine::Box box = engine::box(ground);
    for (const engine::Box& sign : signs) {
        if (engine::meet(sign, box)) {
            ground = engine::difference(ground, engine::rectangle(sign));
        }
    }
    return ground;
}

/// Draws a name in the largest of some sizes that fits on the ground, if any does.
void draw_where_it_fits(Canvas& canvas, const Frame& frame, const engine::MultiPolygon& ground,
                        const std::string& name, Font font,
                        std::initializer_list<double> sizes_pt) {
    if (ground.empty()) {
        return;
    }
    const engine::Point place = engine::point_inside(ground);
    for (const double size_pt : sizes_pt) {
        font.size_pt = size_pt;
        if (draw_label(canvas, frame, ground, place, {{name, font}})) {
            return;
        }
    }
}

} // namespace

MapSheet::MapSheet(const PlanFile& plan, const Speech& say) : m_plan(plan), m_say(say) {
    for (const auto& grid : plan.grids) {
        m_grid_boxes.push_back(engine::box(grid.ground));
    }
    for (const auto& block : plan.blocks) {
        m_block_boxes.push_back(engine::box(block.ground));
    }
    for (const auto& building : plan.buildings) {
        m_building_boxes.push_back(engine::box(building.footprint));
    }
    for (const auto& grid : plan.existing) {
        m_existing_boxes.push_back(engine::box(grid.ground));
    }
}

void MapSheet::draw_ground(Canvas& canvas, const Frame& frame, const GridSheet& sheet) const {
    const engine::Box shown = frame.shown();
    for (std::size_t i = 0; i < m_plan.grids.size(); ++i) {
        if (engine::meet(m_grid_boxes[i], shown)) {
            const bool is_own = &m_plan.grids[i] == sheet.grid;
            canvas.fill(m_plan.grids[i].ground, frame, is_own ? own_ground : other_ground);
        }
    }
    for (std::size_t i = 0; i < m_plan.blocks.size(); ++i) {
        if (m_plan.blocks[i].grid_id == sheet.grid->grid_id) {
            canvas.outline(m_plan.blocks[i].ground, frame, {rgb(0xb9b19a), 0.4});
        }
    }
    for (std::size_t i = 0; i < m_plan.grids.size(); ++i) {
        if (engine::meet(m_grid_boxes[i], shown)) {
            canvas.outline(m_plan.grids[i].ground, frame, {rgb(0x8b959d), 0.6});
        }
    }
}

void MapSheet::draw_buildings(Canvas& canvas, const Frame& frame, const GridSheet& sheet,
                              const std::vector<engine::Box>& signs) const {
    const engine::Box shown = frame.shown();
    for (std::size_t i = 0; i < m_plan.buildings.size(); ++i) {
        const auto& building = m_plan.buildings[i];
        if (!engine::meet(m_building_boxes[i], shown)) {
            continue;
        }
        const bool is_own = building.grid_id == sheet.grid->grid_id;
        canvas.fill(building.footprint, frame,
                    !is_own               ? rgb(0xd8dbdd)
                    : building.people > 0 ? rgb(0x6f7a84)
                                          : rgb(0xb3bac0));
        if (is_own) { // the number under which it stands in the list
            draw_where_it_fits(canvas, frame, beside(signs, building.footprint),
                               std::to_string(building.src_fid), {0, false, paper},
                               {8.0, 6.5, 5.0});
        }
    }
}

void MapSheet::draw_existing(Canvas& canvas, const Frame& frame) const {
    for (std::size_t i = 0; i < m_plan.existing.size(); ++i) {
        if (engine::meet(m_existing_boxes[i], frame.shown())) {
            canvas.outline(m_plan.existing[i].ground, frame, existing_pen);
        }
    }
}

/// What dashes and dots are, in the lower right corner, where there are any.
void MapSheet::draw_key(Canvas& canvas, const Frame& frame) const {
    const double right = frame.paper().x_pt + frame.paper().width_pt - 8;
    double y = frame.paper().y_pt + frame.paper().height_pt - 8;
    const auto entry = [&](std::string_view words) {
        const Font font{7.5, false, ink, Align::right};
        const double width_pt = canvas.measure(words, font).width_pt;
        y -= 12;
        canvas.fill({right - width_pt - 26, y - 1, width_pt + 30, 13}, rgb(0xffffff, 0.85));
        canvas.text({right - width_pt, y, width_pt, 12}, words, font);
        return right - width_pt - 23;
    };
    if (!m_plan.existing.empty()) {
        const double x = entry(m_say("existing grids", "现行网格"));
        canvas.line(x, y + 6, x + 18, y + 6, existing_pen);
    }
    if (!m_plan.points.empty()) {
        const double x = entry(m_say("service points", "服务点"));
        canvas.circle(x + 9, y + 6, 3, point_colour, {paper, 0.8});
    }
}

/// The ground that the points in sight take with their numbers.
std::vector<engine::Box> MapSheet::point_signs(const Frame& frame) const {
    constexpr double height_pt = 10, digit_pt = 4.2;
    const double half_m = height_pt / 2 / frame.points_per_m();
    std::vector<engine::Box> signs;
    for (const auto& point : m_plan.points) {
        const auto digits = static_cast<double>(std::to_string(point.src_fid).size());
        const auto& [x_m, y_m] = point.place;
        const engine::Box sign{x_m - half_m, y_m - half_m,
                               x_m + half_m + digits * digit_pt / frame.points_per_m(),
                               y_m + half_m};
        if (engine::meet(sign, frame.shown())) {
            signs.push_back(sign);
        }
    }
    return signs;
}

void MapSheet::draw_points(Canvas& canvas, const Frame& frame) const {
    for (const auto& point : m_plan.points) {
        if (engine::meet({point.place.x_m, point.place.y_m, point.place.x_m, point.place.y_m},
                         frame.shown())) {
            const engine::Point at = frame.on_paper(point.place);
            canvas.circle(at.x_m, at.y_m, 3, point_colour, {paper, 0.8});
            canvas.text({at.x_m + 5, at.y_m - 5, 60, 10}, std::to_string(point.src_fid),
                        {6.5, true, point_colour, Align::left, paper});
        }
    }
}

void MapSheet::name_neighbours(Canvas& canvas, const Frame& frame, const GridSheet& sheet,
                               const std::vector<engine::Box>& signs) const {
    const engine::MultiPolygon window = engine::rectangle(frame.shown());
    for (const Neighbour& neighbour : sheet.neighbours) {
        const engine::MultiPolygon seen = engine::intersection(neighbour.grid->ground, window);
        const bool is_same_unit = neighbour.grid->unit == sheet.grid->unit;
        const std::string code =
            is_same_unit ? short_code(m_plan, *neighbour.grid) : neighbour.grid->code;
        draw_where_it_fits(canvas, frame, beside(signs, seen), code,
                           {0, false, quiet_ink, Align::middle, paper}, {10.0, 8.0, 6.5});
    }
}

void MapSheet::name_borders(Canvas& canvas, const Frame& frame, const GridSheet& sheet) const {
    std::map<std::string, const engine::Line*> longest;
    for (const auto& border : m_plan.borders) {
        if (border.name.empty() ||
            (border.grid_a != sheet.grid->grid_id && border.grid_b != sheet.grid->grid_id)) {
            continue;
        }
        for (const engine::Line& line : border.lines) {
            const engine::Line*& best = longest[border.name];
            if (best == nullptr || engine::length_m(line) > engine::length_m(*best)) {
                best = &line;
            }
        }
    }
    const Font font{7.5, true, rgb(0x0b5f66), Align::middle, paper};
    for (const auto& [name, line] : longest) {
        const Area size = canvas.measure(name, font);
        if (engine::length_m(*line) * frame.points_per_m() < size.width_pt * 0.6) {
            continue;
        }
        const engine::Point at = frame.on_paper(half_way(*line));
        canvas.text({at.x_m - size.width_pt, at.y_m - size.height_pt / 2, 2 * size.width_pt,
                     size.height_pt},
                    name, font);
    }
}

void MapSheet::draw(Canvas& canvas, const Area& area, const GridSheet& sheet) const {
    const auto own = static_cast<std::size_t>(sheet.grid - m_plan.grids.data());
    const engine::Box& box = m_grid_boxes[own];
    const double margin_m =
        0.12 * std::max(box.max_x_m - box.min_x_m, box.max_y_m - box.min_y_m) + 5;
    const Frame frame(engine::grown(box, margin_m), area);
    canvas.begin_clip(area);
    canvas.fill(area, paper);
    draw_ground(canvas, frame, sheet);
    const std::vector<engine::Box> signs = point_signs(frame);
    draw_buildings(canvas, frame, sheet, signs);
    draw_unit_borders(canvas, frame, m_plan, {ink, 1.2});
    canvas.outline(sheet.grid->ground, frame, {own_border, 3});
    draw_existing(canvas, frame);
    draw_points(canvas, frame);
    name_neighbours(canvas, frame, sheet, signs);
    name_borders(canvas, frame, sheet);
    draw_scale_bar(canvas, frame);
    draw_north_arrow(canvas, frame);
    draw_key(canvas, frame);
    canvas.end_clip();
    canvas.frame(area, {rgb(0x8b959d), 0.6});
}

} // namespace evengrid::io
