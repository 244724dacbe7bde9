#include "io/files/csv.hpp"

#include "engine/error.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <random>

namespace evengrid::io {
namespace {

TEST(Csv, WritesNumbersAsNumbersAndTextAsText) {
    EXPECT_EQ(csv_row({std::int64_t{-7}, 0.25, true, std::monostate{}, std::string("网格")}),
              "-7,0.25,true,,网格\r\n");
    EXPECT_EQ(csv_row({std::string("a,b"), std::string("say \"x\""), std::string("two\nlines")}),
              "\"a,b\",\"say \"\"x\"\"\",\"two\nlines\"\r\n");
}

TEST(Csv, LetsNoSpreadsheetCalculateText) {
    for (const char* payload : {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1",
                                "＋1", "－1", "＠A1", "=HYPERLINK(\"http://a\",\"b\")"}) {
        const std::string row = csv_row({std::string(payload)});
        const std::string cell = parse_csv(row, "x").at(0).at(0);
        EXPECT_EQ(cell, std::string("'") + payload);
    }
    EXPECT_EQ(csv_row({std::string("3-1")}), "3-1\r\n");
}

TEST(Csv, ReadsWhatSpreadsheetsWrite) {
    EXPECT_EQ(parse_csv("a,b\r\n1,\"2,\"\"3\"\"\"\r\n\r\n,\n", "x"),
              (CsvRows{{"a", "b"}, {"1", "2,\"3\""}, {"", ""}}));
    EXPECT_EQ(parse_csv("a\n\"two\nlines\"", "x"), (CsvRows{{"a"}, {"two\nlines"}}));
    EXPECT_TRUE(parse_csv("", "x").empty());
}

TEST(Csv, NamesTheLineThatIsWrong) {
    const auto refusal = [](const char* text) -> std::string {
        try {
            parse_csv(text, "staff.csv");
        } catch (const engine::Error& error) {
            return error.what();
        }
        return "";
    };
    EXPECT_EQ(refusal("a,b\n1,2\n3\n"),
              "cannot read \"staff.csv\": line 3 has 1 cells, the first has 2");
    EXPECT_EQ(refusal("a,b\n1,\"2\n3\n"),
              "cannot read \"staff.csv\": the quote in line 2 does not end");
}

TEST(Csv, ReadsBackWhateverItWrote) {
    std::mt19937_64 random(1);
    const std::string letters = "ab,\"\r\n ;'=";
    for (int i = 0; i < 2000; ++i) {
        std::vector<WrittenValue> row;
        std::vector<std::string> wanted;
        for (std::size_t cell = 0; cell < 1 + random() % 4; ++cell) {
            std::string text = "x"; // neither a formula nor an empty line
            for (std::size_t k = 0; k < random() % 6; ++k) {
                text += letters[random() % letters.size()];
            }
            row.emplace_back(text);
            wanted.push_back(text);
        }
        ASSERT_EQ(parse_csv(csv_row(row), "x"), CsvRows{wanted}) << "draw " << i;
    }
}

TEST(Csv, ReadsFilesInUtf8AndInGbkWithoutSpacesAroundCells) {
    const auto path = std::filesystem::path(testing::TempDir()) / "evengrid_csv_test.csv";
    const auto read = [&](const std::string& bytes) {
        std::ofstream(path, std::ios::binary) << bytes;
        const CsvRows rows = read_csv(path.string());
        std::filesystem::remove(path);
        return rows;
    };
    const CsvRows wanted{{"社区", "n"}, {"临洋", "1"}};
    EXPECT_EQ(read("\xef\xbb\xbf社区,n\n临洋,1\n"), wanted);
    EXPECT_EQ(read("\xc9\xe7\xc7\xf8,n\n\xc1\xd9\xd1\xf3,1\n"), wanted);
    EXPECT_EQ(read("社区, n\n\" 临洋\",1 \n"), wanted);
    EXPECT_EQ(read("a\n   \n"), (CsvRows{{"a"}, {""}}));
    EXPECT_THROW(read_csv("/no/such/file.csv"), engine::Error);
}

TEST(Csv, NamesTheColumnsThereAre) {
    const CsvRows rows{{"unit", "staff"}};
    EXPECT_EQ(csv_column(rows, "staff", "x"), 1U);
    EXPECT_THROW(csv_column(rows, "people", "x"), engine::Error);
    EXPECT_THROW(csv_column({}, "people", "x"), engine::Error);
}

} // namespace
} // namespace evengrid::io
