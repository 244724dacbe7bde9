#include "engine/geometry/line_ends.hpp"

namespace evengrid::engine {

std::map<Point, int> ends_at(const std::vector<Line>& noded) {
    std::map<Point, int> ends;
    for (const auto& line : noded) {
        ++ends[line.front()];
        ++ends[line.back()];
    }
    return ends;
}

void drop_dead_ends(std::vector<Line>& noded, double reach_m) {
    const auto ends = ends_at(noded);
    std::erase_if(noded, [&](const Line& line) {
        return (ends.at(line.front()) == 1 || ends.at(line.back()) == 1) &&
               length_m(line) <= reach_m;
    });
}

} // namespace evengrid::engine
