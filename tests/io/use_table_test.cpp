#include "io/city/use_table.hpp"

#include "engine/error.hpp"
#include "io/raw_shapefile.hpp"

#include <gtest/gtest.h>

namespace evengrid::io {
namespace {

engine::OccupancyOptions table(const std::string& text) {
    const test::Folder folder;
    test::write_file(folder / "uses.toml", text);
    return read_use_table(folder / "uses.toml");
}

TEST(UseTable, KeepsTheDefaultsOfWhatItLeavesOut) {
    const auto options = table("m2_per_person = 30\n");
    EXPECT_EQ(options.m2_per_person, 30);
    EXPECT_EQ(options.storey_m, 3.0);
    EXPECT_EQ(options.uses.size(), engine::OccupancyOptions::default_uses().size());
}

TEST(UseTable, ReplacesTheRows) {
    const auto options = table("[[use]]\nnames = [\"住宅\", \"flat\"]\nm2_per_person = 35.5\n");
    ASSERT_EQ(options.uses.size(), 1u);
    EXPECT_EQ(options.uses[0].names, (std::vector<std::string>{"住宅", "flat"}));
    EXPECT_EQ(options.uses[0].m2_per_person, 35.5);
}

TEST(UseTable, RefusesWhatItDoesNotKnow) {
    for (const char* text : {"storey = 3", "storey_m = \"3\"", "storey_m = -3", "storey_m = 0",
                             "[[use]]\nnames = [\"a\"]", "[[use]]\nm2_per_person = 3",
                             "[[use]]\nnames = \"a\"\nm2_per_person = 3", "use = 1",
                             "storey_m = nan", "a = ", "\xFF"}) {
        EXPECT_THROW(table(text), engine::Error) << text;
    }
}

} // namespace
} // namespace evengrid::io
