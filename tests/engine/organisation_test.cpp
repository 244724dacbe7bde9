#include "engine/organisation/organisation.hpp"

#include "engine/drawn_town.hpp"
#include "engine/error.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace evengrid::engine {
namespace {

/// Unit a of 6 by 4 blocks and b of 2 by 4, every block with 100 people; grids hold one block.
City two_units() {
    City city = drawn_city({.units = {"aaaaaabb", "aaaaaabb", "aaaaaabb", "aaaaaabb"},
                            .blocks = {"ABCDEFGH", "IJKLMNOP", "QRSTUVWX", "YZ012345"}});
    city.units[0].street = "North";
    city.units[1].street = "North";
    return city;
}

Plan one_grid_per_block(const City& city) {
    PlanOptions options;
    options.partition.bounds = {100, 100, {}};
    return make_plan(city, options);
}

/// Whether the grids of a group hang together by borders.
bool is_connected(const Plan& plan, const std::set<std::int64_t>& grids) {
    std::set<std::int64_t> reached{*grids.begin()};
    for (std::size_t before = 0; before < reached.size();) {
        before = reached.size();
        for (const Border& border : plan.borders) {
            if (border.grid_b && grids.contains(border.grid_a) && grids.contains(*border.grid_b) &&
                (reached.contains(border.grid_a) || reached.contains(*border.grid_b))) {
                reached.insert(border.grid_a);
                reached.insert(*border.grid_b);
            }
        }
    }
    return reached.size() == grids.size();
}

std::int64_t people_of(const std::vector<LevelArea>& areas) {
    std::int64_t people = 0;
    for (const LevelArea& area : areas) {
        people += area.people;
    }
    return people;
}

TEST(Levels, GroupNeighboursEvenlyWithinUnits) {
    const City city = two_units();
    const Plan plan = one_grid_per_block(city);
    ASSERT_EQ(plan.grids.size(), 32U);
    for (const std::int64_t size : {1, 2, 3, 5, 40}) {
        SCOPED_TRACE(size);
        const Levels levels = make_levels(city, plan, size);
        std::map<std::size_t, std::set<std::int64_t>> members;
        for (const Grid& grid : plan.grids) {
            const std::size_t group =
                levels.group_of_grid[static_cast<std::size_t>(grid.grid_id) - 1];
            EXPECT_EQ(levels.groups[group].within, city.units[index(grid.unit)].code);
            members[group].insert(grid.grid_id);
        }
        EXPECT_EQ(members.size(), levels.groups.size());
        for (const auto& [group, grids] : members) {
            EXPECT_TRUE(is_connected(plan, grids));
            EXPECT_EQ(levels.groups[group].grids, static_cast<std::int64_t>(grids.size()));
            EXPECT_EQ(levels.groups[group].people, 100 * levels.groups[group].grids);
            EXPECT_LE(std::abs(levels.groups[group].grids - size), size == 40 ? 40 : 1);
        }
    }
}

TEST(Levels, AddUpAndTileTheLevelAbove) {
    const City city = two_units();
    const Plan plan = one_grid_per_block(city);
    const Levels levels = make_levels(city, plan, 3);
    EXPECT_EQ(people_of(levels.groups), 3200);
    EXPECT_EQ(people_of(levels.units), 3200);
    ASSERT_EQ(levels.streets.size(), 1U);
    EXPECT_EQ(levels.streets[0].people, 3200);
    EXPECT_EQ(levels.streets[0].grids, 32);
    EXPECT_NEAR(levels.streets[0].area_m2, 3200, 1e-6);
    EXPECT_EQ(levels.units[0].within, "North");
    EXPECT_NEAR(levels.units[1].area_m2, 800, 1e-6);
}

TEST(Staff, FormAChainFromChiefToStaffForEveryGrid) {
    const City city = two_units();
    const Plan plan = one_grid_per_block(city);
    const Levels levels = make_levels(city, plan, 3);
    const Staffing staffing = assign_staff(city, plan, levels, {{"a", 60}, {"b", 11}});
    EXPECT_TRUE(staffing.findings.empty());
    std::map<std::string, const Post*> posts;
    std::map<std::string, std::int64_t> workers;
    std::set<std::int64_t> led;
    for (const Post& post : staffing.posts) {
        EXPECT_TRUE(posts.emplace(post.post, &post).second) << post.post;
        if (post.role != Role::chief) {
            workers[post.unit_code] += post.people;
            EXPECT_EQ(posts.at(post.reports_to)->group_code, post.group_code);
        }
        if (post.role == Role::leader) {
            EXPECT_EQ(post.people, 1);
            EXPECT_TRUE(led.insert(*post.grid_id).second);
            EXPECT_EQ(posts.at(post.reports_to)->role, Role::chief);
        }
    }
    EXPECT_EQ(led.size(), plan.grids.size());
    EXPECT_EQ(workers, (std::map<std::string, std::int64_t>{{"a", 60}, {"b", 11}}));
}

TEST(Staff, AreTakenByRatioForAUnitThatIsNotListed) {
    const City city = two_units();
    const Plan plan = one_grid_per_block(city);
    const Levels levels = make_levels(city, plan, 3);
    const Staffing staffing = assign_staff(city, plan, levels, {{"a", 48}});
    std::int64_t of_b = 0;
    for (const Post& post : staffing.posts) {
        of_b += post.unit_code == "b" && post.role != Role::chief ? post.people : 0;
    }
    EXPECT_EQ(of_b, 16);
    ASSERT_EQ(staffing.findings.size(), 1U);
    EXPECT_EQ(staffing.findings[0].kind, "staff by ratio");
}

TEST(Staff, AreTakenByAGivenRatioWithoutAnyList) {
    const City city = two_units();
    const Plan plan = one_grid_per_block(city);
    const Staffing staffing = assign_staff(city, plan, make_levels(city, plan, 3), {}, 10);
    std::int64_t workers = 0, people = 0;
    for (const Post& post : staffing.posts) {
        workers += post.role != Role::chief ? post.people : 0;
    }
    for (const Grid& grid : plan.grids) {
        people += grid.people;
    }
    EXPECT_EQ(workers, people / 10);
    EXPECT_TRUE(staffing.findings.empty());
}

TEST(Staff, TooFewForAllGridsIsAFinding) {
    const City city = two_units();
    const Plan plan = one_grid_per_block(city);
    const Levels levels = make_levels(city, plan, 3);
    const Staffing staffing = assign_staff(city, plan, levels, {{"a", 30}, {"b", 5}});
    ASSERT_EQ(staffing.findings.size(), 1U);
    EXPECT_EQ(staffing.findings[0].kind, "too few staff");
    EXPECT_EQ(staffing.findings[0].unit_code, "b");
}

TEST(Staff, OfAnUnknownUnitAreRefused) {
    const City city = two_units();
    const Plan plan = one_grid_per_block(city);
    const Levels levels = make_levels(city, plan, 3);
    const auto refusal = [&](const std::vector<UnitStaff>& listed) -> std::string {
        try {
            assign_staff(city, plan, levels, listed);
        } catch (const Error& error) {
            return error.what();
        }
        return "";
    };
    EXPECT_EQ(refusal({{"x", 3}}),
              "cannot hand out the staff of unit \"x\": the city has no such unit");
    EXPECT_EQ(refusal({{"a", 3}, {"a", 4}}),
              "cannot hand out the staff of unit \"a\": listed twice");
    EXPECT_EQ(refusal({{"z", 1}, {"a", 3}, {"x", 3}, {"y", 2}, {"u", 1}, {"v", 1}, {"w", 1}}),
              "cannot hand out the staff of units \"u\", \"v\", \"w\", \"x\", \"y\" and 1 more: "
              "the city has no such unit");
    EXPECT_EQ(refusal({}), "the list of staff is empty");
}

TEST(Coverage, PutsEveryPointIntoOneGridEvenOnABorder) {
    City city = two_units();
    city.points = {{1, "clinic", "", {}, {5, 35}},
                   {2, "clinic", "", {}, {10, 35}}, // on a border of two
                   {3, "clinic", "", {}, {20, 20}}, // on a corner of four
                   {4, "clinic", "far", {}, {500, 500}}};
    city.sources.points = "clinics.shp";
    Plan plan = one_grid_per_block(city);
    const Coverage coverage = make_coverage(city, plan, {});
    std::int64_t inside = 0, counted = 0;
    for (const auto& grid : coverage.grid_of_point) {
        inside += grid ? 1 : 0;
    }
    for (const GridCoverage& grid : coverage.grids) {
        counted += grid.points;
    }
    EXPECT_EQ(inside, 3);
    EXPECT_EQ(counted, 3);
    EXPECT_EQ(coverage.findings.front().kind, "point outside every unit");
    EXPECT_EQ(coverage.findings.front().src_fid, 4);
    EXPECT_EQ(coverage.findings.front().source, "clinics.shp");
}

TEST(Coverage, TellsHowManyInhabitedExistingGridsHadAPoint) {
    City city = two_units();
    city.points = {{1, "clinic", "", {}, {5, 35}}, {2, "office", "", {}, {75, 5}}};
    Plan plan = one_grid_per_block(city);
    EXPECT_TRUE(make_coverage(city, plan, {}).before.empty());
    city.existing.resize(3);
    plan.handover.emplace().olds.resize(3);
    for (std::size_t i = 0; i < 3; ++i) { // in the last one nobody lives
        city.existing[i].ground = city.units[i % 2].ground;
        plan.handover->olds[i].count.people = i < 2 ? 9 : 0;
    }
    const Coverage coverage = make_coverage(city, plan, {.kinds = {"clinic", "office"}});
    ASSERT_EQ(coverage.before.size(), 2U);
    for (const CoverageBefore& before : coverage.before) {
        EXPECT_EQ(before.inhabited, 2) << before.kind;
        EXPECT_EQ(before.covered, 1) << before.kind;
    }
}

TEST(Coverage, NamesGridsWithoutAPointOfAKindAndTheNearest) {
    City city = two_units();
    city.points = {{1, "clinic", "Red Cross", {}, {5, 35}}, {2, "office", "", {}, {75, 5}}};
    Plan plan = one_grid_per_block(city);
    CoverageOptions options;
    options.kinds = {"clinic"};
    const Coverage coverage = make_coverage(city, plan, options);
    EXPECT_EQ(coverage.findings.size(), 31U);
    EXPECT_NE(coverage.findings.front().message.english.find(
                  "the nearest is \"Red Cross\" (feature 1), "),
              std::string::npos);
    options.kinds = {"bank"};
    EXPECT_THROW(make_coverage(city, plan, options), Error);
}

/// Six blocks in a row of 100 people each; a grid holds two to four of them, and any border costs
/// as much as any other. The grids are the first three blocks and the last three.
City row_of_six() {
    return drawn_city({.units = {"aaaaaa"}, .blocks = {"ABCDEF"}});
}

PlanOptions two_grids() {
    PlanOptions options;
    options.partition.bounds = {200, 400, {}};
    options.partition.regions = 2;
    options.grids = 2;
    options.partition.weights = {0, 0, 1};
    return options;
}

TEST(Coverage, ChangesABorderForAPointWhereThatCostsNothing) {
    City city = row_of_six();
    // Whichever border the search chose, the grid in the west has both points but for a change.
    city.points = {{1, "clinic", "", {}, {5, 5}}, {2, "clinic", "", {}, {15, 5}}};
    PlanOptions options = two_grids();
    options.points.kinds = {"clinic"};
    options.partition.bounds = {100, 500, {}};
    const Plan plan = make_plan(city, options);
    const Coverage coverage = make_coverage(city, plan, {options.points.kinds});
    for (const GridCoverage& grid : coverage.grids) {
        EXPECT_EQ(grid.points, 1);
    }
    for (const PointChange& change : plan.point_changes) {
        EXPECT_NEAR(change.cost_m, 0, 1e-9);
        EXPECT_NE(std::find_if(plan.findings.begin(), plan.findings.end(),
                               [&](const Finding& finding) {
                                   return finding.kind == "border changed for a point" &&
                                          finding.grid_id == change.to;
                               }),
                  plan.findings.end());
    }
}

TEST(Coverage, LeavesLockedAndKeptGridsAndNamesTheCheapestChange) {
    City city = row_of_six();
    city.points = {{1, "clinic", "", {}, {5, 5}}, {2, "clinic", "", {}, {25, 5}}};
    const auto whole = drawn_grounds({"AAABBB"}, 10);
    city.existing = {{1, "west", "", whole.at('A'), false}, {2, "east", "", whole.at('B'), false}};
    PlanOptions options = two_grids();
    options.points.kinds = {"clinic"};
    const Plan kept = make_plan(city, options);
    EXPECT_TRUE(kept.point_changes.empty());
    EXPECT_EQ(kept.grid_of_block, (std::vector<std::int64_t>{1, 1, 1, 2, 2, 2}));

    city.existing.clear();
    options.partition.weights.deviation = 1;
    const Plan costly = make_plan(city, options);
    EXPECT_TRUE(costly.point_changes.empty());
    ASSERT_EQ(costly.point_offers.size(), 1U);
    const Coverage coverage = make_coverage(city, costly, {options.points.kinds});
    ASSERT_EQ(coverage.findings.size(), 1U);
    EXPECT_NE(coverage.findings[0].message.english.find("it would get one with block 3 of grid "),
              std::string::npos)
        << coverage.findings[0].message.english;
    options.points.weight = 1;
    EXPECT_EQ(make_plan(city, options).point_changes.size(), 1U);
}

TEST(Coverage, DocksAsManyPeopleAsCapacityAndReachAllow) {
    City city = two_units();
    city.points = {{1, "clinic", "", 250, {5, 35}}, {2, "clinic", "", 1000, {75, 5}}};
    Plan plan = one_grid_per_block(city);
    CoverageOptions options;
    options.reach_m = 15; // the squares are 10 m wide
    const Coverage coverage = make_coverage(city, plan, options);
    std::map<std::size_t, std::int64_t> by_point;
    std::map<std::int64_t, std::int64_t> by_grid;
    for (const Docking& docking : coverage.dockings) {
        by_point[docking.point] += docking.people;
        by_grid[docking.grid_id] += docking.people;
        EXPECT_LE(docking.distance_m, options.reach_m);
    }
    EXPECT_EQ(by_point[0], 250); // four grids of 100 are near
    EXPECT_EQ(by_point[1], 400);
    std::int64_t unmet = 0;
    for (const GridCoverage& grid : coverage.grids) {
        EXPECT_EQ(grid.served, by_grid[grid.grid_id]);
        unmet += grid.demand - grid.served;
    }
    EXPECT_EQ(unmet, 3200 - 650);
}

} // namespace
} // namespace evengrid::engine
