#include "engine/blocks/crossings.hpp"

#include "engine/blocks/along.hpp"

#include <algorithm>
#include <map>

namespace evengrid::engine {

namespace {

void add(const std::vector<Point>& line, std::vector<Segment>& segments) {
    for (std::size_t i = 1; i < line.size(); ++i) {
        segments.push_back({line[i - 1], line[i]});
    }
}

std::vector<Segment> barriers_of(const City& city) {
    std::vector<Segment> barriers;
    for (const auto& line : city.lines) {
        if (is_barrier(line.kind)) {
            add(line.line, barriers);
        }
    }
    for (const auto& water : city.water) {
        for (const auto& polygon : water.ground) {
            add(polygon.shell, barriers);
            for (const auto& hole : polygon.holes) {
                add(hole, barriers);
            }
        }
    }
    return barriers;
}

double distance_m(const Segment& s, const Segment& t) {
    if (meeting_place(s, t)) {
        return 0;
    }
    const auto from = [](Point p, const Segment& segment) {
        return distance_m(p, nearest_on_segment(p, segment.from, segment.to));
    };
    return std::min({from(s.from, t), from(s.to, t), from(t.from, s), from(t.to, s)});
}

std::vector<Box> boxes_of(const std::vector<Segment>& segments) {
    std::vector<Box> boxes;
    for (const auto& segment : segments) {
        boxes.push_back(box({segment.from, segment.to}));
    }
    return boxes;
}

} // namespace

Crossings::Crossings(const City& city) {
    const auto barriers = barriers_of(city);
    const BoxIndex index(boxes_of(barriers));
    std::map<Point, int> street_ends;
    for (const auto& street : city.lines) {
        if (street.kind == LineKind::road) {
            ++street_ends[street.line.front()];
            ++street_ends[street.line.back()];
        }
    }
    const auto leads_on = [&](Point place) {
        const auto ends = street_ends.find(place);
        return ends == street_ends.end() || ends->second > 1;
    };
    for (const auto& street : city.lines) {
        for (std::size_t i = 1; street.kind == LineKind::road && i < street.line.size(); ++i) {
            const Segment s{street.line[i - 1], street.line[i]};
            for (const auto k : index.meeting(box({s.from, s.to}))) {
                if (const auto place = meeting_place(s, barriers[k]); place && leads_on(*place)) {
                    m_ways.push_back({*place, *place});
                }
            }
        }
    }
    for (const auto& crossing : city.crossings) {
        m_ways.push_back({crossing.front(), crossing.front()});
        add(crossing, m_ways);
    }
    m_index = BoxIndex(boxes_of(m_ways));
}

bool Crossings::near(const std::vector<Line>& lines, double within_m) const {
    for (const auto& line : lines) {
        for (std::size_t i = 1; i < line.size(); ++i) {
            const Segment stretch{line[i - 1], line[i]};
            for (const auto k : m_index.meeting(grown(box({stretch.from, stretch.to}), within_m))) {
                if (distance_m(m_ways[k], stretch) <= within_m) {
                    return true;
                }
            }
        }
    }
    return false;
}

} // namespace evengrid::engine
