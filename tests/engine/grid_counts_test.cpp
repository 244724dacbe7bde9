#include "engine/plan/grid_counts.hpp"

#include "engine/drawn_town.hpp"
#include "engine/error.hpp"
#include "engine/plan/plan.hpp"

#include <gtest/gtest.h>

#include <numeric>

namespace evengrid::engine {
namespace {

/// Unit a with 12 blocks, b with 6, c with 2; 100 people in every block.
City three_units() {
    return drawn_city(
        {.units = {"aaaaaabbbc", "aaaaaabbbc"}, .blocks = {"ABCDEFGHIJ", "KLMNOPQRST"}});
}

PlanOptions bounds_of(std::int64_t minimum, std::int64_t maximum) {
    PlanOptions options;
    options.partition.bounds = {minimum, maximum, {}};
    options.partition.effort = algorithms::Effort::fast;
    return options;
}

std::vector<std::size_t> grids_by_unit(const City& city, const PlanOptions& options) {
    std::vector<std::size_t> counts(city.units.size());
    for (const Grid& grid : make_plan(city, options).grids) {
        ++counts[index(grid.unit)];
    }
    return counts;
}

std::string refusal(const City& city, const PlanOptions& options) {
    try {
        make_plan(city, options);
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::usage);
        return error.what();
    }
    return "";
}

TEST(GridCounts, AreFairAndExactForEveryTotalThatIsPossible) {
    const City city = three_units();
    PlanOptions options = bounds_of(100, 400);
    for (std::int64_t total = 6; total <= 20; ++total) {
        options.grids = total;
        const auto counts = grids_by_unit(city, options);
        EXPECT_EQ(std::accumulate(counts.begin(), counts.end(), std::size_t{0}),
                  static_cast<std::size_t>(total));
        EXPECT_GE(counts[0], counts[1]);
        EXPECT_GE(counts[1], counts[2]);
    }
    options.grids = 10;
    EXPECT_EQ(grids_by_unit(city, options), (std::vector<std::size_t>{6, 3, 1}));
}

TEST(GridCounts, OfACityTellTheRangeThatIsPossible) {
    PlanOptions options = bounds_of(100, 400);
    options.grids = 21;
    EXPECT_EQ(refusal(three_units(), options),
              "the city cannot have 21 grids of 100 to 400 people: its 3 units admit 6 to 20 "
              "together");
    options.grids = 5;
    EXPECT_NE(refusal(three_units(), options), "");
}

TEST(GridCounts, GivenForAUnitAreKeptAndTheOthersShareTheRest) {
    City city = three_units();
    city.units[0].grids = 9;
    PlanOptions options = bounds_of(100, 400);
    EXPECT_EQ(grids_by_unit(city, options)[0], 9U);
    options.grids = 12;
    EXPECT_EQ(grids_by_unit(city, options), (std::vector<std::size_t>{9, 2, 1}));
    city.units[0].grids = 13;
    EXPECT_EQ(refusal(city, options),
              "1 unit cannot have the number of grids that its field says: unit \"a\" wants 13 "
              "and admits 3 to 12 of 100 to 400 people");
}

TEST(GridCounts, CountALockedGridOnceWhateverItHolds) {
    City city = three_units();
    for (const auto& [letter, ground] : drawn_grounds({"12........", "12........"}, 10)) {
        city.existing.push_back({letter, std::string(1, letter), "", ground, true});
    }
    PlanOptions options = bounds_of(100, 200);
    options.grids = 20;
    EXPECT_EQ(refusal(city, options),
              "the city cannot have 20 grids of 100 to 200 people: its 3 units admit 10 to 18 "
              "together");
    for (const std::int64_t total : {10, 14, 18}) {
        options.grids = total;
        const Plan plan = make_plan(city, options);
        EXPECT_EQ(plan.grids.size(), static_cast<std::size_t>(total));
        EXPECT_EQ(
            std::count_if(plan.grids.begin(), plan.grids.end(),
                          [](const Grid& grid) { return grid.code == "1" || grid.code == "2"; }),
            2);
    }
}

} // namespace
} // namespace evengrid::engine
