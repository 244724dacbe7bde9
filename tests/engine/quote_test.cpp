#include "engine/quote.hpp"

#include <gtest/gtest.h>

namespace evengrid::engine {
namespace {

TEST(Quote, ShowsTextInQuotesAndEscapesThemInside) {
    EXPECT_EQ(quote("东门 say \"hi\" \\"), R"("东门 say \"hi\" \\")");
}

TEST(Quote, EscapesWhatATerminalWouldActOn) {
    EXPECT_EQ(quote("a\x1b[31m\n\x7f"), R"("a\u{1b}[31m\u{a}\u{7f}")");
    EXPECT_EQ(quote("\xe2\x80\xae"
                    "evil"),
              R"("\u{202e}evil")");                  // right-to-left override
    EXPECT_EQ(quote("a\xc2\xa0z"), R"("a\u{a0}z")"); // no-break space
}

TEST(Quote, ShowsBytesThatAreNoText) {
    EXPECT_EQ(quote("\xff\xb9"), R"("\xff\xb9")");
}

TEST(Quote, CutsAfterEightyCharacters) {
    EXPECT_EQ(quote(std::string(81, 'x')), '"' + std::string(80, 'x') + "…\"");
    EXPECT_EQ(quote(std::string(80, 'x')), '"' + std::string(80, 'x') + '"');
}

TEST(Printable, KeepsLinesAndLengthAndEscapesTheRest) {
    EXPECT_EQ(printable("one\ntwo\r\x1b]0;x\x07 \"quoted\" \xfe"),
              "one\ntwo\\u{d}\\u{1b}]0;x\\u{7} \"quoted\" \\xfe");
    EXPECT_EQ(printable(std::string(500, 'x')), std::string(500, 'x'));
}

TEST(PrintableJson, EscapesWhatATerminalWouldActOnAsJsonDoes) {
    EXPECT_EQ(printable_json("{\n  \"东\xc2\x9b\": \"\xe2\x80\xae\x7f\\n\"\n}"),
              "{\n  \"东\\u009b\": \"\\u202e\\u007f\\n\"\n}");
}

} // namespace
} // namespace evengrid::engine
