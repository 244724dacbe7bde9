#include "engine/plan/code_template.hpp"

#include "engine/error.hpp"

#include <gtest/gtest.h>

namespace evengrid::engine {
namespace {

const CodeParts parts{"350203004001", "临洋社区", 7, 42};

/// What the error says, or nothing.
template <class Call>
std::string refusal(const Call& call) {
    try {
        call();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::usage);
        EXPECT_FALSE(error.hint().empty());
        return error.what();
    }
    return "";
}

TEST(CodeTemplate, FillsInTheCodeOfAStandardGrid) {
    EXPECT_EQ(CodeTemplate("{county:6}{street:3}{community:3}{seq:03}")(parts), "350203004001007");
    EXPECT_EQ(CodeTemplate("{unit:12}{seq:03}")(parts), "350203004001007");
    EXPECT_EQ(CodeTemplate("{unit_name}第{seq}网格")(parts), "临洋社区第7网格");
    EXPECT_EQ(CodeTemplate("{{{grid_id:03+}}}")(parts), "{042}");
    EXPECT_EQ(CodeTemplate("{seq:01+}")({"A", "", 1234, 1}), "1234");
}

TEST(CodeTemplate, CountsCharactersNotBytes) {
    EXPECT_EQ(CodeTemplate("{unit_name:4}")(parts), "临洋社区");
}

TEST(CodeTemplate, NamesTheUnitThatDoesNotFit) {
    const auto fill = [](const char* text, const CodeParts& with) {
        return refusal([&] { CodeTemplate{text}(with); });
    };
    EXPECT_EQ(fill("{county:6}-{seq}", {"A17", "", 1, 1}),
              "the template \"{county:6}-{seq}\" cannot be filled in for unit \"A17\": {county:6} "
              "is empty");
    EXPECT_EQ(
        fill("{unit:6}", {"A17", "", 1, 1}),
        "the template \"{unit:6}\" cannot be filled in for unit \"A17\": {unit:6} is \"A17\"");
    EXPECT_NE(fill("{seq:03}", {"A17", "", 1000, 1}), "");
    EXPECT_NE(fill("{unit_name}", {"A17", "", 1, 1}), "");
}

TEST(CodeTemplate, SaysWhereItIsWrong) {
    const auto parse = [](const char* text) { return refusal([&] { CodeTemplate{text}; }); };
    EXPECT_EQ(parse("A{sequence}"),
              "the template \"A{sequence}\" is wrong at column 3: there is no part \"sequence\" "
              "(parts: unit, unit_name, county, street, community, seq, grid_id)");
    EXPECT_EQ(parse("{seq}\n"), "the template \"{seq}\\u{a}\" is wrong at column 6: a code has no "
                                "line breaks or other control characters");
    for (const char* text : {"{", "}", "{unit", "a}b", "{unit{seq}}", "{seq:}", "{seq:0}",
                             "{seq:x}", "{seq:3x}", "{seq:65}", "{seq:-3}", "{seq:99999999999999}",
                             "{unit:06}", "{}", "{:3}", "{seq}\n", "a\tb{seq}", "\x7f{seq}"}) {
        EXPECT_NE(parse(text), "") << text;
    }
}

} // namespace
} // namespace evengrid::engine
