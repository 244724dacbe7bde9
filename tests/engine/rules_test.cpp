#include "engine/drawn_town.hpp"
#include "engine/error.hpp"
#include "engine/rules/try_rules.hpp"

#include <gtest/gtest.h>

#include <string>

namespace evengrid::engine {
namespace {

/// Two units of six blocks with 100 people each; a is urban, b rural. A clinic stands in a.
City two_units() {
    City city = drawn_city({.units = {"aaabbb", "aaabbb"}, .blocks = {"ABCDEF", "GHIJKL"}});
    city.units[0].kind = "urban";
    city.units[1].kind = "rural";
    city.given_blocks[0].households = city.given_blocks[3].households = 40;
    city.points = {{1, "clinic", "", {}, {5, 5}}};
    return city;
}

Plan plan_by(const City& city, std::vector<Rule> rules) {
    PlanOptions options;
    options.partition.bounds = {500, 700, {}};
    options.rules = std::move(rules);
    return make_plan(city, options);
}

/// What the rule says of the grids in a and in b.
std::pair<RuleOutcome, RuleOutcome> outcomes_of(const Rule& rule) {
    const Plan plan = plan_by(two_units(), {rule});
    EXPECT_EQ(plan.outcomes.size(), 2U);
    return {plan.outcomes.at(0), plan.outcomes.at(1)};
}

TEST(Rules, MeasureEveryGrid) {
    const std::pair<Measure, double> expected[] = {
        {Measure::population, 600}, {Measure::households, 40}, {Measure::buildings, 0},
        {Measure::blocks, 6},       {Measure::area_m2, 600},   {Measure::perimeter_m, 100},
        {Measure::parts, 1},        {Measure::units, 1},
    };
    for (const auto& [measure, value] : expected) {
        Rule rule{"r", measure};
        rule.at_least = value;
        rule.at_most = value;
        EXPECT_TRUE(outcomes_of(rule).first.passed) << words(measure);
        rule.at_least = value + 1;
        rule.at_most.reset();
        EXPECT_FALSE(outcomes_of(rule).first.passed) << words(measure);
        rule.at_most = value - 1;
        rule.at_least.reset();
        EXPECT_FALSE(outcomes_of(rule).second.passed) << words(measure);
    }
    Rule rule{"r", Measure::compactness};
    rule.at_least = 0.75;
    EXPECT_NEAR(outcomes_of(rule).first.measured, 0.754, 0.001);
}

/// What a run says of rules that cannot all be kept; empty where they can.
std::string refusal_of(std::vector<Rule> rules) {
    City city = drawn_city({.units = {"aa"}, .blocks = {"AB"}});
    city.units[0].kind = "rural";
    PlanOptions options;
    options.partition.bounds = {100, 200, {}};
    options.rules = std::move(rules);
    try {
        check_rules(city, options);
    } catch (const Error& error) {
        return error.what();
    }
    return "";
}

TEST(Rules, ThatContradictEachOtherAreRefusedByName) {
    const Rule small{"small", Measure::area_m2, "", "", {}, 50};
    const Rule large{"large", Measure::area_m2, "", "", 51, {}};
    EXPECT_EQ(refusal_of({small, large}),
              "two rules contradict each other on area_m2 of a grid: rule \"large\" asks for at "
              "least 51, rule \"small\" asks for at most 50");
    Rule rural = large;
    rural.kinds = {"rural"};
    EXPECT_NE(refusal_of({small, rural}).find("of kind \"rural\""), std::string::npos);
    Rule others = small;
    others.not_kinds = {"rural"};
    EXPECT_EQ(refusal_of({others, rural}), "");
    Rule school = large;
    school.kinds = {"school"}; // an exclusive area, which rules without kinds are not about
    EXPECT_EQ(refusal_of({small, school}), "");
    const Rule few{"few", Measure::population, "", "", {}, 99};
    EXPECT_NE(refusal_of({few}).find("rule \"--min, --max\" asks for 100 to 200"),
              std::string::npos);
}

TEST(Rules, CountPointsOfAKind) {
    Rule rule{"served", Measure::points, "", "clinic", 1, {}};
    rule.id_zh = "就医";
    rule.clause = {"Every grid has a clinic.", "每个网格有一处诊所。"};
    const Plan plan = plan_by(two_units(), {rule});
    EXPECT_TRUE(plan.outcomes[0].passed);
    EXPECT_FALSE(plan.outcomes[1].passed);
    ASSERT_EQ(plan.findings.size(), 1U);
    EXPECT_EQ(plan.findings[0].kind, "rule not kept");
    EXPECT_EQ(plan.findings[0].unit_code, "b");
    EXPECT_EQ(
        plan.findings[0].message.english,
        "grid \"b-001\" has 0 points of kind \"clinic\", rule \"served\" asks for at least 1: "
        "Every grid has a clinic.");
    EXPECT_EQ(plan.findings[0].message.chinese,
              "网格 \"b-001\" 的 \"clinic\" 类服务点数 为 0，规则 \"就医\" "
              "要求不低于 1：每个网格有一处诊所。");
}

TEST(Rules, OnPointsThatTheCityHasNotAreRefused) {
    const Rule rule{"served", Measure::points, "", "library", 1, {}};
    EXPECT_THROW(plan_by(two_units(), {rule}), Error);
}

TEST(Rules, WithoutLimitsOnPeopleAskForTheBounds) {
    const auto [a, b] = outcomes_of({"bounds", Measure::population});
    EXPECT_EQ(a.at_least, 500);
    EXPECT_EQ(b.at_most, 700);
}

TEST(Rules, AreAboutTheKindsThatTheyName) {
    Rule rural{"rural", Measure::blocks};
    rural.kinds = {"rural"};
    Rule others{"others", Measure::blocks};
    others.not_kinds = {"rural"};
    Rule nobody{"islands", Measure::blocks};
    nobody.kinds = {"island"};
    const Plan plan = plan_by(two_units(), {rural, others, nobody});
    ASSERT_EQ(plan.outcomes.size(), 2U);
    EXPECT_EQ(plan.outcomes[0].rule, 1U);
    EXPECT_EQ(plan.outcomes[1].rule, 0U);
    ASSERT_EQ(plan.findings.size(), 1U);
    EXPECT_EQ(plan.findings[0].kind, "rule about no grid");
}

TEST(Rules, AreAboutExclusiveGridsOnlyWhereTheyNameTheirKind) {
    City city = two_units();
    city.areas = {{1, "P", "", "park", city.given_blocks[0].ground, true}};
    Rule all{"all", Measure::blocks};
    Rule parks{"parks", Measure::blocks};
    parks.kinds = {"park"};
    PlanOptions options;
    options.partition.bounds = {500, 700, {}};
    options.rules = {all, parks};
    const Plan plan = make_plan(city, options);
    ASSERT_EQ(plan.grids.size(), 3U);
    ASSERT_EQ(plan.outcomes.size(), 3U);
    for (const RuleOutcome& outcome : plan.outcomes) {
        const Grid& grid = plan.grids[static_cast<std::size_t>(outcome.grid_id) - 1];
        EXPECT_EQ(grid.area.has_value(), outcome.rule == 1);
    }
}

TEST(Rules, SayTheirLimitsInWords) {
    EXPECT_EQ(limits_in_words(1, 5.5).english, "1 to 5.5");
    EXPECT_EQ(limits_in_words(1, {}).english, "at least 1");
    EXPECT_EQ(limits_in_words({}, 1000).english, "at most 1000");
    EXPECT_EQ(measure_named("area_m2"), Measure::area_m2);
    EXPECT_EQ(measure_named("people"), std::nullopt);
}

} // namespace
} // namespace evengrid::engine
