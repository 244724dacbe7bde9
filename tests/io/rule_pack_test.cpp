#include "io/city/rule_pack.hpp"

#include "engine/error.hpp"
#include "io/raw_shapefile.hpp"

#include <gtest/gtest.h>

namespace evengrid::io {
namespace {

RulePack pack(const std::string& text) {
    const test::Folder folder;
    test::write_file(folder / "rules.toml", text);
    return read_rules(folder / "rules.toml");
}

const std::string head = "title = \"t\"\nsource = \"s\"\n";

TEST(RulePack, HasWhatTheFileSays) {
    const RulePack rules = pack(head + R"(
[bounds]
min = 500
max = 900
clause = "People."
[[bounds_of_kind]]
kind = "rural"
min = 100
max = 400
target = 300
clause = "Fewer people."
source = "elsewhere"
[weights]
compactness = 1
[codes]
code = "{unit}{seq}"
[staff]
people_per_worker = 300
[[rule]]
id = "clinic"
measure = "points"
point_kind = "clinic"
at_least = 1
not_kinds = ["rural"]
clause = "A clinic."
clause_zh = "一处诊所。"
)");
    EXPECT_EQ(rules.title, (engine::Message{"t", "t"})) << "the same in both languages";
    EXPECT_EQ(rules.bounds.minimum, 500);
    EXPECT_EQ(rules.bounds.target, std::nullopt);
    EXPECT_EQ(rules.bounds_of_kind.at("rural"), (algorithms::Bounds{100, 400, 300}));
    EXPECT_EQ(rules.compactness, 1.0);
    EXPECT_EQ(rules.deviation, std::nullopt);
    EXPECT_EQ(rules.code, "{unit}{seq}");
    EXPECT_EQ(rules.people_per_worker, 300);
    EXPECT_EQ(rules.sha256.size(), 64U);
    ASSERT_EQ(rules.rules.size(), 3U);
    EXPECT_EQ(rules.rules[0].not_kinds, std::vector<std::string>{"rural"});
    EXPECT_EQ(rules.rules[1].kinds, std::vector<std::string>{"rural"});
    EXPECT_EQ(rules.rules[1].source.english, "elsewhere");
    EXPECT_EQ(rules.rules[2].measure, engine::Measure::points);
    EXPECT_EQ(rules.rules[2].at_least, 1.0);
    EXPECT_EQ(rules.rules[2].source.english, "s") << "that of the pack";
    EXPECT_EQ(rules.rules[1].clause, (engine::Message{"Fewer people.", "Fewer people."}));
    EXPECT_EQ(rules.rules[2].clause, (engine::Message{"A clinic.", "一处诊所。"}));
}

TEST(RulePack, LeavesOutWhatHoldsAsItDid) {
    const GivenBounds bounds{{}, 3000, {}};
    EXPECT_EQ(bounds.over({1000, 2000, 1500}), (algorithms::Bounds{1000, 3000, 1500}));
}

struct Refused {
    const char* text;
    const char* said;
};

TEST(RulePack, IsRefusedByLineAndKey) {
    const Refused cases[] = {
        {"[bounds]\nmin = 9\nmax = 5\nclause = \"c\"", "line 3: \"min\" 9 is above \"max\" 5"},
        {"[bounds]\ntarget = 9\nmax = 5\nclause = \"c\"",
         "line 3: \"target\" 9 is above \"max\" 5"},
        {"[bounds]\nmin = 9\nmax = 15", "line 3: [bounds] needs the key \"clause\""},
        {"[bounds]\nmin = \"9\"\nclause = \"c\"",
         "line 4: \"min\" has to be a whole number from 0 to 1000000000"},
        {"[bounds]\nminimum = 9\nclause = \"c\"",
         "line 4: the key \"minimum\" is not known in [bounds]"},
        {"bounds = 4", "line 3: \"bounds\" has to be a table: [bounds]"},
        {"size = 4", "line 3: the key \"size\" is not known in the file"},
        {"[[bounds_of_kind]]\nkind = \"a\"\nmin = 1\nclause = \"c\"",
         "line 3: [[bounds_of_kind]] needs the keys \"min\" and \"max\""},
        {"[weights]\nmoved = -1", "line 4: \"moved\" has to be a number, 0 or more"},
        {"[weights]\nmoved = nan", "line 4: \"moved\" has to be a number, 0 or more"},
        {"rule = [1]", "line 3: \"rule\" has to be tables: [[rule]]"},
        {"[[rule]]\nid = \"a\"\nmeasure = \"height\"\nat_most = 1\nclause = \"c\"",
         "line 3: \"height\" is no measure; there are population, households"},
        {"[[rule]]\nid = \"a\"\nmeasure = \"blocks\"\nclause = \"c\"",
         "line 3: rule \"a\" needs \"at_least\", \"at_most\" or \"target\""},
        {"[[rule]]\nid = \"a\"\nmeasure = \"compact\"\ntarget = 1\nclause = \"c\"",
         "line 3: rule \"a\" has a target or a weight, but its measure does not add up from block "
         "to "
         "block"},
        {"[[rule]]\nid = \"a\"\nmeasure = \"households\"\nat_most = 9\nweight = 1\nclause = \"c\"",
         "line 3: rule \"a\" has a \"weight\", but no \"target\""},
        {"[[rule]]\nid = \"a\"\nmeasure = \"blocks\"\nat_least = 2\nat_most = 1\nclause = \"c\"",
         "line 3: \"at_least\" 2 is above \"at_most\" 1"},
        {"[[rule]]\nid = \"a\"\nmeasure = \"blocks\"\npoint_kind = \"x\"\nat_most = 1\nclause = "
         "\"c\"",
         "line 3: rule \"a\" has a \"point_kind\", but does not measure points"},
        {"[[rule]]\nid = \"a\"\nmeasure = \"blocks\"\nat_most = 1\nclause = \"c\"\n"
         "[[rule]]\nid = \"a\"\nmeasure = \"units\"\nat_most = 1\nclause = \"c\"",
         "line 8: there are two rules \"a\""},
        {"[[rule]]\nid = \"\"\nmeasure = \"blocks\"", "line 4: \"id\" has to be text"},
        {"kinds = [", "line 3: "},
    };
    for (const Refused& refused : cases) {
        try {
            pack(head + refused.text);
            ADD_FAILURE() << refused.text;
        } catch (const engine::Error& error) {
            EXPECT_EQ(error.code(), engine::ErrorCode::input);
            EXPECT_NE(std::string(error.what()).find(refused.said), std::string::npos)
                << error.what() << "\n"
                << refused.said;
        }
    }
    EXPECT_THROW(pack("source = \"s\""), engine::Error) << "a title is needed";
}

} // namespace
} // namespace evengrid::io
