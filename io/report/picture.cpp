#include "io/report/picture.hpp"

#include "engine/geometry/geos.hpp"
#include "io/grouped.hpp"
#include "io/report/cairo_canvas.hpp"
#include "io/report/map_look.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace evengrid::io {

namespace {

constexpr double margin_pt = 18;
constexpr double title_height_pt = 46;
constexpr double legend_height_pt = 26;

engine::Box box_of(const PlanFile& plan) {
    engine::Box box;
    for (const auto& grid : plan.grids) {
        box = engine::joined(box, engine::box(grid.ground));
    }
    return box.empty() ? engine::Box{0, 0, 1, 1} : box;
}

/// The side on paper of a square as large as the middle grid.
double usual_side_pt(const PlanFile& plan, const Frame& frame) {
    std::vector<double> areas;
    for (const auto& grid : plan.grids) {
        areas.push_back(grid.area_m2);
    }
    if (areas.empty()) {
        return 0;
    }
    const auto middle = areas.begin() + static_cast<std::ptrdiff_t>(areas.size() / 2);
    std::nth_element(areas.begin(), middle, areas.end());
    return std::sqrt(std::max(*middle, 0.0)) * frame.points_per_m();
}

void draw_ground(Canvas& canvas, const Frame& frame, const PlanFile& plan, double side_pt) {
    for (const auto& grid : plan.grids) {
        canvas.fill(grid.ground, frame, grid_colour(grid.people, plan.bounds));
    }
    if (side_pt > 40) {
        for (const auto& building : plan.buildings) {
            canvas.fill(building.footprint, frame,
                        building.people > 0 ? building_colour : empty_building_colour);
        }
    }
    // Lines as dense as hatching would hide the colours: the smaller the grids, the fainter.
    const double width_pt = std::clamp(side_pt / 60, 0.06, 1.0);
    const double opacity = std::clamp(side_pt / 12, 0.15, 1.0);
    for (const auto& grid : plan.grids) {
        canvas.outline(grid.ground, frame, {rgb(0x66737e, opacity), width_pt});
    }
    draw_unit_borders(canvas, frame, plan,
                      {rgb(0x1f2a33, std::min(2 * opacity, 1.0)), 3 * width_pt});
}

void label_grids(Canvas& canvas, const Frame& frame, const PlanFile& plan) {
    const Colour halo = rgb(0xffffff, 0.8);
    for (const auto& grid : plan.grids) {
        const engine::Point place = engine::point_inside(grid.ground);
        for (const double size_pt : {9.0, 7.5, 6.0}) {
            const Font bold{size_pt, true, ink, Align::middle, halo};
            const Font plain{size_pt * 0.9, false, ink, Align::middle, halo};
            if (draw_label(canvas, frame, grid.ground, place,
                           {{short_code(plan, grid), bold}, {grouped(grid.people), plain}})) {
                break;
            }
        }
    }
}

/// The name of every unit in its middle, in the first of the fonts in which it fits.
void name_units(Canvas& canvas, const Frame& frame, const PlanFile& plan,
                const std::vector<Font>& fonts) {
    std::vector<engine::MultiPolygon> grounds(plan.units.size());
    for (const auto& grid : plan.grids) {
        grounds[grid.unit].insert(grounds[grid.unit].end(), grid.ground.begin(), grid.ground.end());
    }
    for (std::size_t i = 0; i < plan.units.size(); ++i) {
        const auto& unit = plan.units[i];
        const std::string& name = unit.name.empty() ? unit.code : unit.name;
        for (const Font& font : fonts) {
            if (draw_label(canvas, frame, grounds[i], engine::centroid(grounds[i]),
                           {{name, font}})) {
                break;
            }
        }
    }
}

/// Where grids are large enough their numbers, with the units in the background; else the units,
/// unless they are too small as well.
void label(Canvas& canvas, const Frame& frame, const PlanFile& plan, double side_pt) {
    if (side_pt > 30) {
        const Colour pale = rgb(0x1f2a33, 0.22);
        name_units(canvas, frame, plan, {{22, true, pale}, {16, true, pale}, {11, true, pale}});
        label_grids(canvas, frame, plan);
        return;
    }
    const double grids_per_unit = static_cast<double>(plan.grids.size()) /
                                  static_cast<double>(std::max<std::size_t>(plan.units.size(), 1));
    if (side_pt * std::sqrt(grids_per_unit) > 25) {
        const Colour halo = rgb(0xffffff, 0.9);
        name_units(canvas, frame, plan,
                   {{10, true, ink, Align::middle, halo},
                    {8, true, ink, Align::middle, halo},
                    {6.5, true, ink, Align::middle, halo}});
    }
}

void draw_title(Canvas& canvas, const Area& area, const PlanFile& plan, const Speech& say) {
    const auto in_bounds = std::count_if(plan.grids.begin(), plan.grids.end(),
                                         [](const auto& grid) { return grid.in_bounds; });
    std::int64_t people = 0;
    for (const auto& grid : plan.grids) {
        people += grid.people;
    }
    const auto grids = static_cast<std::int64_t>(plan.grids.size());
    canvas.text(area,
                fmt::format(fmt::runtime(say("{} people in {} grids", "{} 人，{} 个网格")),
                            grouped(people), grouped(grids)),
                {18, true, ink});
    canvas.text({area.x_pt, area.y_pt + 26, area.width_pt, 16},
                fmt::format(fmt::runtime(say("{} of the grids hold {} to {} people · {}",
                                             "{} 的网格人口在 {} 至 {} 之间 · {}")),
                            percent(in_bounds, grids), grouped(plan.bounds.minimum),
                            grouped(plan.bounds.maximum), plan.name),
                {10.5, false, quiet_ink});
}

void draw_legend(Canvas& canvas, const Area& area, const PlanFile& plan, const Speech& say) {
    const Font font{9, false, ink};
    const std::string_view heading = say("People per grid", "网格人口");
    canvas.text({area.x_pt, area.y_pt + 4, 200, 12}, heading, font);
    double x = area.x_pt + canvas.measure(heading, font).width_pt + 12;
    for (const LegendEntry& entry : legend(plan.bounds)) {
        const std::string range =
            entry.most ? fmt::format("{}–{}", grouped(entry.least), grouped(*entry.most))
                       : fmt::format("{} {}", grouped(entry.least), say("or more", "以上"));
        canvas.fill({x, area.y_pt + 4, 16, 11}, entry.colour);
        canvas.frame({x, area.y_pt + 4, 16, 11}, {rgb(0x66737e), 0.5});
        canvas.text({x + 21, area.y_pt + 4, 150, 12}, range, font);
        x += 21 + canvas.measure(range, font).width_pt + 14;
    }
}

} // namespace

std::string draw_picture(const PlanFile& plan, const PictureOptions& options, Language language) {
    const Speech say{language};
    const double pixels_per_pt = options.dpi / 72;
    const double width_pt = static_cast<double>(options.width_px) / pixels_per_pt;
    const double height_pt = static_cast<double>(options.height_px) / pixels_per_pt;
    const double inner_pt = width_pt - 2 * margin_pt;
    CairoCanvas canvas = CairoCanvas::picture(width_pt, height_pt, pixels_per_pt);
    canvas.fill({0, 0, width_pt, height_pt}, paper);

    const double top_pt = margin_pt + title_height_pt;
    const double bottom_pt = height_pt - legend_height_pt - 6;
    const Frame frame(box_of(plan), {margin_pt, top_pt, inner_pt, bottom_pt - top_pt});
    const double side_pt = usual_side_pt(plan, frame);
    draw_ground(canvas, frame, plan, side_pt);
    label(canvas, frame, plan, side_pt);
    draw_scale_bar(canvas, frame);
    draw_north_arrow(canvas, frame);
    // Buildings that stand outside the plan would reach under the words.
    canvas.fill({0, 0, width_pt, top_pt}, paper);
    canvas.fill({0, bottom_pt, width_pt, height_pt - bottom_pt}, paper);
    draw_title(canvas, {margin_pt, margin_pt, inner_pt, title_height_pt}, plan, say);
    draw_legend(canvas, {margin_pt, height_pt - legend_height_pt, inner_pt, legend_height_pt}, plan,
                say);
    return canvas.finish();
}

} // namespace evengrid::io
