#include "io/report/manual.hpp"
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

} // namespace
} // namespace evengrid::io
