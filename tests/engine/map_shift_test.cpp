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
    int named = 0, grounds_named = 0;
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
        const LikelyShift found = likely_shift(shifted, {ground}, metric);
        named += found.shift == shift && !found.of_grounds ? 1 : 0;
        const MultiPolygon shown =
            moved(ground, [&](Point p) { return to_metric(with_shift(to_degrees(p), shift)); });
        const LikelyShift of_ground = likely_shift(places, {shown}, metric);
        grounds_named += of_ground.shift == shift && of_ground.of_grounds ? 1 : 0;
    }
    EXPECT_EQ(named, 20);
    EXPECT_EQ(grounds_named, 20);
}

/// Streets every 110 m, and a house in the middle of every square between them.
TEST(MapShift, IsNamedWhereStreetsLeadThroughHouses) {
    const Point middle{118.1, 24.5};
    const Crs metric = equal_area_around(middle.x_m, middle.y_m);
    const Transform to_degrees(metric, read_crs("EPSG:4326"), {0, 0});
    const Transform to_metric(read_crs("EPSG:4326"), metric, middle);
    std::vector<MultiPolygon> houses;
    std::vector<Point> along, shifted;
    for (int k = 0; k < 900; ++k) {
        const double x = 110.0 * (k % 30), y = 110.0 * static_cast<double>(k / 30);
        houses.push_back({{{{x + 20, y + 20},
                            {x + 90, y + 20},
                            {x + 90, y + 90},
                            {x + 20, y + 90},
                            {x + 20, y + 20}},
                           {}}});
        along.push_back({x, y + 55});
        along.push_back({x + 55, y});
    }
    for (const Point place : along) {
        shifted.push_back(to_metric(with_shift(to_degrees(place), MapShift::gcj02)));
    }
    EXPECT_EQ(likely_shift(along, houses, metric, Belong::outside).shift, MapShift::none);
    EXPECT_EQ(likely_shift(shifted, houses, metric, Belong::outside).shift, MapShift::gcj02);
}

} // namespace
} // namespace evengrid::engine
