#include "io/report/map_look.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace evengrid::io {

namespace {

constexpr std::array grid_colours{rgb(0x2b6cb0), rgb(0x8db8df), rgb(0xe4ecf3), rgb(0xf4f4ee),
                                  rgb(0xf8ecdb), rgb(0xf0a95b), rgb(0xc4560f)};

/// The largest of 1, 2, 5, 10, 20, ... that is no larger.
double round_length(double at_most) {
    const double power = std::pow(10.0, std::floor(std::log10(at_most)));
    const double digit = at_most / power;
    return power * (digit >= 5 ? 5 : digit >= 2 ? 2 : 1);
}

} // namespace

std::vector<LegendEntry> legend(const PlanFile::Bounds& bounds) {
    const std::int64_t third = (bounds.maximum - bounds.minimum) / 3;
    const std::int64_t low = bounds.minimum + third, high = bounds.maximum - third;
    return {{grid_colours[0], 0, bounds.minimum / 2 - 1},
            {grid_colours[1], bounds.minimum / 2, bounds.minimum - 1},
            {grid_colours[2], bounds.minimum, low - 1},
            {grid_colours[3], low, high},
            {grid_colours[4], high + 1, bounds.maximum},
            {grid_colours[5], bounds.maximum + 1, bounds.maximum * 3 / 2},
            {grid_colours[6], bounds.maximum * 3 / 2 + 1, std::nullopt}};
}

Colour grid_colour(std::int64_t people, const PlanFile::Bounds& bounds) {
    for (const LegendEntry& entry : legend(bounds)) {
        if (!entry.most || people <= *entry.most) {
            return entry.colour;
        }
    }
    return grid_colours.back();
}

std::string short_code(const PlanFile& plan, const PlanFile::Grid& grid) {
    const std::string& unit = plan.units[grid.unit].code;
    const auto rest = [&](const std::string& code) {
        return code.starts_with(unit) && code.size() > unit.size() ? code.substr(unit.size())
                                                                   : code;
    };
    const auto bare = [&](const std::string& code) {
        const std::string own = rest(code);
        const auto begin = own.find_first_not_of("-_ ");
        return begin == std::string::npos ? own : own.substr(begin);
    };
    const std::string own = bare(grid.code);
    const bool is_ambiguous =
        std::any_of(plan.grids.begin(), plan.grids.end(), [&](const PlanFile::Grid& other) {
            return other.unit == grid.unit && &other != &grid && bare(other.code) == own;
        });
    return is_ambiguous ? rest(grid.code) : own;
}

void draw_unit_borders(Canvas& canvas, const Frame& frame, const PlanFile& plan, const Pen& pen) {
    const engine::Box shown = frame.shown();
    for (const auto& border : plan.borders) {
        const auto is_seen = [&](const engine::Line& line) {
            return engine::meet(engine::box(line), shown);
        };
        if (border.along == "unit" &&
            std::any_of(border.lines.begin(), border.lines.end(), is_seen)) {
            canvas.lines(border.lines, frame, pen);
        }
    }
}

void draw_scale_bar(Canvas& canvas, const Frame& frame) {
    const Area& area = frame.paper();
    const double length_m = round_length(area.width_pt / 4 / frame.points_per_m());
    const double width_pt = length_m * frame.points_per_m();
    const double left = area.x_pt + 12, bottom = area.y_pt + area.height_pt - 10;
    const Pen pen{ink, 1.2};
    canvas.fill({left - 6, bottom - 18, width_pt + 12, 24}, rgb(0xffffff, 0.85));
    canvas.line(left, bottom, left + width_pt, bottom, pen);
    canvas.line(left, bottom - 4, left, bottom + 0.6, pen);
    canvas.line(left + width_pt, bottom - 4, left + width_pt, bottom + 0.6, pen);
    canvas.text({left - 30, bottom - 15, width_pt + 60, 12},
                length_m < 1000 ? fmt::format("{} m", length_m)
                                : fmt::format("{} km", length_m / 1000),
                {8, false, ink, Align::middle});
}

void draw_north_arrow(Canvas& canvas, const Frame& frame) {
    const double x = frame.paper().x_pt + frame.paper().width_pt - 18;
    const double y = frame.paper().y_pt + 10;
    canvas.circle(x, y + 17, 15, rgb(0xffffff, 0.85), {rgb(0xffffff, 0), 0});
    canvas.figure({{x, y + 4}, {x + 5, y + 18}, {x, y + 15}, {x - 5, y + 18}}, ink);
    canvas.text({x - 10, y + 18, 20, 12}, "N", {8, true, ink, Align::middle});
}

bool draw_label(Canvas& canvas, const Frame& frame, const engine::MultiPolygon& ground,
                engine::Point place, const std::vector<std::pair<std::string, Font>>& lines) {
    double width_pt = 0, height_pt = 0;
    std::vector<double> heights_pt;
    for (const auto& [text, font] : lines) {
        const Area size = canvas.measure(text, font);
        width_pt = std::max(width_pt, size.width_pt);
        heights_pt.push_back(size.height_pt);
        height_pt += size.height_pt;
    }
    // The corners and the middles of the sides, a little inside: letters do not fill their box.
    const double half_x_m = width_pt / 2 / frame.points_per_m();
    const double half_y_m = height_pt / 2 * 0.8 / frame.points_per_m();
    const engine::Box shown = frame.shown();
    for (const double x : {-1.0, 0.0, 1.0}) {
        for (const double y : {-1.0, 0.0, 1.0}) {
            const engine::Point at{place.x_m + x * half_x_m, place.y_m + y * half_y_m};
            if (!engine::meet(engine::box(std::vector{at}), shown) ||
                !engine::contains(ground, at)) {
                return false;
            }
        }
    }
    const engine::Point middle = frame.on_paper(place);
    double y_pt = middle.y_m - height_pt / 2;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        Font font = lines[i].second;
        font.align = Align::middle;
        canvas.text({middle.x_m - width_pt, y_pt, 2 * width_pt, heights_pt[i]}, lines[i].first,
                    font);
        y_pt += heights_pt[i];
    }
    return true;
}

} // namespace evengrid::io
