#include "engine/plan/hard_cases.hpp"

#include "engine/drawn_town.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <tuple>

namespace evengrid::engine {
namespace {

using Case = std::tuple<Reason, std::size_t, std::int64_t, std::int64_t>;

/// The hard cases of a unit whose blocks lie in a row; `gap` after so many of them.
std::vector<Case> cases_of(const std::vector<std::int64_t>& people,
                           const algorithms::Bounds& bounds, std::size_t gap = 0) {
    std::vector<Case> told;
    for (const HardCase& hard : hard_cases(unit_in_a_row(people, gap), bounds)) {
        told.emplace_back(hard.reason, hard.block ? index(*hard.block) : 99, hard.people,
                          hard.violation);
    }
    return told;
}

TEST(HardCases, NameTheBlockAndWhatCannotBeAvoided) {
    const algorithms::Bounds bounds{.minimum = 1000, .maximum = 1200, .target = {}};
    EXPECT_EQ(cases_of({500, 600}, bounds), std::vector<Case>{});
    EXPECT_EQ(cases_of({500, 400}, bounds),
              (std::vector<Case>{{Reason::unit_below_minimum, 99, 900, 100}}));
    EXPECT_EQ(cases_of({600, 700}, bounds),
              (std::vector<Case>{{Reason::no_whole_number_of_grids, 0, 1300, 100}}));
    EXPECT_EQ(cases_of({400, 500, 1300, 1100, 900, 1000}, bounds, 2),
              (std::vector<Case>{{Reason::component_below_minimum, 0, 900, 100},
                                 {Reason::bottleneck, 3, 1800, 100},
                                 {Reason::block_above_maximum, 2, 1300, 100}}));
}

TEST(HardCases, WhatLivesBesideABlockAboveTheMaximumGoesWithIt) {
    EXPECT_EQ(cases_of({1300, 500}, {.minimum = 1000, .maximum = 1200, .target = {}}),
              (std::vector<Case>{{Reason::block_above_maximum, 0, 1300, 100}}));
}

/// Three blocks that only the one in their middle leads to.
const Drawing star{.units = {"UUU", "UUU"}, .blocks = {"ACB", ".D."}, .cell_m = 100, .people = 650};

/// The findings of a kind, and where they point to.
std::vector<std::pair<std::string, Point>> told(const std::vector<Finding>& findings,
                                                const std::string& kind) {
    std::vector<std::pair<std::string, Point>> found;
    for (const Finding& finding : findings) {
        if (finding.kind == kind) {
            found.emplace_back(finding.message.english, finding.place.value());
        }
    }
    return found;
}

TEST(HardCases, APlanNamesTheBottleneckOfAGridOutOfBounds) {
    const City city = drawn_city(star);
    PlanOptions options;
    options.partition.bounds = {.minimum = 1000, .maximum = 2000, .target = {}};
    const Plan plan = make_plan(city, options);
    const auto found = told(plan.findings, "bottleneck");
    ASSERT_EQ(found.size(), 1U);
    const auto middle =
        std::find_if(plan.blocks.blocks.begin(), plan.blocks.blocks.end(), [](const Block& block) {
            return block.inside.x_m > 100 && block.inside.x_m < 200 && block.inside.y_m > 100;
        });
    EXPECT_NE(found[0].first.find("2600 people hang on block " + std::to_string(middle->block_id)),
              std::string::npos)
        << found[0].first;
    EXPECT_NE(found[0].first.find("fewer than 350 out of bounds"), std::string::npos);
    EXPECT_EQ(found[0].second.x_m, middle->inside.x_m);
}

} // namespace
} // namespace evengrid::engine
