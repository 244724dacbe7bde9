#include "engine/validate/validate.hpp"

#include <gtest/gtest.h>

#include <functional>

namespace {

using namespace evengrid::engine;

MultiPolygon rectangle(double x, double y, double width_m, double height_m) {
    return {
        {{{x, y}, {x + width_m, y}, {x + width_m, y + height_m}, {x, y + height_m}, {x, y}}, {}}};
}

/// Two units of two blocks each, 100 m wide, with a building in the middle of every block:
///
///     A A | B C       grid 1 is A; grids 2 and 3 are B and C
WrittenPlan sound_plan() {
    WrittenPlan plan;
    plan.bounds = {1000, 2000, std::nullopt};
    plan.grids = {{1, "west", rectangle(0, 0, 200, 100), 1300, true, ""},
                  {2, "east", rectangle(200, 0, 100, 100), 1500, true, ""},
                  {3, "east", rectangle(300, 0, 100, 100), 1200, true, ""}};
    constexpr std::int64_t people[] = {600, 700, 1500, 1200}, grid[] = {1, 1, 2, 3};
    for (std::size_t i = 0; i < 4; ++i) {
        const double x = 100 * static_cast<double>(i);
        const auto id = static_cast<std::int64_t>(i);
        plan.blocks.push_back(
            {id + 1, grid[i], i < 2 ? "west" : "east", rectangle(x, 0, 100, 100), people[i]});
        plan.buildings.push_back({id, grid[i], rectangle(x + 40, 40, 20, 20), people[i]});
    }
    plan.buildings.push_back({4, std::nullopt, rectangle(500, 0, 10, 10), 9});
    plan.input_population = 4009;
    plan.left_out_population = 9;
    plan.units_area_m2 = 40000;
    plan.outcomes = {{3, {"one block", "一个街区"}, "blocks", 1, {}, 1, true},
                     {2, {"homes", "户数"}, "households", 0, 1, {}, false}};
    return plan;
}

/// Whether a message is there in both languages, and they differ.
bool is_told_in_both(const Message& message) {
    return !message.english.empty() && !message.chinese.empty() &&
           message.chinese != message.english;
}

/// The rules that a plan breaks.
std::vector<std::string> broken(const WrittenPlan& plan) {
    std::vector<std::string> rules;
    for (const Check& check : validate_plan(plan).checks) {
        if (check.broken > 0) {
            rules.push_back(check.rule.english);
        }
    }
    return rules;
}

TEST(Validate, FindsNothingWrongWithASoundPlan) {
    const Verdict verdict = validate_plan(sound_plan());
    EXPECT_TRUE(verdict.holds());
    ASSERT_EQ(verdict.findings.size(), 1U) << "a rule that is not kept is an exception";
    EXPECT_EQ(verdict.findings[0].kind, "exception: rule not kept");
    for (const Check& check : verdict.checks) {
        EXPECT_TRUE(check.tried > 0 || check.rule.english == "grids out of bounds say why, truly")
            << check.rule.english;
    }
}

struct Fault {
    const char* name;
    std::function<void(WrittenPlan&)> make;
    std::vector<std::string> broken;
};

class BrokenPlan : public testing::TestWithParam<Fault> {};

TEST_P(BrokenPlan, IsFoundOut) {
    WrittenPlan plan = sound_plan();
    GetParam().make(plan);
    EXPECT_EQ(broken(plan), GetParam().broken);
    const Verdict verdict = validate_plan(plan);
    EXPECT_FALSE(verdict.findings.empty());
    for (const Finding& finding : verdict.findings) {
        EXPECT_TRUE(is_told_in_both(finding.message)) << finding.message.english;
    }
}

const Fault faults[] = {
    {"TwoGridsWithOneId",
     [](WrittenPlan& plan) { plan.grids[2].grid_id = 2; },
     {"ids are unique and known", "people add up", "grids are the ground of their blocks"}},
    {"BowTie",
     [](WrittenPlan& plan) {
         std::swap(plan.grids[0].ground[0].shell[1], plan.grids[0].ground[0].shell[2]);
     },
     {"geometries are valid"}},
    {"BowTieOfABuilding",
     [](WrittenPlan& plan) {
         // It lies over the border of grids 2 and 3, where an overlay would be needed.
         plan.buildings[2].footprint = {
             {{{280, 40}, {320, 60}, {320, 40}, {280, 60}, {280, 40}}, {}}};
     },
     {"geometries are valid"}},
    {"BuildingOfTwoCorners",
     [](WrittenPlan& plan) {
         plan.buildings[2].footprint = {{{{280, 40}, {320, 60}}, {}}};
         plan.buildings[2].grid_id = 9; // is named with its place
     },
     {"ids are unique and known", "geometries are valid", "people add up"}},
    {"GridWithoutGround",
     [](WrittenPlan& plan) { plan.grids[0].ground.clear(); },
     {"geometries are valid"}},
    {"BlockOfAnotherUnit",
     [](WrittenPlan& plan) { plan.blocks[0].unit_code = "east"; },
     {"a grid lies in one unit"}},
    {"LostPerson", [](WrittenPlan& plan) { plan.grids[1].population -= 1; }, {"people add up"}},
    {"PersonNowhere", [](WrittenPlan& plan) { plan.left_out_population = 8; }, {"people add up"}},
    {"BuildingInAnotherGrid",
     [](WrittenPlan& plan) { plan.buildings[2].grid_id = 3; },
     {"people add up", "no grid border cuts a building"}},
    {"GridsOverlap",
     [](WrittenPlan& plan) { plan.grids[1].ground = rectangle(200, 0, 110, 100); },
     {"grids do not overlap", "grids are the ground of their blocks", "grids cover the units"}},
    {"GapBetweenGrids",
     [](WrittenPlan& plan) { plan.grids[1].ground = rectangle(200, 0, 90, 100); },
     {"grids are the ground of their blocks", "grids cover the units"}},
    {"GroundMissingAltogether",
     [](WrittenPlan& plan) { plan.units_area_m2 = 40100; },
     {"grids cover the units"}},
    {"GridInPieces",
     [](WrittenPlan& plan) { // C lies between the pieces of B, in one unit that hangs together
         plan.blocks.push_back({5, 2, "east", rectangle(400, 0, 100, 100), 0});
         plan.grids[1].ground = {rectangle(200, 0, 100, 100)[0], rectangle(400, 0, 100, 100)[0]};
         plan.units_area_m2 = 50000;
     },
     {"a grid hangs together as its unit does"}},
    {"BuildingCut",
     [](WrittenPlan& plan) { plan.buildings[2].footprint = rectangle(290, 40, 20, 20); },
     {"no grid border cuts a building"}},
    {"OutOfBoundsUntold",
     [](WrittenPlan& plan) { plan.bounds.maximum = 1400; },
     {"grids out of bounds say why, truly", "in_bounds is true"}},
    {"InBoundsWithAReason",
     [](WrittenPlan& plan) { plan.grids[0].reason = "bottleneck"; },
     {"in_bounds is true"}},
    {"RuleMeasuredWrong",
     [](WrittenPlan& plan) { plan.outcomes[0].measured = 0; },
     {"what is said of rules is true"}},
    {"RuleJudgedWrong",
     [](WrittenPlan& plan) { plan.outcomes[1].passed = true; },
     {"what is said of rules is true"}},
    {"UntrueReason",
     [](WrittenPlan& plan) {
         plan.bounds.maximum = 1400;
         plan.grids[1].in_bounds = false;
         plan.grids[1].reason = "unit below minimum";
     },
     {"grids out of bounds say why, truly"}},
};

INSTANTIATE_TEST_SUITE_P(Validate, BrokenPlan, testing::ValuesIn(faults),
                         [](const auto& fault) { return std::string(fault.param.name); });

TEST(Validate, NamesAGridThatIsOutOfBoundsForATrueReasonAsAnException) {
    WrittenPlan plan = sound_plan();
    plan.bounds.maximum = 1400;
    plan.grids[1].in_bounds = false;
    plan.grids[1].reason = "block above maximum";
    const Verdict verdict = validate_plan(plan);
    EXPECT_TRUE(verdict.holds());
    ASSERT_EQ(verdict.findings.size(), 2u);
    EXPECT_EQ(verdict.findings[0].kind, "exception: block above maximum");
    EXPECT_EQ(verdict.findings[0].grid_id, 2);
}

TEST(Validate, AllowsPiecesWhereTheUnitIsInPieces) {
    WrittenPlan plan = sound_plan();
    plan.blocks.push_back({5, 2, "east", rectangle(600, 0, 100, 100), 0});
    plan.grids[1].ground.push_back(rectangle(600, 0, 100, 100)[0]);
    plan.units_area_m2 = 50000;
    EXPECT_EQ(broken(plan), std::vector<std::string>{});
}

TEST(Validate, AllowsPiecesThatABlockCameIn) {
    WrittenPlan plan = sound_plan();
    plan.blocks[3].ground.push_back(
        rectangle(200, 100, 100, 50)[0]); // beside grid 2, part of block 4
    plan.grids[2].ground.push_back(rectangle(200, 100, 100, 50)[0]);
    plan.units_area_m2 = 45000;
    EXPECT_EQ(broken(plan), std::vector<std::string>{});
}

TEST(Validate, AsksOfAGridOnlyWhatHoldsForItsArea) {
    WrittenPlan plan = sound_plan();
    plan.grids[1].area = "village";
    plan.grids[1].bounds = {2000, 3000, std::nullopt};
    plan.grids[1].in_bounds = false;
    plan.grids[1].reason = "component below minimum";
    EXPECT_EQ(broken(plan), std::vector<std::string>{});
    plan.grids[1].bounds = {1500, 1500, std::nullopt};
    EXPECT_EQ(broken(plan), (std::vector<std::string>{"in_bounds is true"}));
}

TEST(Validate, AllowsABuildingThatStandsInTwoUnits) {
    WrittenPlan plan = sound_plan();
    plan.buildings[1].footprint = rectangle(190, 40, 20, 20);
    EXPECT_EQ(broken(plan), std::vector<std::string>{});
}

TEST(Validate, TakesSliversOfRoundingForNothing) {
    WrittenPlan plan = sound_plan();
    plan.grids[1].ground = rectangle(200, 0, 100.000001, 100);
    EXPECT_EQ(broken(plan), std::vector<std::string>{});
}

} // namespace
