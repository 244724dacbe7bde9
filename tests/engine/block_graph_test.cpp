#include "engine/blocks/block_graph.hpp"

#include "engine/drawn_town.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace evengrid::engine {
namespace {

/// Six given blocks, 20 m wide, in two rows; 100 people in each.
City six_blocks() {
    return drawn_city({.units = {"aaaaaa", "aaaaaa", "aaaaaa", "aaaaaa"},
                       .blocks = {"112233", "112233", "445566", "445566"}});
}

UnitGraph graph_of(const City& city, const BlockGraphOptions& options = {}) {
    BlockOptions as_given;
    as_given.widest_street_m = 1;
    return block_graph(city, make_blocks(city, as_given), options).at(0);
}

std::uint32_t parts_of(const UnitGraph& unit) {
    const auto part = algorithms::components(unit.graph);
    return *std::max_element(part.begin(), part.end()) + 1;
}

std::vector<Finding> findings_of(const City& city, const BlockGraphOptions& options) {
    const auto blocks = make_blocks(city, {});
    return component_findings(city, blocks, block_graph(city, blocks, options));
}

TEST(BlockGraph, JoinsBlocksThatShareABorder) {
    const auto unit = graph_of(six_blocks());
    EXPECT_EQ(unit.graph.edge_count(), 7U);
    EXPECT_DOUBLE_EQ(unit.graph[algorithms::Vertex{0}].outer_m, 40);
    EXPECT_DOUBLE_EQ(unit.graph.neighbours(algorithms::Vertex{0})[0].border_m, 20);
}

TEST(BlockGraph, MakesBordersOnStreetsCheap) {
    auto city = six_blocks();
    city.lines = {{1, LineKind::road, "", {{20, -5}, {20, 45}}}};
    const auto unit = graph_of(city);
    EXPECT_FLOAT_EQ(unit.graph.neighbours(algorithms::Vertex{0})[0].cost, 10);
    EXPECT_FLOAT_EQ(unit.graph.neighbours(algorithms::Vertex{0})[1].cost, 20);
}

/// Two blocks with a street of 10 m between them, and two more beyond a boulevard of 60 m.
TEST(BlockGraph, NamesWhatTooWideAStreetPartsAndTheOptionThatJoinsIt) {
    const auto city =
        drawn_city({.units = Picture(8, "aaaaaaaaaaaa"), .blocks = Picture(8, "1.2......5.6")});
    const auto told = [&](double widest_street_m) {
        BlockOptions options;
        options.widest_street_m = widest_street_m;
        const auto blocks = make_blocks(city, options);
        return component_findings(city, blocks, block_graph(city, blocks, {}));
    };
    const auto found = told(40);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].kind, "unit in parts");
    EXPECT_NE(
        found[0].message.english.find("they lie 60 m apart; --widest-street 70 may join them"),
        std::string::npos)
        << found[0].message.english;
    EXPECT_TRUE(told(70).empty());
}

TEST(Barriers, PartBlocksUnlessAStreetCrossesThem) {
    for (const auto kind : {LineKind::water, LineKind::rail, LineKind::motorway}) {
        auto city = six_blocks();
        city.lines = {{1, kind, "", {{-5, 20}, {65, 20}}}};
        EXPECT_EQ(parts_of(graph_of(city)), 2U);
        EXPECT_EQ(findings_of(city, {}).size(), 1U);

        city.lines.push_back({2, LineKind::road, "", {{20, -5}, {20, 45}}});
        const auto crossed = graph_of(city);
        EXPECT_EQ(parts_of(crossed), 1U);
        EXPECT_EQ(crossed.graph.edge_count(), 6U) << "two blocks on either side of the street";

        city.lines[1].line = {{20, -5}, {20, 20}}; // it ends at the barrier
        EXPECT_EQ(parts_of(graph_of(city)), 2U);
        city.lines.push_back({3, LineKind::road, "", {{20, 20}, {20, 45}}}); // and goes on
        EXPECT_EQ(parts_of(graph_of(city)), 1U);

        city.lines.resize(1);
        BlockGraphOptions without;
        without.ignore_barriers = true;
        EXPECT_EQ(parts_of(graph_of(city, without)), 1U);
    }
}

TEST(Barriers, AreCrossedWhereTheCityHasACrossing) {
    auto city = six_blocks();
    city.lines = {{1, LineKind::rail, "", {{-5, 20}, {65, 20}}}};
    const Line near_the_middle{{30, 34}}, too_far{{30, 36}};
    const Line over_it{{30, 0}, {30, 40}}, beyond{{30, 36}, {50, 60}};
    for (const auto& [crossing, parts] :
         {std::pair{near_the_middle, 1U}, {too_far, 2U}, {over_it, 1U}, {beyond, 2U}}) {
        city.crossings = {crossing};
        EXPECT_EQ(parts_of(graph_of(city)), parts);
    }
    city.crossings = {over_it};
    BlockGraphOptions options;
    options.crossing_m = 5;
    EXPECT_EQ(graph_of(city, options).graph.edge_count(), 5U) << "it leads over one border";
}

TEST(Barriers, ThatEndLeaveAWayAround) {
    auto city = six_blocks();
    city.lines = {{1, LineKind::rail, "", {{-5, 20}, {35, 20}}}};
    EXPECT_EQ(parts_of(graph_of(city)), 1U);
}

TEST(Barriers, OfWaterGroundBelongToOneShore) {
    auto city = drawn_city(
        {.units = {"aaaaaaaa", "aaaaaaaa", "aaaaaaaa", "aaaaaaaa", "aaaaaaaa"}, .cell_m = 50});
    city.water = {{"", {{{{-10, 100}, {410, 100}, {410, 160}, {-10, 160}, {-10, 100}}, {}}}}};
    const auto parted = graph_of(city);
    EXPECT_EQ(parted.blocks.size(), 3U);
    EXPECT_EQ(parts_of(parted), 2U) << "the water belongs to one side and is no way to the other";
    city.lines = {{1, LineKind::road, "", {{200, -10}, {200, 260}}}};
    EXPECT_EQ(parts_of(graph_of(city)), 1U);
}

/// The six blocks with a house of 100 people on each; those on the blocks named are a compound.
City compound_on(std::initializer_list<std::size_t> blocks) {
    auto city = drawn_city({.units = {"aaaaaa", "aaaaaa", "aaaaaa", "aaaaaa"},
                            .buildings = {"A.B.C.", "......", "D.E.F.", "......"},
                            .blocks = {"112233", "112233", "445566", "445566"}});
    city.compounds = {"Oak Court"};
    for (const auto i : blocks) {
        city.buildings[i].compound = 1;
    }
    return city;
}

TEST(Compounds, StayInOneVertexAcrossAStreet) {
    auto city = compound_on({0, 3});
    city.lines = {{1, LineKind::road, "", {{-5, 20}, {65, 20}}}};
    BlockGraphOptions options;
    options.limits = {{.most_people = 200}};
    const auto unit = graph_of(city, options);
    EXPECT_EQ(unit.vertex_of, (std::vector<std::uint32_t>{0, 1, 2, 0, 3, 4}));
    EXPECT_EQ(unit.graph[algorithms::Vertex{0}].population, 200);
    EXPECT_EQ(unit.graph.total_population(), 600);
    EXPECT_TRUE(findings_of(city, options).empty());
}

TEST(Compounds, AreNamedWhereTheyHoldTooMany) {
    BlockGraphOptions options;
    options.limits = {{.most_people = 199}};
    const auto city = compound_on({0, 3});
    EXPECT_EQ(graph_of(city, options).graph.vertex_count(), 6U);
    const auto findings = findings_of(city, options);
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_EQ(findings[0].kind, "compound parted");
    EXPECT_EQ(
        findings[0].message.english,
        "compound \"Oak Court\" with 200 people may be in several grids: the blocks that would "
        "stay with it hold 200, more than a grid may");
}

TEST(Compounds, AreNamedWhereTheirBlocksDoNotHangTogether) {
    BlockGraphOptions options;
    options.limits = {{.most_people = 1000}};
    const auto city = compound_on({0, 2});
    EXPECT_EQ(graph_of(city, options).graph.vertex_count(), 6U);
    const auto findings = findings_of(city, options);
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_EQ(findings[0].message.english,
              "compound \"Oak Court\" with 200 people may be in several grids: one cannot walk "
              "between its blocks without leaving them");
}

TEST(Compounds, ThatShareABlockStayTogether) {
    auto city = compound_on({0, 1});
    city.compounds.push_back("Elm Court");
    city.buildings.push_back(city.buildings[1]);
    for (auto& point : city.buildings.back().footprint[0].shell) {
        point.y_m -= 10;
    }
    city.buildings.back().compound = city.buildings[2].compound = 2;
    BlockGraphOptions options;
    options.limits = {{.most_people = 400}};
    EXPECT_EQ(graph_of(city, options).vertex_of, (std::vector<std::uint32_t>{0, 0, 0, 1, 2, 3}));
    options.limits = {{.most_people = 300}};
    const auto unit = graph_of(city, options);
    EXPECT_EQ(unit.vertex_of, (std::vector<std::uint32_t>{0, 0, 1, 2, 3, 4}));
    ASSERT_EQ(unit.parted.size(), 1U);
    EXPECT_EQ(unit.parted[0].people, 200);
    EXPECT_EQ(unit.parted[0].people_around, 400);
}

TEST(Links, JoinPartsThatAreTooSmallAndAreNamed) {
    auto city = six_blocks();
    city.lines = {{1, LineKind::rail, "", {{-5, 20}, {65, 20}}}};
    BlockGraphOptions options;
    options.limits = {{.least_people = 300}};
    EXPECT_EQ(parts_of(graph_of(city, options)), 2U) << "300 are enough";
    options.limits = {{.least_people = 301}};
    const auto unit = graph_of(city, options);
    EXPECT_EQ(parts_of(unit), 1U);
    ASSERT_EQ(unit.links.size(), 1U);
    EXPECT_EQ(unit.links[0].gap_m, 0);
    ASSERT_EQ(findings_of(city, options).size(), 1U);
    EXPECT_EQ(findings_of(city, options)[0].kind, "parts linked");
}

TEST(Links, LeadFromAnIslandToTheNearestGround) {
    const auto city = drawn_city({.units = {"aaaaaaaa"}, .blocks = {"11.2...3"}});
    BlockGraphOptions options;
    options.limits = {{.least_people = 150}};
    const auto unit = graph_of(city, options);
    ASSERT_EQ(unit.links.size(), 2U);
    EXPECT_DOUBLE_EQ(unit.links[0].gap_m, 10);
    EXPECT_DOUBLE_EQ(unit.links[1].gap_m, 30);
    EXPECT_EQ(parts_of(unit), 1U);
}

TEST(Links, LeadWhereACrossingDoesOverAGapBetweenPartsWithPeopleEnough) {
    auto city = drawn_city({.units = {"aa......aaaa"}, .blocks = {"11......2233"}});
    BlockGraphOptions options;
    options.limits = {{.least_people = 100}};
    EXPECT_EQ(parts_of(graph_of(city, options)), 2U);
    const Line ferry{{25, 5}, {75, 5}}, within_a_part{{85, 5}, {115, 5}},
        too_short{{40, 5}, {75, 5}};
    for (const auto& [crossing, parts] :
         {std::pair{ferry, 1U}, {within_a_part, 2U}, {too_short, 2U}}) {
        city.crossings = {crossing, crossing};
        EXPECT_EQ(parts_of(graph_of(city, options)), parts);
    }
    city.crossings = {ferry};
    const auto unit = graph_of(city, options);
    ASSERT_EQ(unit.links.size(), 1U);
    EXPECT_TRUE(unit.links[0].by_crossing);
    EXPECT_DOUBLE_EQ(unit.links[0].gap_m, 60);
    ASSERT_EQ(findings_of(city, options).size(), 1U);
    EXPECT_EQ(
        findings_of(city, options)[0].message.english,
        "blocks 1 and 2 were joined though they lie 60 m apart, since a crossing leads there");
}

} // namespace
} // namespace evengrid::engine
