#include "io/report/picture.hpp"

#include "engine/geometry/geos.hpp"
#include "io/grouped.hpp"
#include "io/report/cairo_canvas.hpp"
#include "io/report/map_look.hpp"
#include "io/report/picture_part.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace evengrid::io {

namespace {

constexpr double margin_pt = 18;
constexpr double title_height_pt = 46;
constexpr double legend_height_pt = 26;

/// The side on paper of a square as large as the middle grid.
double usual_side_pt(const PicturePart& part, const Frame& frame) {
    std::vector<double> areas;
    for (const PlanFile::Grid* grid : part.grids) {
        areas.push_back(grid->area_m2);
    }
    if (areas.empty()) {
        return 0;
    }
    const auto middle = areas.begin() + static_cast<std::ptrdiff_t>(areas.size() / 2);
    std::nth_element(areas.begin(), middle, areas.end());
    return std::sqrt(std::max(*middle, 0.0)) * frame.points_per_m();
}

void draw_ground(Canvas& canvas, const Frame& frame, const PlanFile& plan, const PicturePart& part,
                 double side_pt) {
    for (const auto& grid : plan.grids) {
        canvas.fill(grid.ground, frame, grid_colour(grid.people, plan.bounds));
    }
    if (side_pt > 40) {
        for (const auto& building : plan.buildings) {
            canvas.fill(building.footprint, frame,
                        building.people > 0 ? building_colour : empty_building_colour);
        }
    }
    for (const auto& grid : plan.grids) {
        if (part.unit != nullptr && &plan.units[grid.unit] != part.unit) {
            canvas.fill(grid.ground, frame, rgb(0xffffff, 0.7));
        }
    }
    // Lines as dense as hatching would hide the colours: the smaller a grid, the fainter.
    const double width_pt = std::clamp(side_pt / 60, 0.06, 1.0);
    for (const auto& grid : plan.grids) {
        const double own_side_pt = std::sqrt(grid.area_m2) * frame.points_per_m();
        const double opacity = std::clamp(own_side_pt / 12, 0.05, 1.0);
        canvas.outline(grid.ground, frame, {rgb(0x66737e, opacity), width_pt});
    }
    const double opacity = std::clamp(side_pt / 12, 0.08, 1.0);
    draw_unit_borders(canvas, frame, plan,
                      {rgb(0x1f2a33, std::min(2 * opacity, 1.0)), 3 * width_pt});
}

/// Where a label may stand on the ground: in its middle, well inside, or else on a lattice over
/// what is shown, the nearest to the middle first.
std::vector<engine::Point> places_on(const engine::MultiPolygon& ground, const Frame& frame) {
    const engine::Point middle = engine::centroid(ground);
    std::vector<engine::Point> places{middle, engine::point_inside(ground)};
    const engine::Box box = engine::box(ground), shown = frame.shown();
    const double left = std::max(box.min_x_m, shown.min_x_m);
    const double bottom = std::max(box.min_y_m, shown.min_y_m);
    const double width_m = std::min(box.max_x_m, shown.max_x_m) - left;
    const double height_m = std::min(box.max_y_m, shown.max_y_m) - bottom;
    constexpr int steps = 8;
    for (int y = 1; y < steps; ++y) {
        for (int x = 1; x < steps; ++x) {
            places.push_back({left + x * width_m / steps, bottom + y * height_m / steps});
        }
    }
    std::sort(places.begin() + 2, places.end(), [&](engine::Point a, engine::Point b) {
        return distance_m(a, middle) < distance_m(b, middle);
    });
    return places;
}

/// Labels of which none hides another.
class Labels {
public:
    Labels(Canvas& canvas, const Frame& frame) : m_canvas(canvas), m_frame(frame) {}

    /// Sets lines of text where they find room on the ground, the first of the choices that does.
    void set(const engine::MultiPolygon& ground,
             const std::vector<std::vector<std::pair<std::string, Font>>>& choices) {
        const std::vector<engine::Point> places = places_on(ground, m_frame);
        for (const auto& lines : choices) {
            for (const engine::Point place : places) {
                const engine::Box box = around(place, lines);
                const bool is_free =
                    std::none_of(m_taken.begin(), m_taken.end(),
                                 [&](const engine::Box& other) { return meet(other, box); });
                if (is_free && draw_label(m_canvas, m_frame, ground, place, lines)) {
                    m_taken.push_back(box);
                    return;
                }
            }
        }
    }

private:
    /// The ground under lines of text in the middle of a place.
    engine::Box around(engine::Point place,
                       const std::vector<std::pair<std::string, Font>>& lines) const {
        double width_pt = 0, height_pt = 0;
        for (const auto& [text, font] : lines) {
            const Area size = m_canvas.measure(text, font);
            width_pt = std::max(width_pt, size.width_pt);
            height_pt += size.height_pt;
        }
        const double x_m = width_pt / 2 / m_frame.points_per_m();
        const double y_m = height_pt / 2 / m_frame.points_per_m();
        return {place.x_m - x_m, place.y_m - y_m, place.x_m + x_m, place.y_m + y_m};
    }

    Canvas& m_canvas;
    const Frame& m_frame;
    std::vector<engine::Box> m_taken;
};

void label_grids(Labels& labels, const PlanFile& plan, const PicturePart& part) {
    const Colour halo = rgb(0xffffff, 0.8);
    for (const PlanFile::Grid* grid : part.grids) {
        std::vector<std::vector<std::pair<std::string, Font>>> choices;
        for (const double size_pt : {9.0, 7.5, 6.0}) {
            choices.push_back(
                {{short_code(plan, *grid), {size_pt, true, ink, Align::middle, halo}},
                 {grouped(grid->people), {size_pt * 0.9, false, ink, Align::middle, halo}}});
        }
        labels.set(grid->ground, choices);
    }
}

/// The name of every unit in the first of the fonts in which it finds room.
void name_units(Labels& labels, const PlanFile& plan, const PicturePart& part,
                const std::vector<Font>& fonts) {
    std::vector<engine::MultiPolygon> grounds(plan.units.size());
    for (const PlanFile::Grid* grid : part.grids) {
        auto& ground = grounds[grid->unit];
        ground.insert(ground.end(), grid->ground.begin(), grid->ground.end());
    }
    for (std::size_t i = 0; i < plan.units.size(); ++i) {
        const auto& unit = plan.units[i];
        std::vector<std::vector<std::pair<std::string, Font>>> choices;
        for (const Font& font : fonts) {
            choices.push_back({{unit.name.empty() ? unit.code : unit.name, font}});
        }
        if (!grounds[i].empty()) {
            labels.set(grounds[i], choices);
        }
    }
}

/// Where grids are large enough their numbers, with the units where these leave room; else the
/// units, unless they are too small as well.
void label(Canvas& canvas, const Frame& frame, const PlanFile& plan, const PicturePart& part,
           double side_pt) {
    Labels labels(canvas, frame);
    if (side_pt > 30) {
        label_grids(labels, plan, part);
        const Colour pale = rgb(0x1f2a33, 0.5);
        const Colour halo = rgb(0xffffff, 0.5);
        if (part.unit != nullptr) { // the title names it
            return;
        }
        name_units(labels, plan, part,
                   {{13, true, pale, Align::middle, halo}, {10, true, pale, Align::middle, halo}});
        return;
    }
    const double grids_per_unit = static_cast<double>(plan.grids.size()) /
                                  static_cast<double>(std::max<std::size_t>(plan.units.size(), 1));
    if (side_pt * std::sqrt(grids_per_unit) > 25) {
        const Colour halo = rgb(0xffffff, 0.9);
        name_units(labels, plan, part,
                   {{10, true, ink, Align::middle, halo},
                    {8, true, ink, Align::middle, halo},
                    {6.5, true, ink, Align::middle, halo}});
    }
}

void draw_title(Canvas& canvas, const Area& area, const PlanFile& plan, const PicturePart& part,
                const Speech& say) {
    const auto in_bounds = std::count_if(part.grids.begin(), part.grids.end(),
                                         [](const auto* grid) { return grid->in_bounds; });
    std::int64_t people = 0;
    for (const PlanFile::Grid* grid : part.grids) {
        people += grid->people;
    }
    const auto grids = static_cast<std::int64_t>(part.grids.size());
    std::string heading = fmt::format(
        fmt::runtime(part.grids.size() == plan.grids.size() || part.unit != nullptr
                         ? say("{} people in {} grids", "{} 人，{} 个网格")
                         : say("{} people in the {} grids shown", "{} 人，图中 {} 个网格")),
        grouped(people), grouped(grids));
    if (part.unit != nullptr) {
        const std::string& name = part.unit->name.empty() ? part.unit->code : part.unit->name;
        heading = fmt::format("{}{}{}", name, say(": ", "："), heading);
    }
    canvas.text(area, heading, {18, true, ink});
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
    const Area map{margin_pt, top_pt, inner_pt, bottom_pt - top_pt};
    const PicturePart part = picture_part(plan, options, map);
    const Frame frame(part.ground, map);
    const double side_pt = usual_side_pt(part, frame);
    // What stands outside would reach under the words; half of an outline is no harm.
    canvas.begin_clip({map.x_pt - 2, map.y_pt - 2, map.width_pt + 4, map.height_pt + 4});
    draw_ground(canvas, frame, plan, part, side_pt);
    label(canvas, frame, plan, part, side_pt);
    draw_scale_bar(canvas, frame);
    draw_north_arrow(canvas, frame);
    canvas.end_clip();
    draw_title(canvas, {margin_pt, margin_pt, inner_pt, title_height_pt}, plan, part, say);
    draw_legend(canvas, {margin_pt, height_pt - legend_height_pt, inner_pt, legend_height_pt}, plan,
                say);
    return canvas.finish();
}

} // namespace evengrid::io
