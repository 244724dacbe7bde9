#include "engine/geometry/drop_shared_sides.hpp"

#include "engine/geometry/geos.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <tuple>

namespace {

using namespace evengrid::engine;

MultiPolygon rectangle(double x, double y, double width_m, double height_m) {
    return {
        {{{x, y}, {x + width_m, y}, {x + width_m, y + height_m}, {x, y + height_m}, {x, y}}, {}}};
}

/// The whole of the squares that a picture marks with '#'.
std::optional<MultiPolygon> joined(const std::vector<std::string>& picture) {
    MultiPolygon squares;
    for (std::size_t row = 0; row < picture.size(); ++row) {
        for (std::size_t column = 0; column < picture[row].size(); ++column) {
            if (picture[row][column] == '#') {
                const auto square =
                    rectangle(static_cast<double>(column), -static_cast<double>(row), 1, 1);
                squares.push_back(square[0]);
            }
        }
    }
    std::vector<MultiPolygon> tiles;
    for (const Polygon& square : squares) {
        tiles.push_back({square});
    }
    std::vector<const MultiPolygon*> pointers;
    for (const MultiPolygon& tile : tiles) {
        pointers.push_back(&tile);
    }
    return drop_shared_sides(pointers);
}

TEST(DropSharedSides, KeepsVerticesAndBeginsAtTheLowestCorner) {
    const auto west = rectangle(0, 0, 2, 3), east = rectangle(2, 0, 2, 3);
    const auto whole = drop_shared_sides({&east, &west});
    ASSERT_TRUE(whole);
    EXPECT_EQ(*whole,
              (MultiPolygon{{{{0, 0}, {0, 3}, {2, 3}, {4, 3}, {4, 0}, {2, 0}, {0, 0}}, {}}}));
}

TEST(DropSharedSides, MakesHolesOfGroundThatIsLeftOut) {
    const auto whole = joined({"#####", //
                               "#.#.#", //
                               "#####"});
    ASSERT_TRUE(whole);
    ASSERT_EQ(whole->size(), 1U);
    EXPECT_EQ((*whole)[0].holes.size(), 2U);
    EXPECT_DOUBLE_EQ(area_m2(*whole), 13);
}

TEST(DropSharedSides, PartsRingsWhereTheyTouchInACorner) {
    for (const auto& [picture, shells, holes] : {std::tuple{std::vector<std::string>{"#.", //
                                                                                     ".#"},
                                                            2U, 0U},
                                                 std::tuple{std::vector<std::string>{"####", //
                                                                                     "#.##", //
                                                                                     "##.#", //
                                                                                     "####"},
                                                            1U, 2U},
                                                 std::tuple{std::vector<std::string>{"###", //
                                                                                     "#.#", //
                                                                                     "##."},
                                                            1U, 1U}}) {
        const auto whole = joined(picture);
        ASSERT_TRUE(whole) << picture[0];
        EXPECT_EQ(whole->size(), shells) << picture[0];
        std::size_t found = 0;
        for (const Polygon& polygon : *whole) {
            found += polygon.holes.size();
        }
        EXPECT_EQ(found, holes) << picture[0];
        EXPECT_FALSE(invalidity(*whole)) << picture[0];
    }
}

TEST(DropSharedSides, GivesAHoleToTheIslandAroundIt) {
    const auto whole = joined({"#######", //
                               "#.....#", //
                               "#.###.#", //
                               "#.#.#.#", //
                               "#.###.#", //
                               "#.....#", //
                               "#######"});
    ASSERT_TRUE(whole);
    ASSERT_EQ(whole->size(), 2U);
    EXPECT_EQ((*whole)[0].holes.size(), 1U);
    EXPECT_EQ((*whole)[1].holes.size(), 1U);
    EXPECT_FALSE(invalidity(*whole));
    EXPECT_DOUBLE_EQ(area_m2(*whole), 24 + 8);
}

TEST(DropSharedSides, LeavesWhatDoesNotMatchInvalid) {
    const auto large = rectangle(0, 0, 10, 10), across = rectangle(5, 5, 10, 10),
               inside = rectangle(2, 2, 3, 3), beside = rectangle(10, 0, 5, 4);
    for (const MultiPolygon* other : {&large, &across, &inside, &beside}) {
        const auto whole = drop_shared_sides({&large, other});
        EXPECT_TRUE(!whole || invalidity(*whole));
    }
}

TEST(DropSharedSides, IsValidOnAnyPicture) {
    std::mt19937 random(7);
    for (int round = 0; round < 300; ++round) {
        const auto threshold = random() % 100;
        std::vector<std::string> picture(8, std::string(8, '.'));
        double squares = 0;
        for (std::string& row : picture) {
            for (char& square : row) {
                if (random() % 100 < threshold) {
                    square = '#';
                    ++squares;
                }
            }
        }
        const auto whole = joined(picture);
        ASSERT_TRUE(whole) << round;
        EXPECT_DOUBLE_EQ(area_m2(*whole), squares) << round;
        EXPECT_FALSE(!whole->empty() && invalidity(*whole)) << round;
    }
}

} // namespace
