#include "engine/blocks/street_faces.hpp"

#include "engine/geometry/box_index.hpp"
#include "engine/geometry/geos.hpp"
#include "engine/geometry/line_ends.hpp"

#include <optional>

namespace evengrid::engine {

namespace {

std::vector<Line> all_lines(const City& city, const std::vector<Line>& borders) {
    std::vector<Line> lines = borders;
    for (const auto& line : city.lines) {
        lines.push_back(line.line);
    }
    for (const auto& water : city.water) {
        for (const auto& polygon : water.ground) {
            lines.push_back(polygon.shell);
            lines.insert(lines.end(), polygon.holes.begin(), polygon.holes.end());
        }
    }
    for (const auto& grid : city.existing) { // so that its border can be kept
        for (const auto& polygon : city.existing_drawn ? grid.ground : MultiPolygon{}) {
            lines.push_back(polygon.shell);
            lines.insert(lines.end(), polygon.holes.begin(), polygon.holes.end());
        }
    }
    return lines;
}

/// Finds what a dead end was meant to meet.
class Targets {
public:
    explicit Targets(const std::vector<Line>& noded) {
        std::vector<Box> boxes;
        for (std::uint32_t i = 0; i < noded.size(); ++i) {
            for (std::size_t j = 1; j < noded[i].size(); ++j) {
                m_segments.push_back({noded[i][j - 1], noded[i][j], i});
                boxes.push_back(box({noded[i][j - 1], noded[i][j]}));
            }
        }
        m_index = BoxIndex(boxes);
    }

    /// \returns the nearest place on another line than the end's own, where there is one in reach.
    std::optional<Point> near(Point end, std::uint32_t own_line, double reach_m) const {
        std::optional<Point> nearest;
        for (const auto i : m_index.meeting(grown(box({end}), reach_m))) {
            const auto& s = m_segments[i];
            const Point place = nearest_on_segment(end, s.from, s.to);
            if (s.line != own_line && distance_m(end, place) <= reach_m) {
                reach_m = distance_m(end, place);
                nearest = place;
            }
        }
        return nearest;
    }

private:
    struct Segment {
        Point from, to;
        std::uint32_t line;
    };
    std::vector<Segment> m_segments;
    BoxIndex m_index;
};

/// Short lines that lead dead ends on to what they were meant to meet.
std::vector<Line> links(const std::vector<Line>& noded, double tolerance_m) {
    const auto ends = ends_at(noded);
    const Targets targets(noded);
    std::vector<Line> found;
    for (std::uint32_t i = 0; i < noded.size(); ++i) {
        for (const Point end : {noded[i].front(), noded[i].back()}) {
            if (ends.at(end) == 1) {
                if (const auto target = targets.near(end, i, tolerance_m)) {
                    found.push_back({end, *target});
                }
            }
        }
    }
    return found;
}

} // namespace

std::vector<Polygon> street_faces(const City& city, const std::vector<Line>& borders,
                                  double snap_tolerance_m) {
    auto noded = node(all_lines(city, borders));
    drop_dead_ends(noded, snap_tolerance_m);
    if (const auto mended = links(noded, snap_tolerance_m); !mended.empty()) {
        noded.insert(noded.end(), mended.begin(), mended.end());
        noded = node(noded);
    }
    return faces(noded);
}

} // namespace evengrid::engine
