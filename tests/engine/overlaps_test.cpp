#include "engine/geometry/overlaps.hpp"

#include "engine/geometry/geos.hpp"

#include <gtest/gtest.h>

#include <random>

namespace evengrid::engine {
namespace {

MultiPolygon rectangle(double x, double y, double width_m, double height_m) {
    return {
        {{{x, y}, {x + width_m, y}, {x + width_m, y + height_m}, {x, y + height_m}, {x, y}}, {}}};
}

std::vector<const MultiPolygon*> pointers_to(const std::vector<MultiPolygon>& grounds) {
    std::vector<const MultiPolygon*> pointers;
    for (const MultiPolygon& ground : grounds) {
        pointers.push_back(&ground);
    }
    return pointers;
}

TEST(Overlaps, AreNamedFromAShareOfTheSmallerOneOn) {
    const std::vector<MultiPolygon> houses{
        rectangle(0, 0, 10, 10),   rectangle(10, 0, 10, 10),  // a common wall
        rectangle(18, 2, 4, 5),                               // half of it in the second
        rectangle(21.9, 2, 10, 5),                            // 2 % of it in the third
        rectangle(50, 50, 10, 10), rectangle(50, 50, 10, 10), // one on the other
    };
    const auto grounds = pointers_to(houses);
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

using Pairs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

Pairs pairs_of(const std::vector<CommonGround>& common) {
    Pairs pairs;
    for (const CommonGround& each : common) {
        pairs.emplace_back(each.a, each.b);
    }
    return pairs;
}

/// Squares of a chessboard, row by row.
std::vector<MultiPolygon> chessboard(std::size_t rows, std::size_t columns) {
    std::vector<MultiPolygon> squares;
    for (std::size_t i = 0; i < rows * columns; ++i) {
        squares.push_back(rectangle(10.0 * static_cast<double>(i % columns),
                                    10.0 * static_cast<double>(i / columns), 10, 10));
    }
    return squares;
}

TEST(CommonGrounds, AreNoneWhereSidesMatch) {
    EXPECT_TRUE(common_grounds(pointers_to(chessboard(5, 5)), 1e-3).empty());
}

TEST(CommonGrounds, AreFoundInsideAPolygonAllOfWhoseSidesMatch) {
    auto squares = chessboard(3, 3);
    squares.push_back(rectangle(12, 12, 3, 3)); // on the one in the middle
    const auto common = common_grounds(pointers_to(squares), 1e-3);
    ASSERT_EQ(pairs_of(common), (Pairs{{4, 9}}));
    EXPECT_NEAR(area_m2(common[0].ground), 9, 1e-9);
}

TEST(CommonGrounds, AreFoundWhereTwoCoveragesLieOnOneAnother) {
    auto squares = chessboard(3, 3); // the second is shifted: only sides at the edges are lone
    for (const MultiPolygon& square : chessboard(3, 3)) {
        squares.push_back(moved(square, [](Point p) { return Point{p.x_m + 4, p.y_m}; }));
    }
    const auto pairs = pairs_of(common_grounds(pointers_to(squares), 1e-3));
    EXPECT_EQ(pairs, (Pairs{{0, 9},
                            {1, 9},
                            {1, 10},
                            {2, 10},
                            {2, 11},
                            {3, 12},
                            {4, 12},
                            {4, 13},
                            {5, 13},
                            {5, 14},
                            {6, 15},
                            {7, 15},
                            {7, 16},
                            {8, 16},
                            {8, 17}}));
}

TEST(CommonGrounds, AreFoundWherePolygonsAreTheSame) {
    auto squares = chessboard(2, 2);
    squares.push_back(squares[3]);
    EXPECT_EQ(pairs_of(common_grounds(pointers_to(squares), 1e-3)), (Pairs{{3, 4}}));
}

TEST(CommonGrounds, LeaveOutSliversOfRounding) {
    EXPECT_TRUE(
        common_grounds(pointers_to({rectangle(0, 0, 10, 10), rectangle(9.9995, 0, 10, 12)}), 1e-3)
            .empty());
}

TEST(CommonGrounds, AreThoseThatComparingAllFinds) {
    std::mt19937 random(7);
    for (int round = 0; round < 200; ++round) {
        auto polygons = chessboard(4, 4);
        const auto below = [&](unsigned count) { return static_cast<double>(random() % count); };
        for (auto more = random() % 6; more-- > 0;) { // corners on or off those of the squares
            const double unit_m = random() % 2 == 0 ? 10 : 2.5;
            polygons.push_back(rectangle(unit_m * below(4), unit_m * below(4),
                                         unit_m * (1 + below(3)), unit_m * (1 + below(3))));
        }
        std::erase_if(polygons, [&](const MultiPolygon&) { return random() % 10 == 0; });
        const auto pointers = pointers_to(polygons);
        Pairs wanted;
        for (std::uint32_t a = 0; a < polygons.size(); ++a) {
            for (std::uint32_t b = a + 1; b < polygons.size(); ++b) {
                if (is_wide(intersection(polygons[a], polygons[b]), 1e-3)) {
                    wanted.emplace_back(a, b);
                }
            }
        }
        ASSERT_EQ(pairs_of(common_grounds(pointers, 1e-3)), wanted) << "round " << round;
    }
}

} // namespace
} // namespace evengrid::engine
