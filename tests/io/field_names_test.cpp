#include "io/files/field_names.hpp"

#include <gtest/gtest.h>

namespace {

using evengrid::io::FieldNames;

TEST(FieldNames, KeepsAFreeNameAsItIs) {
    FieldNames names(10);
    EXPECT_EQ(names.take("Height"), "Height");
}

TEST(FieldNames, NumbersATakenNameWithoutRegardToCase) {
    FieldNames names(10);
    names.reserve("people");
    EXPECT_EQ(names.take("PEOPLE"), "PEOPLE_1");
    EXPECT_EQ(names.take("People"), "People_2");
}

TEST(FieldNames, CutsToTheLengthAndKeepsNamesApart) {
    FieldNames names(10);
    EXPECT_EQ(names.take("population_total"), "population");
    EXPECT_EQ(names.take("population_density"), "populati_1");
}

TEST(FieldNames, NeverCutsACharacterInTwo) {
    FieldNames names(10);
    EXPECT_EQ(names.take("居住人口数"), "居住人");
}

} // namespace
