#include "engine/geometry/match_vertices.hpp"

#include <gtest/gtest.h>

namespace {

using namespace evengrid::engine;

MultiPolygon rectangle(double x, double y, double width_m, double height_m) {
    return {
        {{{x, y}, {x + width_m, y}, {x + width_m, y + height_m}, {x, y + height_m}, {x, y}}, {}}};
}

TEST(MatchVertices, GivesALongSideTheCornersOfTheTilesBesideIt) {
    MultiPolygon large = rectangle(0, 0, 10, 10), low = rectangle(10, 0, 5, 4),
                 high = rectangle(10, 4, 5, 6);
    match_vertices({&large, &low, &high}, 1e-5);
    EXPECT_EQ(large[0].shell, (Ring{{0, 0}, {10, 0}, {10, 4}, {10, 10}, {0, 10}, {0, 0}}));
    EXPECT_EQ(low, rectangle(10, 0, 5, 4));
}

TEST(MatchVertices, PutsSeveralCornersInTheOrderOfTheWay) {
    MultiPolygon large = rectangle(0, 0, 10, 10), one = rectangle(-5, 1, 5, 2),
                 two = rectangle(-5, 3, 5, 5);
    match_vertices({&large, &one, &two}, 1e-5);
    EXPECT_EQ(large[0].shell,
              (Ring{{0, 0}, {10, 0}, {10, 10}, {0, 10}, {0, 8}, {0, 3}, {0, 1}, {0, 0}}));
}

TEST(MatchVertices, TakesACornerThatRoundingPutBesideTheSide) {
    MultiPolygon large = rectangle(0, 0, 10, 10), low = rectangle(10, 0, 5, 4),
                 high = rectangle(10, 4, 5, 6);
    low[0].shell[3].x_m += 5e-6;
    high[0].shell[0] = high[0].shell[4] = low[0].shell[3];
    match_vertices({&large, &low, &high}, 2e-5);
    EXPECT_EQ(large[0].shell[2], low[0].shell[3]);
}

TEST(MatchVertices, LeavesTilesThatMatchAsTheyAre) {
    MultiPolygon a = rectangle(0, 0, 10, 10), b = rectangle(10, 0, 10, 10),
                 far = rectangle(20.1, 0, 3, 3);
    match_vertices({&a, &b, &far}, 1e-5);
    EXPECT_EQ(a, rectangle(0, 0, 10, 10));
    EXPECT_EQ(b, rectangle(10, 0, 10, 10));
    EXPECT_EQ(far, rectangle(20.1, 0, 3, 3));
}

TEST(MatchVertices, MakesOneCornerOfTwoThatRoundingPutApart) {
    MultiPolygon left = rectangle(0, 0, 10, 10), right = rectangle(10, 0, 5, 10);
    for (const std::size_t corner :
         {0U, 4U}) { // beyond the end of the side, by less than the tolerance
        right[0].shell[corner].y_m = -5e-6;
    }
    match_vertices({&left, &right}, 2e-5);
    EXPECT_EQ(left[0].shell[1], right[0].shell[0]);
    EXPECT_EQ(left[0].shell.size(), 5U);
    EXPECT_EQ(right[0].shell.size(), 5U);
}

} // namespace
