#include "engine/geometry/map_shift.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace evengrid::engine {
namespace {

double metres_apart(Point a, Point b) {
    return std::hypot((a.x_m - b.x_m) * std::cos(a.y_m * 3.14159265 / 180), a.y_m - b.y_m) *
           111319.5;
}

TEST(MapShift, MovesChinaBySomeHundredMetresAndNothingElse) {
    // Tian'anmen, as the published implementations give it.
    const Point shifted = with_shift({116.397500, 39.908700}, MapShift::gcj02);
    EXPECT_NEAR(shifted.x_m, 116.403742, 1e-5);
    EXPECT_NEAR(shifted.y_m, 39.910101, 1e-5);
    EXPECT_EQ(with_shift({2.35, 48.85}, MapShift::gcj02), (Point{2.35, 48.85}));
    EXPECT_EQ(with_shift({2.35, 48.85}, MapShift::bd09), (Point{2.35, 48.85}));
}

TEST(MapShift, IsTakenBackWithinAMillimetre) {
    for (double x = 80; x < 130; x += 3.7) {
        for (double y = 20; y < 50; y += 2.9) {
            for (const MapShift shift : {MapShift::gcj02, MapShift::bd09}) {
                const Point place{x, y};
                EXPECT_LT(metres_apart(without_shift(with_shift(place, shift), shift), place),
                          0.001)
                    << x << ' ' << y;
                EXPECT_GT(metres_apart(with_shift(place, shift), place), 50) << x << ' ' << y;
            }
        }
    }
}

/// A town of 3 km by 3 km with a building every 100 m, in twenty places of China.
TEST(MapShift, IsNamedWhereverTheTownLies) {
    int named = 0;
    for (int i = 0; i < 20; ++i) {
        const Point middle{100.0 + 1.1 * i, 22.0 + (i * 7 % 20)};
        const Crs metric = equal_area_around(middle.x_m, middle.y_m);
        const Transform to_degrees(metric, read_crs("EPSG:4326"), {0, 0});
        const Transform to_metric(read_crs("EPSG:4326"), metric, middle);
        const MultiPolygon ground{
            {{{-1500, -1500}, {1500, -1500}, {1500, 1500}, {-1500, 1500}, {-1500, -1500}}, {}}};
        const MapShift shift = i % 2 == 0 ? MapShift::gcj02 : MapShift::bd09;
        std::vector<Point> places, shifted;
        for (int k = 0; k < 900; ++k) {
            places.push_back(
                {-1450.0 + 100 * (k % 30), -1450.0 + 100.0 * static_cast<double>(k / 30)});
            shifted.push_back(to_metric(with_shift(to_degrees(places.back()), shift)));
        }
        EXPECT_EQ(likely_shift(places, {ground}, metric).shift, MapShift::none) << i;
        named += likely_shift(shifted, {ground}, metric).shift == shift ? 1 : 0;
    }
    EXPECT_EQ(named, 20);
}

} // namespace
} // namespace evengrid::engine
