#include "engine/plan/relaxations.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace evengrid::engine {
namespace {

MultiPolygon rectangle(double x, double y, double width_m, double height_m) {
    return {
        {{{x, y}, {x + width_m, y}, {x + width_m, y + height_m}, {x, y + height_m}, {x, y}}, {}}};
}

/// Two units side by side, each of 25 given blocks of 100 people.
City two_units() {
    City city;
    for (std::uint32_t unit = 0; unit < 2; ++unit) {
        const double west = 500.0 * unit;
        city.units.push_back({unit, unit == 0 ? "a" : "b", "", rectangle(west, 0, 500, 500)});
        for (int i = 0; i < 25; ++i) {
            city.given_blocks.push_back(
                {static_cast<std::int64_t>(city.given_blocks.size()), UnitIndex{unit},
                 rectangle(west + 100 * (i % 5), 100 * (i / 5), 100, 100), 100, 0});
        }
    }
    return city;
}

/// 2,500 people are too many for two grids of these bounds and too few for three.
PlanOptions narrow_bounds() {
    PlanOptions options;
    options.partition.bounds = {950, 1050, {}};
    options.partition.effort = algorithms::Effort::fast;
    return options;
}

std::vector<TriedUnit> tried_within(std::int64_t blocks) {
    const City city = two_units();
    const PlanOptions options = narrow_bounds();
    return try_relaxations(city, make_plan(city, options), options, {100, blocks});
}

std::string change(const TriedUnit& unit, Relaxed what) {
    const auto found = std::find_if(unit.relaxations.begin(), unit.relaxations.end(),
                                    [&](const Relaxation& each) { return each.what == what; });
    return found == unit.relaxations.end() ? "" : found->change.english;
}

TEST(Relaxations, NameTheNearestLimitsThatMend) {
    for (const TriedUnit& unit : tried_within(1'000'000)) {
        EXPECT_EQ(change(unit, Relaxed::minimum), "lower the minimum from 950 to 800");
        EXPECT_EQ(change(unit, Relaxed::maximum), "raise the maximum from 1050 to 1300");
        for (const Trial& trial : unit.trials) {
            EXPECT_EQ(trial.left_out, 0U) << words(trial.what);
            // A block without buildings cannot be divided.
            EXPECT_EQ(trial.impossible, trial.what == Relaxed::block ? 25U : 0U);
            EXPECT_EQ(trial.names.empty(), trial.what != Relaxed::unit);
        }
    }
}

TEST(Relaxations, StayWithinTheWorkAndSayWhatWasNotTried) {
    for (const std::int64_t blocks : {0, 40, 150, 400, 900}) {
        const auto units = tried_within(blocks);
        ASSERT_EQ(units.size(), 2U);
        for (const TriedUnit& unit : units) {
            std::size_t divisions = 0;
            for (const Trial& trial : unit.trials) {
                divisions += trial.tried;
                const bool is_limit =
                    trial.what == Relaxed::minimum || trial.what == Relaxed::maximum;
                const bool says_so =
                    change(unit, trial.what).find("a smaller change may do") != std::string::npos;
                if (is_limit && trial.tried > 0) {
                    EXPECT_EQ(says_so, trial.left_out > 0) << blocks;
                } else if (trial.tried == 0) {
                    EXPECT_EQ(change(unit, trial.what), "") << blocks;
                }
            }
            EXPECT_LE(static_cast<std::int64_t>(divisions) * 25, blocks / 2);
            const Trial& last = unit.trials.back();
            EXPECT_GT(last.left_out, 0U);
            EXPECT_EQ(last.why, Untried::costly);
        }
    }
}

TEST(Relaxations, LeaveFurtherUnitsUntriedButNamed) {
    const City city = two_units();
    const PlanOptions options = narrow_bounds();
    const auto units = try_relaxations(city, make_plan(city, options), options, {1, 1000});
    ASSERT_EQ(units.size(), 2U);
    EXPECT_FALSE(units[0].trials.empty());
    EXPECT_TRUE(units[1].trials.empty());
    EXPECT_GT(units[1].out_of_bounds, 0);
}

} // namespace
} // namespace evengrid::engine
