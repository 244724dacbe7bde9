#include "io/plan/read_plan.hpp"

#include "engine/error.hpp"
#include "io/small_plan.hpp"

#include <gtest/gtest.h>

namespace {

using namespace evengrid;
using tests::Folder;
using tests::SmallPlan;

class ReadPlan : public testing::TestWithParam<io::PlanFormatTraits> {};

TEST_P(ReadPlan, GivesBackWhatWasWritten) {
    const Folder folder;
    const SmallPlan small(folder);
    io::write_plan(small.input, small.plan, {}, small.summary,
                   {folder / "plan.gpkg", GetParam().format, false});
    const io::PlanToJudge read = io::read_plan(folder / "plan.gpkg");
    ASSERT_EQ(read.plan.grids.size(), 3u);
    ASSERT_EQ(read.plan.blocks.size(), 4u);
    ASSERT_EQ(read.plan.buildings.size(), 5u);
    EXPECT_EQ(read.plan.input_population, 3209);
    EXPECT_EQ(read.plan.left_out_population, 9);
    EXPECT_EQ(read.plan.bounds.maximum, 2000);
    double area_m2 = 0;
    std::int64_t people = 0;
    for (const auto& grid : read.plan.grids) {
        area_m2 += engine::area_m2(grid.ground);
        people += grid.population;
        EXPECT_EQ(grid.in_bounds, grid.grid_id != 3);
        EXPECT_EQ(grid.reason, grid.grid_id == 3 ? "bottleneck" : "");
    }
    EXPECT_EQ(people, 3200);
    EXPECT_NEAR(area_m2, 40000,
                GetParam().format == io::PlanFormat::geojson ? 40
                                                             : 0.01); // degrees: another projection
}

TEST_P(ReadPlan, IsJudgedByNothingButTheFile) {
    const Folder folder;
    SmallPlan small(folder);
    io::write_plan(small.input, small.plan, {}, small.summary,
                   {folder / "sound", GetParam().format, false});
    EXPECT_TRUE(engine::validate_plan(io::read_plan(folder / "sound").plan).holds());
    small.plan.grids[1].people = 1499;
    io::write_plan(small.input, small.plan, {}, small.summary,
                   {folder / "broken", GetParam().format, false});
    EXPECT_FALSE(engine::validate_plan(io::read_plan(folder / "broken").plan).holds());
}

INSTANTIATE_TEST_SUITE_P(EveryFormat, ReadPlan, testing::ValuesIn(io::plan_formats),
                         [](const auto& format) { return std::string(format.param.name); });

TEST(ReadPlanFile, RefusesWhatIsNoPlan) {
    const Folder folder;
    const SmallPlan small(folder);
    EXPECT_THROW(io::read_plan(folder / "buildings.geojson"), engine::Error);
    EXPECT_THROW(io::read_plan(folder / "missing.gpkg"), engine::Error);
    EXPECT_THROW(io::read_plan(folder.path().string()), engine::Error);
}

} // namespace
