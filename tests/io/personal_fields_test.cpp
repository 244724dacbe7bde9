#include "io/files/personal_fields.hpp"

#include <gtest/gtest.h>

namespace evengrid::io {
namespace {

TEST(PersonalFields, AreToldByTheirNames) {
    EXPECT_EQ(personal_kind("户主姓名", true, {}), "names of persons");
    EXPECT_EQ(personal_kind("Owner_Name", true, {}), "names of persons");
    EXPECT_EQ(personal_kind("HOUSEHOLDE", true, {}), "names of persons");
    EXPECT_EQ(personal_kind("TEL", false, {}), "telephone numbers");
    EXPECT_EQ(personal_kind("联系电话", true, {}), "telephone numbers");
    EXPECT_EQ(personal_kind("ID_CARD", true, {}), "identity numbers");
    EXPECT_EQ(personal_kind("E-Mail", true, {}), "mail addresses");
    EXPECT_EQ(personal_kind("BIRTHDAY", true, {}), "dates of birth");
}

TEST(PersonalFields, AreNotThoseOfBuildings) {
    for (const char* name : {"NAME", "BLD_NAME", "名称", "POP", "HOTEL", "CODE", "ADDRESS", "USE",
                             "FLOORS", "households", "RESIDENTS", "COMPOUND"}) {
        EXPECT_EQ(personal_kind(name, true, {}), "") << name;
    }
    EXPECT_EQ(personal_kind("resident", false, {"12", "40"}), ""); // a count
}

TEST(PersonalFields, AreToldByTheirValues) {
    // The example numbers of GB 11643-1999, annex A.
    EXPECT_EQ(personal_kind("A", true, {"11010519491231002X", "440524188001010014"}),
              "identity numbers");
    EXPECT_EQ(personal_kind("A", true, {"110105194912310021", "440524188001010015"}), "");
    EXPECT_EQ(
        personal_kind("A", false, {"13012345678", "15912345678", "18812345678", "13712345678"}),
        "telephone numbers");
    EXPECT_EQ(
        personal_kind("A", true, {"13010200001", "13010200002", "13010200003", "13010200004"}), "")
        << "codes of one district";
    EXPECT_EQ(personal_kind("A", true, {"a@example.org", "b@example.org"}), "mail addresses");
    EXPECT_EQ(personal_kind("A", true, {"@home", "next to x@y"}), "");
}

} // namespace
} // namespace evengrid::io
