#include "engine/people.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <random>

namespace evengrid::engine {
namespace {

std::int64_t sum(const std::vector<std::int64_t>& people) {
    return std::accumulate(people.begin(), people.end(), std::int64_t{0});
}

TEST(SharePeople, GivesTheLargestRemaindersOneMore) {
    EXPECT_EQ(share_people(10, {1, 1, 1}), (std::vector<std::int64_t>{4, 3, 3}));
    EXPECT_EQ(share_people(7, {6, 6, 2}), (std::vector<std::int64_t>{3, 3, 1}));
    EXPECT_EQ(share_people(5, {0, 1, 0}), (std::vector<std::int64_t>{0, 5, 0}));
    EXPECT_EQ(share_people(5, {0, 0}), (std::vector<std::int64_t>{0, 0}));
    EXPECT_EQ(share_people(5, {}), std::vector<std::int64_t>{});
}

TEST(SharePeople, AddsUpAndStaysWithinOneOfTheFairShare) {
    for (std::uint64_t seed = 1; seed <= 500; ++seed) {
        SCOPED_TRACE(seed);
        std::mt19937_64 random(seed);
        std::vector<double> weights(1 + random() % 40);
        for (double& weight : weights) {
            weight = random() % 4 == 0 ? 0.0 : static_cast<double>(random() % 1000) / 7.0;
        }
        weights[0] += 1;
        const double all = std::accumulate(weights.begin(), weights.end(), 0.0);
        const auto total = static_cast<std::int64_t>(random() % 1'000'000);
        const auto shares = share_people(total, weights);
        EXPECT_EQ(sum(shares), total);
        for (std::size_t i = 0; i < weights.size(); ++i) {
            EXPECT_LT(std::abs(static_cast<double>(shares[i]) -
                               static_cast<double>(total) * weights[i] / all),
                      1.0 + 1e-6);
            EXPECT_TRUE(weights[i] > 0 || shares[i] == 0);
        }
    }
}

TEST(FloorArea, TellsPeopleFromFloorsOrElseFromHeight) {
    const std::vector<Dwelling> dwellings{{100, 4.0, {}, ""},
                                          {100, {}, 12.0, ""},
                                          {100, 0.0, 6.0, ""},
                                          {100, {}, {}, ""},
                                          {100, 2.0, 30.0, ""}};
    const auto people = people_by_floor_area(dwellings, OccupancyOptions{});
    EXPECT_EQ(people, (std::vector<double>{10, 10, 5, 2.5, 5}));
}

TEST(FloorArea, HousesNoOneInSheds) {
    EXPECT_EQ(people_by_floor_area({{15, 1.0, {}, ""}, {100, {}, 2.0, ""}}, OccupancyOptions{}),
              (std::vector<double>{0, 0}));
}

TEST(FloorArea, KnowsWhoLivesWhere) {
    const std::vector<Dwelling> dwellings{{100, 4.0, {}, "住宅"},
                                          {120, 1.0, {}, "Dormitory"},
                                          {100, 4.0, {}, "school"},
                                          {100, 4.0, {}, "yes"}};
    EXPECT_EQ(people_by_floor_area(dwellings, OccupancyOptions{}),
              (std::vector<double>{10, 10, 0, 10}));
}

TEST(FloorArea, CountsMixedUsesByTheKnownPartThatHousesMost) {
    const auto people_in = [](const std::string& use) {
        return people_by_floor_area({{120, 4.0, {}, use}}, OccupancyOptions{})[0];
    };
    EXPECT_EQ(people_in("yes;retail"), 0);
    EXPECT_EQ(people_in("retail;residential"), 12);
    EXPECT_EQ(people_in("residential; dormitory;office"), 40);
    EXPECT_EQ(people_in("yes;pagoda"), 12) << "no part is known";
    EXPECT_EQ(people_in(";"), 12);
    OccupancyOptions table;
    table.uses.push_back({{"yes;retail"}, 60});
    EXPECT_EQ(people_by_floor_area({{120, 4.0, {}, "yes;retail"}}, table)[0], 8) << "a row";
}

} // namespace
} // namespace evengrid::engine
