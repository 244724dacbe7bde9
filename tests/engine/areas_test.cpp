#include "engine/error.hpp"
#include "engine/geometry/geos.hpp"
#include "engine/plan/plan.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <string>

namespace evengrid::engine {
namespace {

MultiPolygon rectangle(double x, double y, double width_m, double height_m) {
    return {
        {{{x, y}, {x + width_m, y}, {x + width_m, y + height_m}, {x, y + height_m}, {x, y}}, {}}};
}

/// Blocks of 100 m between streets, five by five, with a house of 100 people in the middle of each.
City chequered_town() {
    City city;
    city.units = {{1, "a", "Alder", rectangle(0, 0, 500, 500)}};
    for (int i = 0; i < 5; ++i) {
        const double at = 100.0 * i;
        city.lines.push_back({2 * i, LineKind::road, "", {{at, 0}, {at, 500}}});
        city.lines.push_back({2 * i + 1, LineKind::road, "", {{0, at}, {500, at}}});
        for (int k = 0; k < 5; ++k) {
            city.buildings.push_back(
                {5 * i + k, rectangle(100.0 * k + 40, at + 40, 20, 20), 100, 0});
        }
    }
    return city;
}

City with_area(MultiPolygon ground, bool exclusive = true) {
    City city = chequered_town();
    city.areas = {{7, "S1", "First School", "school", std::move(ground), exclusive}};
    return city;
}

PlanOptions bounds_of(std::int64_t minimum, std::int64_t maximum) {
    PlanOptions options;
    options.partition.bounds = {minimum, maximum, {}};
    options.partition.effort = algorithms::Effort::fast;
    return options;
}

std::vector<const Grid*> grids_in(const Plan& plan, bool in_area) {
    std::vector<const Grid*> grids;
    for (const Grid& grid : plan.grids) {
        if (grid.area.has_value() == in_area) {
            grids.push_back(&grid);
        }
    }
    return grids;
}

/// What holds for every plan of a town, whatever its areas.
void expect_sound(const City& city, const Plan& plan) {
    double ground_m2 = 0, units_m2 = 0;
    for (const Grid& grid : plan.grids) {
        ground_m2 += grid.area_m2;
    }
    for (const Unit& unit : city.units) {
        units_m2 += area_m2(unit.ground);
    }
    EXPECT_NEAR(ground_m2, units_m2, 1);
    for (std::size_t i = 0; i < city.buildings.size(); ++i) {
        const auto block = plan.blocks.block_of_building[i];
        ASSERT_TRUE(block);
        const auto grid_id = plan.grid_of_block[index(*block)];
        const MultiPolygon& ground = plan.grids[static_cast<std::size_t>(grid_id) - 1].ground;
        EXPECT_LT(area_m2(difference(city.buildings[i].footprint, ground)), 0.1)
            << "building " << i;
    }
}

bool has_finding(const Plan& plan, const std::string& kind) {
    return std::any_of(plan.findings.begin(), plan.findings.end(),
                       [&](const Finding& finding) { return finding.kind == kind; });
}

std::string refusal(const City& city, const PlanOptions& options) {
    try {
        make_plan(city, options);
    } catch (const Error& error) {
        return error.what();
    }
    return "";
}

TEST(ExclusiveArea, IsAGridOfItsOwnAndTheGroundAroundKeepsAHole) {
    const City city = with_area(rectangle(190, 190, 120, 120));
    const Plan plan = make_plan(city, bounds_of(2400, 2400));
    expect_sound(city, plan);
    ASSERT_EQ(plan.grids.size(), 2U);
    const Grid& school = *grids_in(plan, true).at(0);
    EXPECT_EQ(school.code, "S1");
    EXPECT_EQ(school.name, "First School");
    EXPECT_EQ(school.kind, "school");
    EXPECT_EQ(school.unit, UnitIndex{0});
    EXPECT_EQ(school.people, 100);
    EXPECT_TRUE(school.in_bounds) << "anyone may be in it";
    EXPECT_NEAR(school.area_m2, 14400, 1);
    const Grid& around = *grids_in(plan, false).at(0);
    EXPECT_EQ(around.people, 2400);
    ASSERT_EQ(around.ground.size(), 1U);
    EXPECT_EQ(around.ground[0].holes.size(), 1U);
}

TEST(ExclusiveArea, KeepsTheBoundsOfItsKindOrSaysWhyNot) {
    PlanOptions options = bounds_of(400, 800);
    options.bounds_of_kind["school"] = {0, 50, {}};
    const Plan plan = make_plan(with_area(rectangle(190, 190, 120, 120)), options);
    const Grid& school = *grids_in(plan, true).at(0);
    EXPECT_FALSE(school.in_bounds);
    EXPECT_EQ(school.reason, Reason::exclusive);
    EXPECT_TRUE(has_finding(plan, "exclusive"));
    for (const Grid* grid : grids_in(plan, false)) {
        EXPECT_TRUE(grid->in_bounds);
    }
}

TEST(ExclusiveArea, HasBuildingsWholeOnTheSideOfTheirLargerPart) {
    // The middle house stands on 240 to 260.
    const auto people_in = [](double from) {
        const City city = with_area(rectangle(from, 200, 400 - from, 100));
        const Plan plan = make_plan(city, bounds_of(400, 900));
        expect_sound(city, plan);
        return grids_in(plan, true).at(0)->people;
    };
    EXPECT_EQ(people_in(245), 200);
    EXPECT_EQ(people_in(255), 100);
}

TEST(ExclusiveArea, LeavesGroundBeyondItsUnitToOthers) {
    City city = with_area(rectangle(400, 200, 150, 100));
    city.areas[0].source = "schools.shp";
    city.units.push_back({2, "b", "Birch", rectangle(500, 0, 500, 500)});
    const Plan plan = make_plan(city, bounds_of(0, 900));
    expect_sound(city, plan);
    ASSERT_EQ(grids_in(plan, true).size(), 1U);
    EXPECT_NEAR(grids_in(plan, true)[0]->area_m2, 10000, 1);
    const auto told =
        std::find_if(plan.findings.begin(), plan.findings.end(), [](const Finding& finding) {
            return finding.kind == "area in several units";
        });
    ASSERT_NE(told, plan.findings.end());
    EXPECT_EQ(told->source, "schools.shp");
    EXPECT_EQ(told->src_fid, 7);
}

TEST(ExclusiveArea, ThatCutsAPocketOffLeavesItToTheRestOfItsUnit) {
    const City city = with_area(rectangle(0, 100, 500, 100));
    const Plan plan = make_plan(city, bounds_of(600, 1400));
    expect_sound(city, plan);
    EXPECT_TRUE(has_finding(plan, "parts linked"));
    for (const Grid* grid : grids_in(plan, false)) {
        EXPECT_TRUE(grid->in_bounds) << grid->people;
    }
}

TEST(ExclusiveArea, MayBeAWholeUnit) {
    const City city = with_area(rectangle(0, 0, 500, 500));
    const Plan plan = make_plan(city, bounds_of(1000, 2000));
    expect_sound(city, plan);
    ASSERT_EQ(plan.grids.size(), 1U);
    EXPECT_EQ(plan.grids[0].people, 2500);
    EXPECT_TRUE(plan.grids[0].in_bounds);
}

TEST(ExclusiveArea, CountsAmongAGivenNumberOfGrids) {
    PlanOptions options = bounds_of(400, 1000);
    options.grids = 5;
    const Plan plan = make_plan(with_area(rectangle(200, 200, 100, 100)), options);
    EXPECT_EQ(grids_in(plan, true).size(), 1U);
    EXPECT_EQ(grids_in(plan, false).size(), 4U);
}

TEST(ExclusiveArea, TakesGivenBlocksWhole) {
    City city = with_area(rectangle(110, 100, 180, 100));
    city.lines.clear();
    for (int i = 0; i < 25; ++i) {
        city.given_blocks.push_back(
            {i, UnitIndex{0}, rectangle(100.0 * (i % 5), 100.0 * (i / 5), 100, 100), 0, 0});
    }
    const Plan plan = make_plan(city, bounds_of(400, 1000));
    expect_sound(city, plan);
    EXPECT_EQ(grids_in(plan, true).at(0)->people, 200);
    EXPECT_NEAR(grids_in(plan, true).at(0)->area_m2, 20000, 1);
}

TEST(KeptArea, IsDividedOnItsOwnWithinItsOwnBounds) {
    City city = with_area(rectangle(0, 0, 200, 300), false);
    PlanOptions options = bounds_of(900, 1100);
    options.bounds_of_kind["school"] = {250, 350, {}};
    const Plan plan = make_plan(city, options);
    expect_sound(city, plan);
    ASSERT_EQ(grids_in(plan, true).size(), 2U);
    for (const Grid* grid : grids_in(plan, true)) {
        EXPECT_EQ(grid->people, 300);
        EXPECT_EQ(grid->bounds.maximum, 350);
        EXPECT_EQ(grid->code.substr(0, 2), "a-");
    }
    for (const Grid* grid : grids_in(plan, false)) {
        EXPECT_TRUE(grid->in_bounds) << grid->people;
    }
}

TEST(KeptArea, HasTheBoundsOfItsUnitWhereItsKindHasNone) {
    City city = with_area(rectangle(0, 0, 200, 300), false);
    const Plan plan = make_plan(city, bounds_of(600, 1000));
    ASSERT_EQ(grids_in(plan, true).size(), 1U);
    EXPECT_EQ(grids_in(plan, true)[0]->bounds.minimum, 600);
}

TEST(UnitKinds, HaveBoundsOfTheirOwn) {
    City city = chequered_town();
    city.units = {{1, "a", "", rectangle(0, 0, 200, 500)},
                  {2, "b", "", rectangle(200, 0, 300, 500)}};
    city.units[0].kind = "rural";
    PlanOptions options = bounds_of(700, 800);
    options.bounds_of_kind["rural"] = {400, 600, {}};
    const Plan plan = make_plan(city, options);
    for (const Grid& grid : plan.grids) {
        EXPECT_TRUE(grid.in_bounds);
        EXPECT_EQ(grid.bounds.minimum, grid.kind == "rural" ? 400 : 700);
    }
    EXPECT_EQ(plan.grids.size(), 4U);
}

TEST(Areas, ThatCannotBeAreNamed) {
    City city = with_area(rectangle(100, 100, 100, 100));
    city.areas.push_back({9, "S2", "", "park", rectangle(150, 150, 100, 100), true});
    EXPECT_EQ(refusal(city, bounds_of(0, 900)),
              "area \"S1\" (feature 7) and area \"S2\" (feature 9) overlap");
    EXPECT_EQ(refusal(with_area(rectangle(600, 600, 10, 10)), bounds_of(0, 900)),
              "area \"S1\" (feature 7) lies in no unit");
    city = with_area(rectangle(100, 100, 100, 100));
    city.existing = {{3, "old", "", rectangle(0, 0, 300, 300), true}};
    EXPECT_EQ(refusal(city, bounds_of(0, 900)),
              "area \"S1\" (feature 7) takes ground of grid \"old\", which must not change");
    // The area has most of its blocks from another grid.
    city = with_area(rectangle(0, 0, 500, 300));
    city.existing = {{3, "old", "", rectangle(200, 200, 100, 100), true},
                     {4, "larger", "", rectangle(0, 0, 500, 200), false}};
    EXPECT_EQ(refusal(city, bounds_of(0, 900)),
              "area \"S1\" (feature 7) takes ground of grid \"old\", which must not change");
}

TEST(LockedGrids, ThatCannotStayAreNamed) {
    City city = chequered_town();
    city.units = {{1, "a", "Alder", rectangle(0, 0, 500, 200)},
                  {2, "b", "Birch", rectangle(0, 200, 500, 300)}};
    city.existing = {{3, "old", "", rectangle(0, 0, 200, 300), true}};
    EXPECT_EQ(
        refusal(city, bounds_of(0, 900)),
        "grid \"old\", which must not change, has people in units \"a\" and \"b\", and no grid "
        "crosses a unit");
    city.existing = {{3, "old", "", rectangle(900, 900, 200, 300), true}};
    EXPECT_EQ(refusal(city, bounds_of(0, 900)),
              "no block is in grid \"old\", which must not change");
    city.existing[0].locked = false;
    const Plan plan = make_plan(city, bounds_of(0, 900));
    EXPECT_TRUE(has_finding(plan, "existing grid outside every unit"));
}

TEST(Areas, LeaveEveryBuildingWholeAndEveryoneInAGridInRandomTowns) {
    for (std::uint32_t seed = 0; seed < 40; ++seed) {
        SCOPED_TRACE(seed);
        std::mt19937_64 random(seed);
        const auto below = [&](std::uint64_t n) { return static_cast<double>(random() % n); };
        City city = chequered_town();
        for (std::int64_t i = 0; i < 3; ++i) { // one in every third of the town
            const double x = below(150) + 170 * static_cast<double>(i);
            city.areas.push_back(
                {i, std::to_string(i), "", random() % 2 ? "park" : "market",
                 rectangle(x, below(300), std::min(500 - x, 15 + below(100)), 20 + below(180)),
                 random() % 3 != 0});
            if (x + 115 > 170 * static_cast<double>(i + 1)) {
                city.areas.back().ground = intersection(
                    city.areas.back().ground, rectangle(170 * static_cast<double>(i), 0, 169, 500));
            }
        }
        PlanOptions options = bounds_of(400, 800);
        options.partition.seed = seed;
        const Plan plan = make_plan(city, options);
        expect_sound(city, plan);
        for (std::size_t area = 0; area < city.areas.size(); ++area) {
            const auto grids = std::count_if(plan.grids.begin(), plan.grids.end(),
                                             [&](const Grid& grid) { return grid.area == area; });
            EXPECT_GE(grids, 1);
            EXPECT_TRUE(!city.areas[area].exclusive || grids == 1);
        }
    }
}

} // namespace
} // namespace evengrid::engine
