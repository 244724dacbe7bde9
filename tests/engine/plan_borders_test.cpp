#include "engine/plan/plan_borders.hpp"

#include <gtest/gtest.h>

namespace evengrid::engine {
namespace {

MultiPolygon rectangle(double x0, double y0, double x1, double y1) {
    return {{{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}, {x0, y0}}, {}}};
}

Grid grid(std::int64_t id, std::uint32_t unit, MultiPolygon ground) {
    Grid made;
    made.grid_id = id;
    made.unit = UnitIndex{unit};
    made.ground = std::move(ground);
    return made;
}

double length_m(const std::vector<Border>& borders, std::int64_t a, std::optional<std::int64_t> b) {
    double sum = 0;
    for (const Border& border : borders) {
        sum += border.grid_a == a && border.grid_b == b ? border.length_m : 0;
    }
    return sum;
}

/// Two grids of unit 0 with a street between them, and one of unit 1 north of both, beyond a river.
///
///     3 3
///     ~~~   river
///     1|2   street
struct Town {
    City city;
    std::vector<Grid> grids{grid(1, 0, rectangle(0, 0, 100, 100)),
                            grid(2, 0, rectangle(100, 0, 200, 100)),
                            grid(3, 1, rectangle(0, 100, 200, 200))};
    Town() {
        city.units.resize(2);
        city.lines = {{0, LineKind::road, "Mill Street", {{101, -5}, {101, 105}}},
                      {0, LineKind::water, "Long River", {{-5, 102}, {205, 102}}}};
    }
    std::vector<Border> borders() const { return plan_borders(city, grids, {}); }
};

TEST(PlanBorders, NameTheStreetThatABorderRunsAlong) {
    const auto borders = Town().borders();
    ASSERT_FALSE(borders.empty());
    EXPECT_EQ(borders.front().grid_a, 1);
    EXPECT_EQ(borders.front().grid_b, 2);
    EXPECT_EQ(borders.front().along, Along::road);
    EXPECT_EQ(borders.front().name, "Mill Street");
    EXPECT_DOUBLE_EQ(borders.front().length_m, 100);
}

TEST(PlanBorders, RunAlongTheUnitBetweenUnitsAndStillNameWhatIsThere) {
    for (const Border& border : Town().borders()) {
        if (border.grid_b == 3) {
            EXPECT_EQ(border.along, Along::unit);
            EXPECT_EQ(border.name, "Long River");
        }
    }
}

TEST(PlanBorders, IncludeTheEdgeOfThePlan) {
    const auto borders = Town().borders();
    EXPECT_DOUBLE_EQ(length_m(borders, 1, std::nullopt), 200);
    EXPECT_DOUBLE_EQ(length_m(borders, 2, std::nullopt), 200);
    EXPECT_DOUBLE_EQ(length_m(borders, 3, std::nullopt), 400);
    EXPECT_EQ(borders.back().grid_b, std::nullopt);
    EXPECT_EQ(borders.back().along, Along::unit);
}

TEST(PlanBorders, AddUpToThePerimeterOfEveryGrid) {
    Town town;
    town.grids[2].ground.front().holes.push_back(
        {{50, 140}, {50, 160}, {70, 160}, {70, 140}, {50, 140}});
    const auto borders = town.borders();
    for (const Grid& grid : town.grids) {
        double sum = 0;
        for (const Border& border : borders) {
            sum += border.grid_a == grid.grid_id || border.grid_b == grid.grid_id ? border.length_m
                                                                                  : 0;
        }
        EXPECT_NEAR(sum, perimeter_m(grid.ground), 1e-6) << "grid " << grid.grid_id;
    }
}

TEST(PlanBorders, HaveTheGroundOfTheFirstGridOnTheirLeft) {
    for (const Border& border : Town().borders()) {
        const Point from = border.lines.front()[0], to = border.lines.front()[1];
        const double length = distance_m(from, to);
        const Point left{(from.x_m + to.x_m) / 2 - (to.y_m - from.y_m) / length,
                         (from.y_m + to.y_m) / 2 + (to.x_m - from.x_m) / length};
        EXPECT_TRUE(
            contains(Town().grids[static_cast<std::size_t>(border.grid_a - 1)].ground, left));
    }
}

TEST(PlanBorders, TakeAGapNarrowerThanTheToleranceForNoEdge) {
    Town town;
    town.grids[0].ground = {
        {{{0, 0}, {100, 0}, {100, 40}, {99.99, 50}, {100, 60}, {100, 100}, {0, 100}, {0, 0}}, {}}};
    EXPECT_DOUBLE_EQ(length_m(town.borders(), 1, std::nullopt), 200);
}

} // namespace
} // namespace evengrid::engine
