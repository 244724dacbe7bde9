#include "engine/geometry/shared_borders.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace evengrid::engine {
namespace {

MultiPolygon rectangle(double min_x, double min_y, double max_x, double max_y) {
    return {{{{min_x, min_y}, {max_x, min_y}, {max_x, max_y}, {min_x, max_y}, {min_x, min_y}}, {}}};
}

std::vector<SharedBorder> borders_of(const std::vector<MultiPolygon>& polygons,
                                     double tolerance_m = 0.1) {
    std::vector<const MultiPolygon*> all;
    for (const auto& polygon : polygons) {
        all.push_back(&polygon);
    }
    return shared_borders(all, tolerance_m);
}

/// Rotated and moved far from the origin, as real coordinates are.
MultiPolygon placed(MultiPolygon ground) {
    for (auto& polygon : ground) {
        for (auto& p : polygon.shell) {
            p = {40'500'000 + 0.8 * p.x_m - 0.6 * p.y_m, 2'700'000 + 0.6 * p.x_m + 0.8 * p.y_m};
        }
    }
    return ground;
}

TEST(SharedBorders, OfACheckerboardAreItsSidesAndNoCorner) {
    std::vector<MultiPolygon> squares;
    for (int row = 0; row < 4; ++row) {
        for (int column = 0; column < 4; ++column) {
            squares.push_back(
                placed(rectangle(column * 10, row * 10, column * 10 + 10, row * 10 + 10)));
        }
    }
    const auto borders = borders_of(squares);
    EXPECT_EQ(borders.size(), 24U);
    for (const auto& border : borders) {
        EXPECT_NEAR(border.length_m, 10, 1e-6);
        EXPECT_EQ(border.lines.size(), 1U);
    }
}

TEST(SharedBorders, AreFoundAtATJunction) {
    const auto borders =
        borders_of({placed(rectangle(0, 0, 10, 20)), placed(rectangle(10, 0, 20, 10)),
                    placed(rectangle(10, 10, 20, 20))});
    ASSERT_EQ(borders.size(), 3U);
    for (const auto& border : borders) {
        EXPECT_NEAR(border.length_m, 10, 1e-6);
    }
}

TEST(SharedBorders, OfAPinwheelAreItsFiveNeighboursOnly) {
    // Four oblongs around a square: each touches two others and the square in the middle.
    const auto borders =
        borders_of({rectangle(0, 0, 20, 10), rectangle(20, 0, 30, 20), rectangle(10, 20, 30, 30),
                    rectangle(0, 10, 10, 30), rectangle(10, 10, 20, 20)});
    EXPECT_EQ(borders.size(), 8U);
    for (const auto& border : borders) {
        EXPECT_NEAR(border.length_m, 10, 1e-9);
    }
}

TEST(SharedBorders, CrossGapsAndOverlapsUpToTheToleranceOnly) {
    for (const double gap : {-0.09, -0.001, 1e-9, 0.001, 0.09}) {
        const auto borders = borders_of({rectangle(0, 0, 10, 10), rectangle(10 + gap, 0, 20, 10)});
        ASSERT_EQ(borders.size(), 1U) << gap;
        EXPECT_NEAR(borders[0].length_m, 10, 1e-6) << gap;
    }
    for (const double gap : {-0.11, 0.11, 1.0}) {
        EXPECT_TRUE(borders_of({rectangle(0, 0, 10, 10), rectangle(10 + gap, 0, 20, 10)}).empty());
    }
}

TEST(SharedBorders, OfAHoleAndWhatFillsItIsTheWholeRing) {
    MultiPolygon frame = rectangle(0, 0, 30, 30);
    frame[0].holes.push_back({{10, 10}, {10, 20}, {20, 20}, {20, 10}, {10, 10}});
    const auto borders = borders_of({frame, rectangle(10, 10, 20, 20)});
    ASSERT_EQ(borders.size(), 1U);
    EXPECT_NEAR(borders[0].length_m, 40, 1e-9);
    EXPECT_EQ(borders[0].lines.size(), 1U);
}

TEST(SharedBorders, OverTheStartOfARingAreOneLine) {
    const MultiPolygon left = {{{{10, 5}, {10, 10}, {0, 10}, {0, 0}, {10, 0}, {10, 5}}, {}}};
    const auto borders =
        borders_of({left, {{{{10, 0}, {20, 0}, {20, 10}, {10, 10}, {10, 5}, {10, 0}}, {}}}});
    ASSERT_EQ(borders.size(), 1U);
    ASSERT_EQ(borders[0].lines.size(), 1U);
    EXPECT_EQ(borders[0].lines[0], (Line{{10, 0}, {10, 5}, {10, 10}}));
}

TEST(SharedBorders, DoNotDependOnTheVerticesOnThem) {
    // The same two neighbours; each draws the common border with vertices of its own.
    for (unsigned seed = 1; seed <= 100; ++seed) {
        std::mt19937_64 random(seed);
        const auto draw = [&] { return static_cast<double>(random() % 1000) / 1000; };
        const auto side = [&](bool up) {
            std::vector<double> heights;
            for (auto n = random() % 6; n-- > 0;) {
                heights.push_back(draw() * 50);
            }
            std::sort(heights.begin(), heights.end());
            Ring points;
            for (const double y : heights) {
                points.push_back({10, y});
            }
            if (!up) {
                std::reverse(points.begin(), points.end());
            }
            return points;
        };
        Ring left = {{0, 0}, {10, 0}};
        for (const Point p : side(true)) {
            left.push_back(p);
        }
        left.insert(left.end(), {{10, 50}, {0, 50}, {0, 0}});
        Ring right = {{20, 50}, {10, 50}};
        for (const Point p : side(false)) {
            right.push_back(p);
        }
        right.insert(right.end(), {{10, 0}, {20, 0}, {20, 50}});
        const auto borders = borders_of({placed({{left, {}}}), placed({{right, {}}})});
        ASSERT_EQ(borders.size(), 1U) << "seed " << seed;
        EXPECT_NEAR(borders[0].length_m, 50, 1e-4) << "seed " << seed;
    }
}

} // namespace
} // namespace evengrid::engine
