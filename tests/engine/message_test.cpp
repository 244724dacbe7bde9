#include "engine/message.hpp"

#include <gtest/gtest.h>

namespace evengrid::engine {

TEST(Message, SaysTheSameValuesInBothLanguages) {
    EXPECT_EQ(say("grid {} holds {} people", "网格 {} 有 {} 人", "\"a-001\"", 7),
              (Message{"grid \"a-001\" holds 7 people", "网格 \"a-001\" 有 7 人"}));
}

TEST(Message, HasItsValuesInTheOrderOfEachLanguage) {
    EXPECT_EQ(say("{} of {} people", "{1} 人中的 {0} 人", 3, std::int64_t{9}),
              (Message{"3 of 9 people", "9 人中的 3 人"}));
}

TEST(Message, RoundsNumbersAsItsFormAsks) {
    EXPECT_EQ(say("{:.1f} m away", "相距 {:.0f} m", 12.34), (Message{"12.3 m away", "相距 12 m"}));
}

TEST(Message, SaysItsPartsInItsOwnLanguage) {
    const Message part = say("block {}", "街区 {}", 7);
    EXPECT_EQ(say("{} was cut", "{}已拆分", part), (Message{"block 7 was cut", "街区 7已拆分"}));
}

TEST(Message, LeavesBracesInItsValuesAlone) {
    EXPECT_EQ(say("{}", "{}", std::string("{seq}")), (Message{"{seq}", "{seq}"}));
}

} // namespace evengrid::engine
