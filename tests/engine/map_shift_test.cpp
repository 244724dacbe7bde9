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

/// A unit was drawn around the streets of an old town, and most of its houses stand beyond.
TEST(MapShift, IsNotNamedWhereALayerReachesFartherThanTheUnits) {
    const Crs metric = equal_area_around(118.6, 24.9);
    const MultiPolygon unit{{{{0, 0}, {1000, 0}, {1000, 1000}, {0, 1000}, {0, 0}}, {}}};
    std::vector<Point> places;
    const auto add = [&](std::size_t count, Point place) { places.insert(places.end(), count, place); };
    add(20, {500, 500});
    add(20, {1200, -200}); // as far off as GCJ-02 shows things there
    add(15, {-800, 500});
    const LikelyShift found = likely_shift(places, {unit}, metric);
    EXPECT_EQ(found.shift, MapShift::none);
    EXPECT_NEAR(found.astray, 35.0 / 55, 1e-9);
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
    EXPECT_FALSE(likely_shift(along, houses, metric, Belong::outside).by_chance);
}

/// A hamlet smaller than the shift: taken back, it would leave no street near a house at all.
TEST(MapShift, IsNotNamedWhereItOnlyTakesStreetsAwayFromAllHouses) {
    const Crs metric = equal_area_around(118.1, 24.5);
    std::vector<MultiPolygon> houses;
    std::vector<Point> along;
    for (int k = 0; k < 9; ++k) {
        const double x = 50.0 * (k % 3), y = 50.0 * static_cast<double>(k / 3);
        houses.push_back({{{{x, y}, {x + 20, y}, {x + 20, y + 20}, {x, y + 20}, {x, y}}, {}}});
        along.push_back({x + 10, y + 10});
    }
    const LikelyShift found = likely_shift(along, houses, metric, Belong::outside);
    EXPECT_EQ(found.shift, MapShift::none);
    EXPECT_TRUE(found.by_chance);
}

} // namespace
} // namespace evengrid::engine
