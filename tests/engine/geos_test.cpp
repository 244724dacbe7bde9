#include "engine/geometry/fine_grid.hpp"
#include "engine/geometry/geos.hpp"

#include "engine/error.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace evengrid::engine {
namespace {

MultiPolygon rectangle(double min_x, double min_y, double max_x, double max_y) {
    return {{{{min_x, min_y}, {max_x, min_y}, {max_x, max_y}, {min_x, max_y}, {min_x, min_y}}, {}}};
}

const MultiPolygon bow_tie = {{{{0, 0}, {10, 10}, {10, 0}, {0, 10}, {0, 0}}, {}}};

TEST(Node, CutsLinesWhereTheyCrossAndKeepsOneOfTwins) {
    const auto noded = node({{{0, 5}, {10, 5}}, {{5, 0}, {5, 10}}, {{10, 5}, {0, 5}}});
    EXPECT_EQ(noded.size(), 4U);
    for (const auto& line : noded) {
        EXPECT_TRUE(line.front() == (Point{5, 5}) || line.back() == (Point{5, 5}));
    }
}

TEST(Node, LeavesPointsOfTheFineGridWhereTheyAre) {
    const Point a = on_fine_grid({40'512'345.678901, 2'712'345.123456});
    const Point b = on_fine_grid({a.x_m + 17.123, a.y_m - 3.3});
    const auto noded = node({{a, b}});
    ASSERT_EQ(noded.size(), 1U);
    EXPECT_TRUE((noded[0] == Line{a, b}) || (noded[0] == Line{b, a}));
}

TEST(Faces, AreTheGroundBetweenLinesWithoutDangles) {
    const auto found = faces(
        node({{{0, 0}, {10, 0}, {10, 10}, {0, 10}, {0, 0}}, {{5, 0}, {5, 10}}, {{5, 5}, {8, 5}}}));
    ASSERT_EQ(found.size(), 2U);
    EXPECT_DOUBLE_EQ(area_m2(found[0]), 50);
    EXPECT_DOUBLE_EQ(area_m2(found[1]), 50);
    EXPECT_TRUE(contains(found[0], {1, 1}));
}

TEST(Dissolve, JoinsTilesThatMatchAndTilesThatDoNot) {
    const auto left = rectangle(0, 0, 10, 20);
    const auto low = rectangle(10, 0, 20, 10);
    const auto high = rectangle(10, 10, 20, 20);
    const auto joined = dissolve({&left, &low, &high});
    ASSERT_EQ(joined.size(), 1U);
    EXPECT_DOUBLE_EQ(area_m2(joined), 400);
    EXPECT_FALSE(invalidity(joined));
}

TEST(Dissolve, RefusesPolygonsThatOverlap) {
    const auto a = rectangle(0, 0, 10, 10);
    const auto b = rectangle(5, 0, 15, 10);
    EXPECT_THROW(dissolve({&a, &b}), Error);
    EXPECT_DOUBLE_EQ(area_m2(unite({&a, &b})), 150);
}

TEST(Overlay, GivesCommonAndRemainingGround) {
    const auto a = rectangle(0, 0, 10, 10);
    const auto b = rectangle(6, 0, 15, 10);
    EXPECT_DOUBLE_EQ(area_m2(intersection(a, b)), 40);
    EXPECT_DOUBLE_EQ(area_m2(difference(a, b)), 60);
    EXPECT_TRUE(intersection(a, rectangle(10, 0, 20, 10)).empty()) << "a line is no ground";
}

TEST(Buffer, GrowsAndShrinks) {
    EXPECT_DOUBLE_EQ(area_m2(buffer(rectangle(0, 0, 10, 10), -1)), 64);
    EXPECT_NEAR(area_m2(buffer(rectangle(0, 0, 10, 10), 1)), 140 + std::acos(-1), 0.05);
    EXPECT_TRUE(buffer(rectangle(0, 0, 10, 10), -6).empty());
}

TEST(Invalidity, SaysReasonAndPlace) {
    const auto found = invalidity(bow_tie);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->reason, "Self-intersection");
    EXPECT_EQ(found->place, (Point{5, 5}));
    EXPECT_FALSE(invalidity(rectangle(0, 0, 1, 1)));
    EXPECT_TRUE(invalidity({{{{0, 0}, {1, 0}, {1, 1}}, {}}})) << "an open ring";
}

TEST(MakeValid, KeepsBothHalvesOfABowTieAndDropsRingsOfNoGround) {
    const auto repaired = make_valid(bow_tie);
    EXPECT_DOUBLE_EQ(area_m2(repaired), 50);
    EXPECT_FALSE(invalidity(repaired));
    EXPECT_TRUE(make_valid({{{{0, 0}, {1, 0}}, {}}}).empty());
}

TEST(PointInside, LiesInTheGroundOfAHorseshoe) {
    const MultiPolygon horseshoe = {
        {{{0, 0}, {9, 0}, {9, 9}, {6, 9}, {6, 3}, {3, 3}, {3, 9}, {0, 9}, {0, 0}}, {}}};
    EXPECT_TRUE(contains(horseshoe, point_inside(horseshoe)));
}

TEST(Triangulate, CoversTheHullCounterClockwiseAndSkipsRepeatedPoints) {
    const std::vector<Point> points = {{0, 0}, {10, 0}, {0, 0}, {10, 10}, {0, 10}, {4, 5}};
    double area = 0;
    for (const auto& [a, b, c] : triangulate(points)) {
        EXPECT_TRUE(a != 2 && b != 2 && c != 2);
        area += signed_area_m2({points[a], points[b], points[c], points[a]});
    }
    EXPECT_DOUBLE_EQ(area, 100);
}

TEST(Operations, SayWhatFailedInsteadOfAnsweringWrong) {
    EXPECT_THROW(intersection(bow_tie, rectangle(0, 0, 10, 10)), Error);
}

} // namespace
} // namespace evengrid::engine
