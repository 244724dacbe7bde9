#include "io/city/count_field.hpp"

#include "engine/error.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <numeric>

namespace evengrid::io {
namespace {

CountField field_of(std::vector<Value> values) {
    CountField field{"town.shp", "POP", {}, std::move(values)};
    field.fids.resize(field.values.size());
    std::iota(field.fids.begin(), field.fids.end(), std::int64_t{100});
    return field;
}

TEST(CountField, ReadsNumbersHoweverTheyStand) {
    std::vector<engine::Finding> findings;
    const auto counts =
        read_counts(field_of({std::int64_t{7}, 8.0, std::string(" 9 ")}), false, findings);
    EXPECT_EQ(counts, (std::vector<std::int64_t>{7, 8, 9}));
    EXPECT_TRUE(findings.empty());
}

TEST(CountField, ListsNullAndNegativeCountsAsNobody) {
    std::vector<engine::Finding> findings;
    const auto counts =
        read_counts(field_of({std::monostate{}, std::int64_t{-5}, std::string(), std::int64_t{3}}),
                    false, findings);
    EXPECT_EQ(counts, (std::vector<std::int64_t>{0, 0, 0, 3}));
    ASSERT_EQ(findings.size(), 3u);
    EXPECT_EQ(findings[1].kind, "negative count");
    EXPECT_EQ(findings[1].src_fid, 101);
}

TEST(CountField, RefusesWhatIsNoNumberAndSaysWhere) {
    const std::vector<Value> bad{BadNumber{"abc"},
                                 std::string("1,234"),
                                 std::numeric_limits<double>::quiet_NaN(),
                                 std::numeric_limits<double>::infinity(),
                                 std::string("nan"),
                                 std::string("1e3")};
    for (const Value& value : bad) {
        std::vector<engine::Finding> findings;
        EXPECT_THROW(read_counts(field_of({value}), false, findings), engine::Error);
        EXPECT_EQ(read_counts(field_of({value}), true, findings), (std::vector<std::int64_t>{0}));
        ASSERT_EQ(findings.size(), 1u);
        EXPECT_EQ(findings[0].kind, "bad count");
    }
    try {
        std::vector<engine::Finding> findings;
        read_counts(field_of({std::int64_t{1}, BadNumber{"12x"}, BadNumber{"y"}}), false, findings);
        FAIL();
    } catch (const engine::Error& error) {
        EXPECT_EQ(error.code(), engine::ErrorCode::input);
        EXPECT_STREQ(
            error.what(),
            "cannot count people by field \"POP\" of \"town.shp\": feature 101 holds \"12x\", "
            "which is no number; 1 more such features: 102");
    }
}

TEST(CountField, MakesFractionsWholeWithoutLosingAnyone) {
    std::vector<engine::Finding> findings;
    const auto counts = read_counts(field_of({0.5, 1.5, 2.5, 0.5}), false, findings);
    EXPECT_EQ(std::accumulate(counts.begin(), counts.end(), std::int64_t{0}), 5);
    ASSERT_EQ(findings.size(), 1u);
    EXPECT_EQ(findings[0].kind, "fractions of people");
}

TEST(CountField, RefusesMorePeopleThanCanBeCountedExactly) {
    const std::int64_t most = (std::int64_t{1} << 53) - 1;
    std::vector<engine::Finding> findings;
    EXPECT_EQ(read_counts(field_of({most}), false, findings), (std::vector<std::int64_t>{most}));
    EXPECT_THROW(read_counts(field_of({most, std::int64_t{2}}), false, findings), engine::Error);
    EXPECT_THROW(read_counts(field_of({std::numeric_limits<std::int64_t>::max()}), false, findings),
                 engine::Error);
}

TEST(Measures, AreReadWithTheirUnitAndUnknownWhereTheyAreNoNumber) {
    std::vector<engine::Finding> findings;
    const auto measures = read_measures(
        field_of({std::int64_t{6}, std::string("6"), std::string("6层"), std::string(" 6 F "),
                  std::string("6.0 m"), std::string("six"), std::string("5-6"), std::string("层"),
                  std::monostate{}, std::int64_t{0}, BadNumber{"6层"}}),
        findings);
    const std::vector<std::optional<double>> expected{6.0, 6.0, 6.0, 6.0, 6.0, {},
                                                      {},  {},  {},  0.0, {}};
    EXPECT_EQ(measures, expected);
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_NE(findings[0].message.english.find("6 of 11"), std::string::npos)
        << findings[0].message.english;
}

} // namespace
} // namespace evengrid::io
