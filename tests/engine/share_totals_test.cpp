#include "engine/people.hpp"

#include <gtest/gtest.h>

#include <numeric>
#include <random>

namespace evengrid::engine {
namespace {

MultiPolygon rectangle(double west, double south, double width, double height) {
    return {{{{west, south},
              {west + width, south},
              {west + width, south + height},
              {west, south + height},
              {west, south}},
             {}}};
}

std::vector<const MultiPolygon*> pointers(const std::vector<MultiPolygon>& grounds) {
    std::vector<const MultiPolygon*> all;
    for (const MultiPolygon& ground : grounds) {
        all.push_back(&ground);
    }
    return all;
}

TEST(ShareTotals, GivesEveryTotalToTheBuildingsOnItsGround) {
    const std::vector<MultiPolygon> houses{rectangle(0, 0, 10, 10), rectangle(20, 0, 10, 10),
                                           rectangle(120, 0, 10, 10)};
    const std::vector<ControlTotal> totals{{rectangle(0, 0, 100, 100), 90},
                                           {rectangle(100, 0, 100, 100), 7}};
    const SharedTotals shared = share_totals(totals, pointers(houses), {1, 2, 5});
    EXPECT_EQ(shared.people, (std::vector<std::int64_t>{30, 60, 7}));
    EXPECT_EQ(shared.unhoused, (std::vector<std::int64_t>{0, 0}));
}

TEST(ShareTotals, SharesABuildingThatStandsOnTwoGroundsByItsParts) {
    const std::vector<MultiPolygon> houses{rectangle(95, 0, 10, 10)};
    const std::vector<ControlTotal> totals{{rectangle(0, 0, 100, 100), 10},
                                           {rectangle(100, 0, 100, 100), 20}};
    EXPECT_EQ(share_totals(totals, pointers(houses), {1}).people, std::vector<std::int64_t>{30});
}

TEST(ShareTotals, TellsWhomItCannotHouse) {
    const std::vector<MultiPolygon> houses{rectangle(0, 0, 10, 10), rectangle(120, 0, 10, 10)};
    const std::vector<ControlTotal> totals{{rectangle(0, 0, 100, 100), 10},
                                           {rectangle(100, 0, 100, 100), 20}};
    const SharedTotals shared = share_totals(totals, pointers(houses), {1, 0});
    EXPECT_EQ(shared.people, (std::vector<std::int64_t>{10, 0}));
    EXPECT_EQ(shared.unhoused, (std::vector<std::int64_t>{0, 20}));
}

TEST(ShareTotals, LosesNobody) {
    for (std::uint64_t seed = 1; seed <= 50; ++seed) {
        SCOPED_TRACE(seed);
        std::mt19937_64 random(seed);
        std::vector<MultiPolygon> houses;
        std::vector<double> capacities;
        for (int i = 0; i < 60; ++i) {
            houses.push_back(rectangle(static_cast<double>(random() % 380),
                                       static_cast<double>(random() % 380), 20, 20));
            capacities.push_back(static_cast<double>(random() % 3));
        }
        std::vector<ControlTotal> totals;
        std::int64_t given = 0;
        for (int i = 0; i < 16; ++i) {
            totals.push_back(
                {rectangle(100.0 * (i % 4), 100.0 * static_cast<double>(i / 4), 100, 100),
                 static_cast<std::int64_t>(random() % 500)});
            given += totals.back().people;
        }
        const SharedTotals shared = share_totals(totals, pointers(houses), capacities);
        EXPECT_EQ(
            std::accumulate(shared.people.begin(), shared.people.end(), std::int64_t{0}) +
                std::accumulate(shared.unhoused.begin(), shared.unhoused.end(), std::int64_t{0}),
            given);
    }
}

TEST(PeopleRange, LiesOnBothSidesOfAnEstimate) {
    EXPECT_EQ(people_range(1500, 0.2).low, 1200);
    EXPECT_EQ(people_range(1500, 0.2).high, 1800);
    EXPECT_EQ(people_range(1500, relative_error(CountMethod::counted)).high, 1500);
}

} // namespace
} // namespace evengrid::engine
