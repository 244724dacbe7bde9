#include "io/files/encoding.hpp"

#include <gtest/gtest.h>

#include <iconv.h>

namespace evengrid::io {
namespace {

TextEvidence evidence(const std::vector<std::string>& values) {
    TextEvidence text;
    for (const std::string& value : values) {
        text.look_at(value, false);
    }
    return text;
}

std::string encoded(const std::string& utf8, const char* encoding) {
    const iconv_t conversion = iconv_open(encoding, "UTF-8");
    std::string out(utf8.size() * 4, '\0');
    char* from = const_cast<char*>(utf8.data());
    char* to = out.data();
    std::size_t from_left = utf8.size();
    std::size_t to_left = out.size();
    EXPECT_EQ(iconv(conversion, &from, &from_left, &to, &to_left), 0u) << encoding;
    iconv_close(conversion);
    out.resize(out.size() - to_left);
    return out;
}

std::string decided(const std::vector<std::string>& values, const std::string& forced = "",
                    const std::string& cpg = "", int language_byte = 0) {
    const auto encoding = decide_encoding(evidence(values), forced, cpg, language_byte);
    return encoding ? encoding->name : "none";
}

const std::string changyang = "长洋社区";
const std::string jinmei = "金美社区";

TEST(Encoding, TakesTheUsersWordBeforeAnyOther) {
    EXPECT_EQ(decided({changyang}, "big5", "UTF-8"), "CP950");
}

TEST(Encoding, BelievesTheCpgFile) {
    EXPECT_EQ(decided({encoded(changyang, "GBK")}, "", "GBK"), "GB18030");
    EXPECT_EQ(decided({encoded("長洋", "BIG5")}, "", "Big5"), "CP950");
    EXPECT_EQ(decided({"Gen\xE8ve"}, "", "ISO-8859-1"), "ISO-8859-1");
    EXPECT_EQ(decided({"Gen\xE8ve"}, "", "88591"), "ISO-8859-1");
}

TEST(Encoding, PassesOverACpgFileThatTheBytesContradict) {
    const auto encoding = decide_encoding(
        evidence({encoded(changyang, "GBK"), encoded(jinmei, "GBK")}), "", "UTF-8", 0);
    ASSERT_TRUE(encoding);
    EXPECT_EQ(encoding->name, "GB18030");
    EXPECT_FALSE(encoding->is_certain);
    EXPECT_NE(encoding->evidence.english.find(".cpg"), std::string::npos);
}

TEST(Encoding, BelievesALanguageByteThatNamesOneCodePage) {
    EXPECT_EQ(decided({encoded(changyang, "GBK")}, "", "", 0x4D), "GB18030");
    EXPECT_EQ(decided({encoded("長洋", "BIG5")}, "", "", 0x4F), "CP950");
    EXPECT_EQ(decided({changyang}, "", "", 0x57), "UTF-8") << "0x57 says nothing";
}

TEST(Encoding, JudgesAColumnAsAWhole) {
    // These two bytes are a character of GBK and one of UTF-8; only the second value decides.
    const std::string both = "\xC4\xA3";
    EXPECT_EQ(decided({both}), "UTF-8");
    EXPECT_EQ(decided({both, encoded(changyang, "GBK")}), "GB18030");
}

TEST(Encoding, RefusesWhatReadsAsGb18030OnlyByChance) {
    EXPECT_EQ(decided({"Gen\xE8ve", "Z\xFCrich"}), "none") << "Latin-1";
    EXPECT_EQ(decided({encoded("長洋社區", "BIG5"), encoded("金門縣金湖鎮", "BIG5")}), "none");
    EXPECT_EQ(decided({encoded("Москва", "CP1251"), encoded("Киров", "CP1251")}), "none");
}

TEST(Encoding, RefusesMixedText) {
    EXPECT_EQ(decided({changyang, encoded(changyang, "GBK"), "Gen\xE8ve"}), "none");
}

TEST(Encoding, DecodesStrictly) {
    EXPECT_EQ(decode(encoded(changyang, "GBK"), "GB18030"), changyang);
    EXPECT_EQ(decode(encoded("𠀀", "GB18030"), "GB18030"), "𠀀");
    EXPECT_EQ(decode("\xEF\xBB\xBF" + changyang, "UTF-8"), changyang);
    EXPECT_EQ(decode("\xFF\xFF", "UTF-8"), std::nullopt);
    EXPECT_EQ(decode("\x81", "GB18030"), std::nullopt);
}

TEST(Encoding, DropsACharacterThatTheColumnCutOff) {
    const std::string gbk = encoded(changyang, "GBK");
    EXPECT_EQ(decode(gbk.substr(0, 7), "GB18030", true), "长洋社");
    EXPECT_EQ(decode(changyang.substr(0, 11), "UTF-8", true), "长洋社");
    TextEvidence text;
    text.look_at(changyang.substr(0, 11), true);
    EXPECT_TRUE(text.is_utf8);
}

TEST(Encoding, KnowsTheNamesThatFilesUse) {
    for (const char* name :
         {"GBK", "gb2312", "936", "CP936", "OEM 936", "54936", "GB18030", "EUC-CN"}) {
        EXPECT_EQ(canonical_encoding(name), "GB18030") << name;
    }
    for (const char* name : {"UTF-8", "utf8", "65001"}) {
        EXPECT_EQ(canonical_encoding(name), "UTF-8") << name;
    }
    EXPECT_EQ(canonical_encoding("ANSI 1252"), "CP1252");
    EXPECT_EQ(canonical_encoding("8859_1"), "ISO-8859-1");
    for (const char* name : {"", "UTF-16", "nonsense", "UTF-8//TRANSLIT"}) {
        EXPECT_EQ(canonical_encoding(name), std::nullopt) << name;
    }
}

} // namespace
} // namespace evengrid::io
