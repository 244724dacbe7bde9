#include "engine/blocks/inner_paths.hpp"

#include "engine/geometry/geos.hpp"
#include "engine/geometry/line_ends.hpp"

#include <algorithm>

namespace evengrid::engine {

namespace {

constexpr double driveway_m = 15;

/// The way from a dead end straight on to what it meets first.
Line led_on(Point before, Point end, double reach_m, const std::vector<Line>& lines) {
    const double step_m = distance_m(before, end);
    const auto at = [&](double way_m) {
        return Point{end.x_m + (end.x_m - before.x_m) / step_m * way_m,
                     end.y_m + (end.y_m - before.y_m) / step_m * way_m};
    };
    constexpr double off_itself_m = 0.001;
    Line way{end, at(reach_m)};
    for (const auto& line : lines) {
        for (std::size_t i = 1; i < line.size(); ++i) {
            const auto place = meeting_place({at(off_itself_m), way[1]}, {line[i - 1], line[i]});
            way[1] = place.value_or(way[1]);
        }
    }
    return way;
}

} // namespace

InnerPaths::InnerPaths(const City& city) : m_city(city) {
    std::vector<Box> boxes;
    for (const auto& line : city.lines) {
        boxes.push_back(box(line.line));
    }
    m_index = BoxIndex(boxes);
}

std::vector<Polygon> InnerPaths::divide(const Polygon& ground) const {
    std::vector<Line> lines{ground.shell};
    lines.insert(lines.end(), ground.holes.begin(), ground.holes.end());
    const auto outline = lines;
    const Box around = box(ground.shell);
    for (const auto i : m_index.meeting(around)) {
        lines.push_back(m_city.lines[i].line);
    }
    if (lines.size() == outline.size()) {
        return {ground};
    }
    auto inside = node(lines);
    std::erase_if(inside, [&](const Line& line) {
        return !contains(ground,
                         {(line[0].x_m + line[1].x_m) / 2, (line[0].y_m + line[1].y_m) / 2});
    });
    inside.insert(inside.end(), outline.begin(), outline.end());
    inside = node(inside); // an outline that a path met has its corner there
    drop_dead_ends(inside, driveway_m);
    const auto ends = ends_at(inside);
    const double reach_m =
        distance_m({around.min_x_m, around.min_y_m}, {around.max_x_m, around.max_y_m});
    std::vector<Line> ways;
    for (const auto& line : inside) {
        if (ends.at(line.front()) == 1) {
            ways.push_back(led_on(line[1], line[0], reach_m, inside));
        }
        if (ends.at(line.back()) == 1) {
            ways.push_back(led_on(line[line.size() - 2], line.back(), reach_m, inside));
        }
    }
    inside.insert(inside.end(), ways.begin(), ways.end());
    auto pieces = faces(node(inside));
    std::erase_if(pieces,
                  [&](const Polygon& piece) { return !contains(ground, point_inside({piece})); });
    return pieces;
}

} // namespace evengrid::engine
