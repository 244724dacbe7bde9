#include "engine/sample/names.hpp"

#include "algorithms/random.hpp"

#include <iterator>

namespace evengrid::engine {

namespace {

struct Syllable {
    const char* chinese;
    const char* pinyin;
};

constexpr Syllable firsts[] = {
    {"春", "chun"}, {"和", "he"},   {"望", "wang"}, {"江", "jiang"}, {"金", "jin"},
    {"文", "wen"},  {"永", "yong"}, {"新", "xin"},  {"长", "chang"}, {"东", "dong"},
    {"南", "nan"},  {"云", "yun"},  {"翠", "cui"},  {"嘉", "jia"},   {"福", "fu"},
    {"清", "qing"}, {"石", "shi"},  {"松", "song"}, {"竹", "zhu"},   {"梅", "mei"},
    {"龙", "long"}, {"凤", "feng"}, {"安", "an"},   {"宁", "ning"},  {"华", "hua"},
    {"明", "ming"}, {"朝", "chao"}, {"阳", "yang"}, {"康", "kang"},  {"乐", "le"},
    {"景", "jing"}, {"红", "hong"}, {"青", "qing"}, {"白", "bai"},   {"玉", "yu"},
    {"银", "yin"},  {"天", "tian"}, {"万", "wan"},  {"百", "bai"},   {"思", "si"}};

constexpr Syllable seconds[] = {
    {"园", "yuan"},  {"泰", "tai"},  {"兴", "xing"},  {"湖", "hu"},   {"山", "shan"},
    {"桥", "qiao"},  {"门", "men"},  {"林", "lin"},   {"溪", "xi"},   {"泉", "quan"},
    {"港", "gang"},  {"井", "jing"}, {"祥", "xiang"}, {"瑞", "rui"},  {"盛", "sheng"},
    {"昌", "chang"}, {"达", "da"},   {"顺", "shun"},  {"丰", "feng"}, {"德", "de"},
    {"仁", "ren"},   {"义", "yi"},   {"礼", "li"},    {"智", "zhi"},  {"信", "xin"},
    {"光", "guang"}, {"辉", "hui"},  {"苑", "yuan"},  {"坪", "ping"}, {"洲", "zhou"},
    {"浦", "pu"},    {"滨", "bin"},  {"塔", "ta"},    {"亭", "ting"}, {"台", "tai"},
    {"馨", "xin"},   {"庭", "ting"}, {"居", "ju"},    {"荷", "he"}};

constexpr Syllable thirds[] = {{"东", "dong"},  {"西", "xi"},    {"南", "nan"}, {"北", "bei"},
                               {"中", "zhong"}, {"上", "shang"}, {"下", "xia"}};

constexpr Syllable surnames[] = {{"陈", "chen"}, {"林", "lin"},   {"黄", "huang"}, {"张", "zhang"},
                                 {"李", "li"},   {"王", "wang"},  {"吴", "wu"},    {"蔡", "cai"},
                                 {"刘", "liu"},  {"郑", "zheng"}, {"许", "xu"},    {"叶", "ye"},
                                 {"洪", "hong"}, {"苏", "su"},    {"曾", "zeng"},  {"周", "zhou"},
                                 {"何", "he"},   {"谢", "xie"},   {"郭", "guo"},   {"沈", "shen"}};

enum Kind : std::size_t { places, roads, estates, villages };

void append(SampleName& name, const Syllable& syllable) {
    name.chinese += syllable.chinese;
    name.english += syllable.pinyin;
}

} // namespace

SampleNames::SampleNames(std::uint64_t seed) : m_seed(seed) {}

/// Walks through all pairs of syllables in a scrambled order, then again with a third syllable.
SampleName SampleNames::next(std::size_t kind, const char* chinese_ending,
                             const char* english_ending) {
    constexpr std::uint64_t pairs = std::size(firsts) * std::size(seconds);
    constexpr std::uint64_t stride = 647; // has no factor in common with 40 * 39
    const std::uint64_t turn = m_given[kind]++;
    const std::uint64_t pair =
        (algorithms::Random::derive(m_seed, kind) % pairs + turn * stride) % pairs;
    SampleName name;
    append(name, firsts[pair % std::size(firsts)]);
    append(name, seconds[pair / std::size(firsts)]);
    for (std::uint64_t round = turn / pairs; round > 0; round /= std::size(thirds) + 1) {
        append(name, thirds[(round - 1) % std::size(thirds)]);
    }
    name.english.front() = static_cast<char>(name.english.front() - 'a' + 'A');
    name.chinese += chinese_ending;
    name.english += english_ending;
    return name;
}

SampleName SampleNames::city() {
    return next(places, "市", " City");
}
SampleName SampleNames::river() {
    return next(places, "江", " River");
}
SampleName SampleNames::lake() {
    return next(places, "湖", " Lake");
}
SampleName SampleNames::subdistrict() {
    return next(places, "街道", " Subdistrict");
}
SampleName SampleNames::community() {
    return next(places, "社区", " Community");
}

SampleName SampleNames::road(RoadClass road_class) {
    switch (road_class) {
    case RoadClass::trunk:
        return next(roads, "大道", " Avenue");
    case RoadClass::main:
        return next(roads, "路", " Road");
    case RoadClass::secondary:
        return next(roads, "街", " Street");
    case RoadClass::minor:
        return next(roads, "巷", " Alley");
    case RoadClass::lane:
        break;
    }
    return {};
}

SampleName SampleNames::estate() {
    constexpr Syllable endings[] = {{"花园", " Garden"},
                                    {"新村", " New Village"},
                                    {"家园", " Homes"},
                                    {"苑", " Court"},
                                    {"公寓", " Apartments"}};
    const auto& ending = endings[m_given[estates] % std::size(endings)];
    return next(estates, ending.chinese, ending.pinyin);
}

SampleName SampleNames::village() {
    const std::uint64_t turn = m_given[villages]++;
    SampleName name;
    append(name, surnames[turn % std::size(surnames)]);
    if (turn >= std::size(surnames)) {
        append(name, seconds[turn / std::size(surnames) % std::size(seconds)]);
    }
    name.english.front() = static_cast<char>(name.english.front() - 'a' + 'A');
    return {name.chinese + "村", name.english + " Village"};
}

} // namespace evengrid::engine
