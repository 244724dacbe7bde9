#include "engine/plan/prospects.hpp"

#include <gtest/gtest.h>

namespace evengrid::engine {
namespace {

Prospect prospect(const std::vector<std::int64_t>& people, const algorithms::Bounds& bounds) {
    City city;
    city.units.emplace_back();
    Blocks blocks;
    for (const std::int64_t count : people) {
        blocks.blocks.emplace_back().people = count;
    }
    return unit_prospects(city, blocks, bounds).at(0);
}

TEST(Prospects, CountTheGridsThatArithmeticAllows) {
    const Prospect found =
        prospect({2000, 2000, 1500}, {.minimum = 1000, .maximum = 2000, .target = {}});
    EXPECT_EQ(found.people, 5500);
    EXPECT_EQ(found.fewest, 3);
    EXPECT_EQ(found.most, 5);
    EXPECT_EQ(found.reason, Reason::none);
}

TEST(Prospects, TellWhyBoundsCannotBeMet) {
    const algorithms::Bounds bounds{.minimum = 900, .maximum = 1000, .target = {}};
    EXPECT_EQ(prospect({400, 300}, bounds).reason, Reason::unit_below_minimum);
    EXPECT_EQ(prospect({}, bounds).reason, Reason::unit_below_minimum);
    EXPECT_EQ(prospect({800, 800}, bounds).reason, Reason::no_whole_number_of_grids);
    EXPECT_EQ(prospect({1001, 950}, bounds).reason, Reason::block_above_maximum);
    EXPECT_EQ(prospect({1001, 950}, bounds).fewest, 2);
}

} // namespace
} // namespace evengrid::engine
