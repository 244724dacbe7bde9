#include "io/files/dbf_scan.hpp"

#include "engine/error.hpp"
#include "io/raw_shapefile.hpp"

#include <gtest/gtest.h>

namespace evengrid::io {
namespace {

using test::Folder;
using test::RawShapefile;

RawShapefile with_counts(const std::vector<std::string>& counts) {
    RawShapefile file{
        .fields = {{"ID", 'C', 4, 0}, {"POP", 'N', 10, 0}}, .rows = {}, .prj = {}, .cpg = {}};
    for (const std::string& count : counts) {
        file.rows.push_back({"a", count});
    }
    return file;
}

TEST(DbfScan, FindsEveryWayNotToWriteANumber) {
    const std::vector<std::string> bad{
        "abc", "12x",   "1e3",  "nan",  "inf",  "1,234", "1.234,5", "12 34", "0x1F", "1..2",
        "--1", "+",     "-",    ".",    "1e",   "1-",    "#N/A",    "NULL",  "null", "\xA1\xA1",
        "?",   "1'234", "１２", "12人", "ten",  "1/2",   "5%",      "~5",    ">5",   "<10",
        "5-9", "O",     "l2",   "1_0",  "\t1x", "1;2",   "=5",      "'5",    "5.",   "5.x"};
    const Folder folder;
    with_counts(bad).write(folder / "a");
    const DbfScan scan = scan_dbf(folder / "a.dbf");
    ASSERT_EQ(scan.columns[1].not_a_number.size(), bad.size() - 1) << "\"5.\" alone is a number";
    EXPECT_EQ(scan.columns[1].not_a_number[0], (NotANumber{0, "abc"}));
    EXPECT_EQ(scan.columns[1].not_a_number[3], (NotANumber{3, "nan"}));
}

TEST(DbfScan, LetsNumbersAndNullsPass) {
    const Folder folder;
    with_counts({"0", "17", "  17", "-5", "+5", "12.5", "", "**********", std::string(10, '\0')})
        .write(folder / "a");
    EXPECT_TRUE(scan_dbf(folder / "a.dbf").columns[1].not_a_number.empty());
}

TEST(DbfScan, RefusesATableThatIsShorterThanItsHeaderStates) {
    const Folder folder;
    with_counts({"1", "2", "3"}).write(folder / "a");
    const auto bytes = std::filesystem::file_size(folder / "a.dbf");
    for (std::uintmax_t kept = 0; kept + 2 < bytes; ++kept) {
        with_counts({"1", "2", "3"}).write(folder / "a");
        std::filesystem::resize_file(folder / "a.dbf", kept);
        EXPECT_THROW(scan_dbf(folder / "a.dbf"), engine::Error)
            << kept << " of " << bytes << " bytes";
    }
}

TEST(DbfScan, RefusesMembersThatDoNotBelongTogether) {
    const Folder folder;
    with_counts({"1", "2", "3"}).write(folder / "a");
    EXPECT_NO_THROW(check_shapefile(folder / "a.shp", 3));
    EXPECT_THROW(check_shapefile(folder / "a.shp", 2), engine::Error);
    const auto bytes = std::filesystem::file_size(folder / "a.shp");
    std::filesystem::resize_file(folder / "a.shp", bytes - 8);
    EXPECT_THROW(check_shapefile(folder / "a.shp", 3), engine::Error);
    std::filesystem::remove(folder / "a.shx");
    EXPECT_THROW(check_shapefile(folder / "a.shp", 3), engine::Error);
}

} // namespace
} // namespace evengrid::io
