#include "engine/error.hpp"
#include "io/report/manual.hpp"
#include "io/report/manual_page.hpp"
#include "io/report/map_look.hpp"
#include "io/report/picture.hpp"
#include "report/drawn_plan.hpp"

#include <gtest/gtest.h>

namespace evengrid::io {
namespace {

std::size_t count(std::string_view text, std::string_view word) {
    std::size_t found = 0;
    for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
        ++found;
    }
    return found;
}

/// Four bytes of a PNG file as a number, the highest first.
std::uint32_t number_at(const std::string& bytes, std::size_t at) {
    std::uint32_t number = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        number = number << 8 | static_cast<unsigned char>(bytes[at + i]);
    }
    return number;
}

TEST(Picture, IsAPngFileOfTheSizeAskedFor) {
    const std::string png = draw_picture(drawn_plan(), {800, 500, 96}, Language::english);
    EXPECT_TRUE(png.starts_with("\x89PNG\r\n\x1a\n"));
    EXPECT_EQ(number_at(png, 16), 800U);
    EXPECT_EQ(number_at(png, 20), 500U);
}

TEST(Picture, IsTheSameForTheSamePlan) {
    const PictureOptions options{600, 400, 96};
    EXPECT_EQ(draw_picture(drawn_plan(), options, Language::english),
              draw_picture(drawn_plan(), options, Language::english));
}

TEST(Picture, ChangesWithThePeopleOfAGrid) {
    PlanFile plan = drawn_plan();
    const PictureOptions options{600, 400, 96};
    const std::string before = draw_picture(plan, options, Language::english);
    plan.grids[0].people = 5000;
    EXPECT_NE(draw_picture(plan, options, Language::english), before);
}

TEST(Picture, OfAPlanWithoutGridsIsDrawnAllTheSame) {
    PlanFile plan;
    plan.bounds = {1000, 1500, 2000};
    EXPECT_TRUE(draw_picture(plan, {}, Language::chinese).starts_with("\x89PNG"));
}

/// The same plan with unit B so far away that all of it would be a few dots.
PlanFile scattered_plan() {
    PlanFile plan = drawn_plan();
    for (auto& point : plan.grids[2].ground[0].shell) {
        point.x_m += 1e6;
    }
    return plan;
}

TEST(Picture, OfAUnitIsAsLargeHoweverFarTheOthersAre) {
    PlanFile alone = scattered_plan();
    alone.grids.pop_back();
    const PictureOptions options{.width_px = 600, .height_px = 400, .unit = "A"};
    const std::string picture = draw_picture(scattered_plan(), options, Language::english);
    EXPECT_EQ(picture, draw_picture(alone, options, Language::english));
    EXPECT_EQ(picture,
              draw_picture(scattered_plan(), {.width_px = 600, .height_px = 400, .unit = "Mill"},
                           Language::english))
        << "by its name";
    EXPECT_NE(picture, draw_picture(scattered_plan(), {600, 400, 96}, Language::english));
}

TEST(Picture, OfAnExtentShowsWhatLiesInIt) {
    PlanFile alone = scattered_plan();
    alone.grids.pop_back();
    const PictureOptions options{
        .width_px = 600, .height_px = 400, .extent = engine::Box{20, 20, 180, 80}};
    EXPECT_NE(draw_picture(scattered_plan(), options, Language::english),
              draw_picture(scattered_plan(), {600, 400, 96}, Language::english));
    PlanFile fuller = scattered_plan();
    fuller.grids[2].people = 9000; // who are elsewhere
    EXPECT_EQ(draw_picture(scattered_plan(), options, Language::english),
              draw_picture(fuller, options, Language::english));
}

/// Why a picture cannot be drawn, and what to try.
std::string refusal_of(const PlanFile& plan, const PictureOptions& options) {
    try {
        draw_picture(plan, options, Language::english);
    } catch (const engine::Error& error) {
        return std::string(error.what()) + "; try " + error.hint();
    }
    return "";
}

TEST(Picture, OfWhatThePlanHasNotIsRefused) {
    PlanFile plan = drawn_plan();
    EXPECT_EQ(refusal_of(plan, {.unit = "Moon"}),
              "the plan \"drawn.gpkg\" has no unit \"Moon\"; try the code of one of its units: "
              "\"A\" (\"Mill\"), \"B\" (\"Hill\")");
    EXPECT_EQ(
        refusal_of(plan, {.extent = engine::Box{-900, -900, -800, -800}}),
        "the plan \"drawn.gpkg\" has no grid in the extent -900,-900,-800,-800; try an extent "
        "within that of the plan, 0,0,200,200 in " +
            engine::describe(plan.crs));
    plan.units[1].name = "Mill";
    EXPECT_NE(refusal_of(plan, {.unit = "Mill"}).find("2 units"), std::string::npos);
    EXPECT_EQ(refusal_of(plan, {.unit = "B"}), "");
}

TEST(Legend, HasEveryNumberOfPeopleOnce) {
    for (const PlanFile::Bounds& bounds : {PlanFile::Bounds{1000, 1500, 2000},
                                           PlanFile::Bounds{0, 5, 10}, PlanFile::Bounds{3, 3, 3}}) {
        std::int64_t next = 0;
        for (const LegendEntry& entry : legend(bounds)) {
            if (!entry.most || *entry.most >= entry.least) { // else no number falls into it
                EXPECT_EQ(entry.least, next);
                next = entry.most.value_or(entry.least) + 1;
            }
        }
        EXPECT_FALSE(legend(bounds).back().most);
    }
}

TEST(Manual, HasAPageForEveryGrid) {
    const std::string pdf = draw_manual(drawn_plan(), Language::english, "2026-01-31");
    EXPECT_TRUE(pdf.starts_with("%PDF-"));
    EXPECT_EQ(count(pdf, "/Type /Page "), 3U);
}

TEST(Manual, MakesTheMapSmallerSoThatListsOfEveryLengthStayOnThePage) {
    PlanFile plan = drawn_plan();
    plan.existing = {{"OLD-1", rectangle(0, 0, 200, 200)}};
    plan.handover = {{0, 1, true, 1200, 3}};
    for (std::int64_t i = 0; i < 150; ++i) {
        plan.buildings.push_back({100 + i, 1, 3, "Oak Court", rectangle(10, 10, 12, 12)});
        if (i % 7 == 0) {
            const std::string pdf = draw_manual(plan, Language::english, "2026-01-31");
            EXPECT_EQ(count(pdf, "/Type /Page "), 3U) << i;
        }
    }
}

TEST(Manual, SharesLongListsOutOverBothColumns) {
    PlanFile plan = drawn_plan();
    plan.findings.resize(1);
    plan.findings[0].grid_id = 1;
    while (plan.findings.size() < 25) {
        plan.findings.push_back(plan.findings[0]);
        EXPECT_EQ(count(draw_manual(plan, Language::english, "2026-01-31"), "/Type /Page "), 3U)
            << plan.findings.size();
    }
}

TEST(Manual, GoesOnOnAFurtherPageWhereAListIsLong) {
    PlanFile plan = drawn_plan();
    for (std::int64_t i = 0; i < 3000; ++i) {
        plan.buildings.push_back({100 + i, 1, 3, "Long Court", rectangle(10, 10, 12, 12)});
    }
    const std::string pdf = draw_manual(plan, Language::english, "2026-01-31");
    EXPECT_GT(count(pdf, "/Type /Page "), 3U);
}

TEST(Manual, IsTheSameForTheSamePlan) {
    EXPECT_EQ(draw_manual(drawn_plan(), Language::chinese, "2026-01-31"),
              draw_manual(drawn_plan(), Language::chinese, "2026-01-31"));
}

TEST(Manual, FillsItsPlaceWithWhatAPlanIsRunWith) {
    const PlanFile bare = drawn_plan();
    const PlanFile run = run_plan();
    EXPECT_EQ(count(draw_manual(run, Language::english, "2026-01-31"), "/Type /Page "), 3U);
    EXPECT_NE(draw_manual(run, Language::english, "2026-01-31"),
              draw_manual(bare, Language::english, "2026-01-31"));
}

TEST(ManualPage, HasASheetForEveryGridAndAWayToIt) {
    const std::string page = manual_page(drawn_plan(), Language::english);
    EXPECT_EQ(count(page, "<section id=\"grid-"), 3U);
    EXPECT_EQ(count(page, "href=\"#grid-"), 3U);
    EXPECT_EQ(count(page, "<svg viewBox"), 3U);
    EXPECT_EQ(count(page, "{{"), 0U);
}

TEST(ManualPage, SaysWhatThePaperSays) {
    const std::string page = manual_page(run_plan(), Language::english);
    for (const char* words :
         {"East to Mill Street (100 m)", "within the bounds of 1,000–2,000",
          "out of the bounds of 1,000–2,000: unit below minimum", "7\u00a0(500)", "Oak Court",
          "grid &quot;B-001&quot; holds 300 people", "OLD-1  carried on", "chief  G-1-C",
          "leader  A-001-L", "4 Mill Clinic · clinic", "for 900", "nearest: 4 Mill Clinic",
          "✗ one school", "0 / at least 1", "a school within each grid"}) {
        EXPECT_EQ(count(page, words) > 0, true) << words;
    }
}

TEST(ManualPage, SpeaksChinese) {
    const std::string page = manual_page(run_plan(), Language::chinese);
    EXPECT_TRUE(page.starts_with("<!doctype html>\n<html lang=\"zh-CN\">"));
    for (const char* words :
         {"四至", "东至 Mill Street", "网格总长  G-1-C", "服务点", "来自现行网格",
          "网格 &quot;B-001&quot; 有 300 人", "✗ 一所学校", "每个网格一所学校"}) {
        EXPECT_EQ(count(page, words) > 0, true) << words;
    }
}

TEST(ManualPage, TakesNoTextOfAPlanForMarkup) {
    PlanFile plan = run_plan();
    const std::string hostile = "</svg><script>alert(1)</script>\"'&{{sheets}}";
    plan.name = plan.grids[0].code = plan.grids[0].name = plan.units[0].name = hostile;
    plan.borders[0].name = plan.buildings[0].compound = plan.findings[0].message.english = hostile;
    plan.points[0].name = plan.rules[0].rule.english = plan.posts[0].post = hostile;
    const std::string page = manual_page(plan, Language::english);
    EXPECT_EQ(count(page, "<script"), 0U);
    EXPECT_EQ(count(page, "<section id=\"grid-"), 3U);
    EXPECT_EQ(count(page, "<svg"), count(page, "</svg>"));
}

TEST(ManualPage, IsTheSameForTheSamePlan) {
    EXPECT_EQ(manual_page(run_plan(), Language::chinese),
              manual_page(run_plan(), Language::chinese));
}

TEST(ShortCode, IsWhatIsLeftOfTheCodeBehindThatOfTheUnit) {
    PlanFile plan = drawn_plan();
    EXPECT_EQ(short_code(plan, plan.grids[0]), "001");
    plan.grids[0].code = "elsewhere";
    EXPECT_EQ(short_code(plan, plan.grids[0]), "elsewhere");
    plan.grids[0].code = "A";
    EXPECT_EQ(short_code(plan, plan.grids[0]), "A");
}

TEST(ShortCode, TellsGridsOfAUnitApart) {
    PlanFile plan = drawn_plan();
    plan.grids[0].code = "A002"; // beside A-002
    EXPECT_EQ(short_code(plan, plan.grids[0]), "002");
    EXPECT_EQ(short_code(plan, plan.grids[1]), "-002");
}

} // namespace
} // namespace evengrid::io
