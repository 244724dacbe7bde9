#include "engine/plan/prospects.hpp"

#include "engine/drawn_town.hpp"

#include <gtest/gtest.h>

namespace evengrid::engine {
namespace {

/// A unit whose blocks lie in a row; `gap` after so many of them.
Prospect prospect(const std::vector<std::int64_t>& people, const algorithms::Bounds& bounds,
                  std::size_t gap = 0) {
    return unit_prospects({unit_in_a_row(people, gap)}, bounds).at(0);
}

TEST(Prospects, CountTheGridsThatArithmeticAllows) {
    const Prospect found = prospect({2000, 500, 500, 500, 500, 1500},
                                    {.minimum = 1000, .maximum = 2000, .target = {}});
    EXPECT_EQ(found.people, 5500);
    EXPECT_EQ(found.fewest, 3);
    EXPECT_EQ(found.most, 5);
    EXPECT_EQ(found.reason(), Reason::none);
}

TEST(Prospects, TellWhyBoundsCannotBeMet) {
    const algorithms::Bounds bounds{.minimum = 900, .maximum = 1000, .target = {}};
    EXPECT_EQ(prospect({400, 300}, bounds).reason(), Reason::unit_below_minimum);
    EXPECT_EQ(prospect({}, bounds).reason(), Reason::unit_below_minimum);
    EXPECT_EQ(prospect({800, 800}, bounds).reason(), Reason::no_whole_number_of_grids);
    EXPECT_EQ(prospect({1001, 950}, bounds).reason(), Reason::block_above_maximum);
    EXPECT_EQ(prospect({1001, 950}, bounds).fewest, 2);
    EXPECT_EQ(prospect({900, 1500, 600, 1500, 900}, {1400, 2000, {}}).reason(), Reason::bottleneck);
}

TEST(Prospects, CountEveryPartOfAUnitByItself) {
    const algorithms::Bounds bounds{.minimum = 1000, .maximum = 2000, .target = {}};
    const std::vector<std::int64_t> people(12, 500);
    EXPECT_EQ(prospect(people, bounds).most, 6);
    const Prospect parted = prospect(people, bounds, 3);
    EXPECT_EQ(parted.fewest, 1 + 3);
    EXPECT_EQ(parted.most, 1 + 4);
    EXPECT_TRUE(parted.is_legal);
    const Prospect island = prospect({500, 1500}, bounds, 1);
    EXPECT_FALSE(island.is_legal);
    EXPECT_EQ(island.reason(), Reason::component_below_minimum);
}

} // namespace
} // namespace evengrid::engine
