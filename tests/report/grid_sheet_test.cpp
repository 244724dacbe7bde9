#include "io/report/grid_sheet.hpp"

#include "io/report/boundary_words.hpp"
#include "report/drawn_plan.hpp"

#include <gtest/gtest.h>

namespace evengrid::io {
namespace {

std::string boundary(const PlanFile& plan, const GridSheet& sheet, Side side,
                     Language language = Language::english) {
    return boundary_words(plan, *sheet.grid, sheet.boundary[static_cast<std::size_t>(side)],
                          Speech{language});
}

TEST(GridSheet, TellsTheBoundaryByTheSideThatItFaces) {
    const PlanFile plan = drawn_plan();
    const auto sheets = grid_sheets(plan);
    EXPECT_EQ(boundary(plan, sheets[0], Side::east), "Mill Street (100 m)");
    EXPECT_EQ(boundary(plan, sheets[0], Side::north), "Long River (100 m)");
    EXPECT_EQ(boundary(plan, sheets[0], Side::west), "the edge of the plan (100 m)");
    EXPECT_EQ(boundary(plan, sheets[1], Side::west), "Mill Street (100 m)");
    EXPECT_EQ(boundary(plan, sheets[2], Side::south), "Long River (200 m)");
}

TEST(GridSheet, TellsWhoIsBeyondWhereNothingIsNamed) {
    PlanFile plan = drawn_plan();
    for (auto& border : plan.borders) {
        border.name.clear();
    }
    const auto sheets = grid_sheets(plan);
    EXPECT_EQ(boundary(plan, sheets[0], Side::east), "grid 002 (100 m)");
    EXPECT_EQ(boundary(plan, sheets[0], Side::north), "the border of Hill (100 m)");
    EXPECT_EQ(boundary(plan, sheets[0], Side::north, Language::chinese), "Hill界 (100 m)");
    // Two grids of one unit beyond are one thing.
    EXPECT_EQ(boundary(plan, sheets[2], Side::south), "the border of Mill (200 m)");
}

TEST(GridSheet, LeavesOutWhatIsShortForItsSide) {
    PlanFile plan = drawn_plan();
    plan.borders.push_back({1, 2, "road", "Stub Lane", 5, {{{100, 40}, {100, 45}}}});
    const auto sheets = grid_sheets(plan);
    EXPECT_EQ(boundary(plan, sheets[0], Side::east), "Mill Street (100 m)");
}

TEST(GridSheet, TellsWhatIsOutermostWhereNoStretchFacesASide) {
    PlanFile plan = drawn_plan();
    plan.borders = {{1, {}, "road", "Low Lane", 209, {{{0, 0}, {100, -30}, {200, 0}}}},
                    {1, {}, "road", "High Lane", 209, {{{200, 0}, {90, 30}, {0, 0}}}}};
    const auto sheets = grid_sheets(plan);
    EXPECT_EQ(boundary(plan, sheets[0], Side::south), "Low Lane (209 m)");
    EXPECT_EQ(boundary(plan, sheets[0], Side::north), "High Lane (209 m)");
    EXPECT_EQ(boundary(plan, sheets[0], Side::west), "High Lane");
    EXPECT_EQ(boundary(plan, sheets[0], Side::east), "Low Lane");
}

TEST(GridSheet, MeasuresHowMuchOfTheBorderFollowsSomething) {
    const PlanFile plan = drawn_plan();
    const auto sheets = grid_sheets(plan);
    EXPECT_DOUBLE_EQ(sheets[0].followed_share, 0.5);
    EXPECT_DOUBLE_EQ(sheets[2].followed_share, 1.0 / 3);
}

TEST(GridSheet, ListsNeighboursByTheirCommonBorder) {
    const PlanFile plan = drawn_plan();
    const auto sheets = grid_sheets(plan);
    ASSERT_EQ(sheets[2].neighbours.size(), 2U);
    EXPECT_EQ(sheets[2].neighbours[0].grid->grid_id, 1);
    EXPECT_DOUBLE_EQ(sheets[2].neighbours[0].length_m, 100);
    EXPECT_EQ(sheets[2].neighbours[1].grid->grid_id, 2);
}

TEST(GridSheet, ListsEveryBuildingOfTheGridOnceByCompound) {
    const PlanFile plan = drawn_plan();
    const auto sheets = grid_sheets(plan);
    ASSERT_EQ(sheets[0].compounds.size(), 2U);
    EXPECT_EQ(sheets[0].compounds[0].name, "Oak Court");
    EXPECT_EQ(sheets[0].compounds[0].people, 1100);
    EXPECT_EQ(sheets[0].compounds[1].name, "") << "buildings of no compound come last";
    std::size_t listed = 0;
    for (const GridSheet& sheet : sheets) {
        for (const Compound& compound : sheet.compounds) {
            listed += compound.buildings.size();
        }
    }
    EXPECT_EQ(listed, 4U) << "all but the building in no grid";
}

TEST(GridSheet, HasTheFindingsOfItsGrid) {
    const PlanFile plan = drawn_plan();
    const auto sheets = grid_sheets(plan);
    EXPECT_TRUE(sheets[0].findings.empty());
    ASSERT_EQ(sheets[2].findings.size(), 1U);
    EXPECT_EQ(sheets[2].findings[0]->kind, "unit below minimum");
}

} // namespace
} // namespace evengrid::io
