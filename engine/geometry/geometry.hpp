#pragma once

#include <compare>
#include <functional>
#include <optional>
#include <vector>

namespace evengrid::engine {

/// Plain geometry in the metric CRS of a city: x east and y north, both in metres.
///
/// The functions cannot fail. They are linear in the points they are given, where nothing else is
/// said.

struct Point {
    double x_m = 0;
    double y_m = 0;
    bool operator==(const Point&) const = default;
    auto operator<=>(const Point&) const = default; ///< west to east, then south to north
};

using Line = std::vector<Point>; ///< two points or more
using Ring = std::vector<Point>; ///< closed: the last point repeats the first

struct Polygon {
    Ring shell;
    std::vector<Ring> holes;
    bool operator==(const Polygon&) const = default;
};

using MultiPolygon = std::vector<Polygon>; ///< empty: no ground at all

/// A rectangle; as it starts it holds nothing, and grows with what is added.
struct Box {
    double min_x_m = 0, min_y_m = 0, max_x_m = -1, max_y_m = -1;
    bool operator==(const Box&) const = default;
    bool empty() const { return max_x_m < min_x_m || max_y_m < min_y_m; }
};

/// The smallest box around everything; empty for nothing.
Box box(const std::vector<Point>& points);
Box box(const MultiPolygon& ground);
Box joined(const Box& a, const Box& b);
Box grown(const Box& box, double by_m);
/// The box as ground.
MultiPolygon rectangle(const Box& box);
/// Whether the boxes have a point in common; touching counts.
bool meet(const Box& a, const Box& b);

double distance_m(Point a, Point b);
double length_m(const Line& line);

/// Area by the shoelace formula, taken from the first corner so that large coordinates cancel;
/// positive for a counter-clockwise ring.
double signed_area_m2(const Ring& ring);
double area_m2(const Polygon& polygon);
double area_m2(const MultiPolygon& ground);
/// Length of all rings, holes included.
double perimeter_m(const MultiPolygon& ground);

/// The width of the oblong that has the same area and perimeter: how narrow ground is, whatever way
/// it bends. Ground rounder than any oblong is as wide as a square of its area.
double width_m(double area_m2, double perimeter_m);

/// Whether any part of a ground is wider than that.
bool is_wide(const MultiPolygon& ground, double least_m);

/// The centre of gravity, which may lie outside.
/// \pre the area is not zero.
Point centroid(const MultiPolygon& ground);

/// Whether a point lies in the ground; a point on the border is in or out, but always the same.
/// Complexity: linear in the vertices.
bool contains(const Polygon& polygon, Point p);
bool contains(const MultiPolygon& ground, Point p);

/// The straight piece between two points.
struct Segment {
    Point from, to;
};

/// Where two segments cross or touch; parallel ones do neither.
std::optional<Point> meeting_place(const Segment& s, const Segment& t);

/// The place on the segment a-b that is nearest to p.
Point nearest_on_segment(Point p, Point a, Point b);

/// The line with fewer points, none of those left out farther than `tolerance_m` from it (Douglas
/// and Peucker 1973). Its ends stay. Complexity: O(n log n) for usual lines, O(n^2) at worst.
Line straightened(const Line& line, double tolerance_m);

/// What takes a place to another: a transformation of coordinates, for one.
using Move = std::function<Point(Point)>;

std::vector<Point> moved(const std::vector<Point>& points, const Move& move);
MultiPolygon moved(const MultiPolygon& ground, const Move& move);

} // namespace evengrid::engine
