#pragma once

#include <vector>

namespace evengrid::engine {

/// Plain geometry in the metric CRS of a city: x east and y north, both in metres.

struct Point {
    double x_m = 0;
    double y_m = 0;
    bool operator==(const Point&) const = default;
};

using Line = std::vector<Point>; ///< two points or more
using Ring = std::vector<Point>; ///< closed: the last point repeats the first

struct Polygon {
    Ring shell;
    std::vector<Ring> holes;
    bool operator==(const Polygon&) const = default;
};

using MultiPolygon = std::vector<Polygon>; ///< empty: no ground at all

struct Box {
    double min_x_m = 0, min_y_m = 0, max_x_m = 0, max_y_m = 0;
    bool operator==(const Box&) const = default;
};

} // namespace evengrid::engine
