#include "engine/geometry/overlaps.hpp"

#include <gtest/gtest.h>

namespace evengrid::engine {
namespace {

MultiPolygon rectangle(double x, double y, double width_m, double height_m) {
    return {
        {{{x, y}, {x + width_m, y}, {x + width_m, y + height_m}, {x, y + height_m}, {x, y}}, {}}};
}

TEST(Overlaps, AreNamedFromAShareOfTheSmallerOneOn) {
    const std::vector<MultiPolygon> houses{
        rectangle(0, 0, 10, 10),   rectangle(10, 0, 10, 10),  // a common wall
        rectangle(18, 2, 4, 5),                               // half of it in the second
        rectangle(21.9, 2, 10, 5),                            // 2 % of it in the third
        rectangle(50, 50, 10, 10), rectangle(50, 50, 10, 10), // one on the other
    };
    std::vector<const MultiPolygon*> grounds;
    for (const MultiPolygon& house : houses) {
        grounds.push_back(&house);
    }
    const auto found = overlaps(grounds, 0.05);
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].smaller, 2U);
    EXPECT_EQ(found[0].larger, 1U);
    EXPECT_NEAR(found[0].area_m2, 10, 1e-9);
    EXPECT_NEAR(found[0].share, 0.5, 1e-9);
    EXPECT_EQ(found[1].smaller, 5U);
    EXPECT_EQ(found[1].larger, 4U);
    EXPECT_NEAR(found[1].share, 1, 1e-9);
    EXPECT_EQ(overlaps(grounds, 0.02).size(), 3U);
}

TEST(Overlaps, AreThoseOfTheGroundAndNotOfItsBox) {
    const MultiPolygon corner{
        {{{0, 0}, {20, 0}, {20, 2}, {2, 2}, {2, 20}, {0, 20}, {0, 0}}, {}}}; // around the other
    const MultiPolygon house = rectangle(5, 5, 10, 10);
    EXPECT_TRUE(overlaps({&corner, &house}, 0.05).empty());
}

} // namespace
} // namespace evengrid::engine
