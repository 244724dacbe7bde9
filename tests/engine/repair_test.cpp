#include "engine/geometry/repair.hpp"

#include <gtest/gtest.h>

namespace evengrid::engine {
namespace {

MultiPolygon ring(std::vector<Point> corners) {
    corners.push_back(corners.front());
    return {{std::move(corners), {}}};
}

TEST(Repair, LeavesValidGroundAsItIs) {
    MultiPolygon square = ring({{0, 0}, {10, 0}, {10, 10}, {0, 10}});
    const MultiPolygon before = square;
    EXPECT_TRUE(repair_all({&square}).empty());
    EXPECT_EQ(square, before);
}

TEST(Repair, MendsABowTieAndTellsWhatItDid) {
    MultiPolygon square = ring({{0, 0}, {10, 0}, {10, 10}, {0, 10}});
    MultiPolygon bow_tie = ring({{0, 0}, {10, 10}, {10, 0}, {0, 10}});
    const auto repairs = repair_all({&square, &bow_tie});
    ASSERT_EQ(repairs.size(), 1u);
    EXPECT_EQ(repairs[0].index, 1u);
    EXPECT_NEAR(repairs[0].area_before_m2, 0, 1e-9) << "both halves cancel";
    EXPECT_NEAR(repairs[0].area_after_m2, 50, 1e-9);
    EXPECT_FALSE(invalidity(bow_tie));
    EXPECT_EQ(repairs[0].why.place, (Point{5, 5}));
}

TEST(Repair, LeavesNothingOfALine) {
    MultiPolygon line = ring({{0, 0}, {10, 0}});
    const auto repairs = repair_all({&line});
    ASSERT_EQ(repairs.size(), 1u);
    EXPECT_TRUE(line.empty());
}

} // namespace
} // namespace evengrid::engine
