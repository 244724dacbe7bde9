#include "engine/blocks/blocks.hpp"

#include "algorithms/parallel.hpp"
#include "engine/blocks/block_graph.hpp"
#include "engine/drawn_town.hpp"
#include "engine/error.hpp"
#include "engine/plan/plan.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <set>

namespace evengrid::engine {
namespace {

std::vector<const MultiPolygon*> grounds_of(const Blocks& blocks, std::size_t unit) {
    std::vector<const MultiPolygon*> grounds;
    for (const auto& block : blocks.blocks) {
        if (index(block.unit) == unit) {
            grounds.push_back(&block.ground);
        }
    }
    return grounds;
}

/// Blocks that share a border have the same vertices on it, so that any reader can dissolve them.
void expect_matching_vertices(const Blocks& blocks) {
    std::vector<const MultiPolygon*> grounds;
    for (const auto& block : blocks.blocks) {
        grounds.push_back(&block.ground);
    }
    double exact_m = 0, near_m = 0;
    for (const auto& border : shared_borders(grounds, 0)) {
        exact_m += border.length_m;
    }
    for (const auto& border : shared_borders(grounds, 1e-4)) {
        near_m += border.length_m;
    }
    EXPECT_NEAR(exact_m, near_m, 1e-3);
}

/// What holds for the blocks of any city: they tile the units, they are connected, every building
/// is whole in one block of one unit, and every person is counted once.
void expect_sound(const City& city, const Blocks& blocks) {
    for (std::size_t i = 0; i < city.units.size(); ++i) {
        const auto& unit = city.units[i].ground;
        const auto tiled = dissolve(grounds_of(blocks, i)); // throws where blocks overlap
        const double allowed_m2 = 1e-6 * area_m2(unit);
        EXPECT_LE(area_m2(difference(unit, tiled)), allowed_m2) << "gap in unit " << i;
        EXPECT_LE(area_m2(difference(tiled, unit)), allowed_m2) << "blocks outside unit " << i;
    }
    expect_matching_vertices(blocks);
    std::int64_t people = 0;
    std::vector<bool> seen(city.buildings.size());
    for (std::size_t i = 0; i < blocks.blocks.size(); ++i) {
        const auto& block = blocks.blocks[i];
        EXPECT_EQ(block.block_id, static_cast<std::int64_t>(i) + 1);
        EXPECT_EQ(block.ground.size(), 1U) << "block " << i << " is in parts";
        const auto wrong = invalidity(block.ground);
        EXPECT_FALSE(wrong) << "block " << i << ": " << wrong->reason << " at " << wrong->place.x_m
                            << ", " << wrong->place.y_m;
        EXPECT_TRUE(contains(block.ground, block.inside)) << "block " << i;
        EXPECT_TRUE(i == 0 || blocks.blocks[i - 1].unit <= block.unit);
        people += block.people;
        for (const auto building : block.buildings) {
            EXPECT_FALSE(seen[index(building)]) << "building counted twice";
            seen[index(building)] = true;
            EXPECT_EQ(blocks.block_of_building[index(building)],
                      BlockIndex{static_cast<std::uint32_t>(i)});
            const auto& footprint = city.buildings[index(building)].footprint;
            const auto in_unit = intersection(footprint, city.units[index(block.unit)].ground);
            // Where the unit's own border parts a building, no block can hold both parts.
            if (in_unit.size() == 1) {
                EXPECT_LT(area_m2(difference(in_unit, block.ground)), 0.02)
                    << "building " << index(building) << " is cut";
            }
        }
    }
    std::int64_t expected = 0;
    for (const auto& building : city.buildings) {
        expected += building.people;
    }
    for (const auto& given : city.given_blocks) {
        expected += given.people;
    }
    for (const auto& entry : blocks.ledger) {
        people += entry.people;
    }
    EXPECT_EQ(people, expected);
}

Blocks sound_blocks(const City& city, const BlockOptions& options = {}) {
    auto blocks = make_blocks(city, options);
    expect_sound(city, blocks);
    return blocks;
}

bool same(const Blocks& a, const Blocks& b) {
    if (a.blocks.size() != b.blocks.size() || a.block_of_building != b.block_of_building) {
        return false;
    }
    for (std::size_t i = 0; i < a.blocks.size(); ++i) {
        if (a.blocks[i].ground != b.blocks[i].ground ||
            a.blocks[i].buildings != b.blocks[i].buildings) {
            return false;
        }
    }
    return true;
}

const Picture one_unit = {"aaaaaaaaa", "aaaaaaaaa", "aaaaaaaaa", "aaaaaaaaa",
                          "aaaaaaaaa", "aaaaaaaaa", "aaaaaaaaa"};

TEST(StreetBlocks, AreTheGroundBetweenStreets) {
    const auto city = drawn_city({.units = one_unit,
                                  .streets = {"....*....", "....*....", "....*....", "*********",
                                              "....*....", "....*....", "....*...."}});
    EXPECT_EQ(sound_blocks(city).blocks.size(), 4U);
}

TEST(StreetBlocks, IgnoreDeadEndsAndKeepAUnitWithoutStreetsWhole) {
    const auto city =
        drawn_city({.units = {"aaaaaaabbbb", "aaaaaaabbbb", "aaaaaaabbbb", "aaaaaaabbbb"},
                    .streets = {"...........", ".****......", "...........", "..........."}});
    EXPECT_EQ(sound_blocks(city).blocks.size(), 2U);
}

TEST(StreetBlocks, CloseGapsOfStreetsWithinTheToleranceOnly) {
    auto city = drawn_city({.units = one_unit});
    for (const double gap : {1.0, 7.9, 8.1}) {
        city.lines = {{1, LineKind::road, "", {{0, 35}, {90 - gap, 35}}}};
        EXPECT_EQ(sound_blocks(city).blocks.size(), gap < 8 ? 2U : 1U) << gap;
    }
}

TEST(StreetBlocks, MakeOneBorderOfBothDirections) {
    auto city = drawn_city({.units = one_unit});
    city.lines = {{1, LineKind::road, "", {{0, 30}, {90, 30}}},
                  {2, LineKind::road, "", {{0, 42}, {90, 42}}}};
    EXPECT_EQ(sound_blocks(city).blocks.size(), 2U);
    // Houses between the two directions make the same strip a block.
    city.buildings = {{1, {{{{20, 33}, {30, 33}, {30, 39}, {20, 39}, {20, 33}}, {}}}, 10, 0}};
    EXPECT_EQ(sound_blocks(city).blocks.size(), 3U);
}

TEST(StreetBlocks, MakeNoSliverOfAStreetBesideTheUnitBorder) {
    auto city = drawn_city({.units = {"aaaaabbbbb", "aaaaabbbbb", "aaaaabbbbb", "aaaaabbbbb"}});
    city.lines = {{1, LineKind::road, "", {{51, -5}, {49, 15}, {51.5, 25}, {50, 45}}}};
    EXPECT_EQ(sound_blocks(city).blocks.size(), 2U);
}

TEST(StreetBlocks, KnowWaterAndKeepItsGround) {
    auto city = drawn_city({.units = one_unit});
    city.water = {{"", {{{{0, 0}, {45, 0}, {45, 70}, {0, 70}, {0, 0}}, {}}}}};
    const auto blocks = sound_blocks(city);
    ASSERT_EQ(blocks.blocks.size(), 2U);
    EXPECT_EQ(blocks.blocks[0].kind, BlockKind::water);
    EXPECT_DOUBLE_EQ(blocks.blocks[0].area_m2, 3150);
}

TEST(Buildings, TakeTheGroundUnderThemAlong) {
    const auto city = drawn_city({.units = one_unit,
                                  .buildings = {".........", ".........", "...xx....", "...xx....",
                                                "...xx....", ".........", "........."},
                                  .streets = {".........", ".........", ".........", "*********",
                                              ".........", ".........", "........."}});
    auto lines_from_border_to_border = city;
    lines_from_border_to_border.lines.push_back({9, LineKind::road, "", {{0, 32}, {90, 32}}});
    const auto blocks = sound_blocks(city);
    ASSERT_EQ(blocks.blocks.size(), 2U);
    EXPECT_EQ(blocks.blocks[0].buildings.size() + blocks.blocks[1].buildings.size(), 1U);
    sound_blocks(lines_from_border_to_border);
}

TEST(Buildings, AreWholeWhereOnlyACornerReachesAcrossABorder) {
    // Of the house 25 cm2 lie across the street: little, but five centimetres deep.
    auto city = drawn_city({.units = one_unit});
    city.lines = {{1, LineKind::road, "", {{0, 30}, {90, 30}}}};
    city.buildings = {
        {1, {{{{45, 29.95}, {50, 34.95}, {45, 39.95}, {40, 34.95}, {45, 29.95}}, {}}}, 10, 0}};
    const auto blocks = sound_blocks(city);
    const auto& home = blocks.blocks[index(blocks.block_of_building[0].value())];
    EXPECT_LT(area_m2(difference(city.buildings[0].footprint, home.ground)), 1e-6);
}

TEST(Buildings, ThatCutABlockInTwoMakeTwoBlocks) {
    // The house reaches across the lower strip, and for the most part stands on the upper one.
    auto city = drawn_city({.units = one_unit});
    city.lines = {{1, LineKind::road, "", {{0, 30}, {90, 30}}}};
    city.buildings = {{1, {{{{40, 0}, {50, 0}, {50, 65}, {40, 65}, {40, 0}}, {}}}, 10, 0}};
    EXPECT_EQ(sound_blocks(city).blocks.size(), 3U);
}

TEST(Buildings, ThatOverlapGoTogether) {
    auto city = drawn_city({.units = one_unit});
    city.lines = {{1, LineKind::road, "", {{0, 35}, {90, 35}}}};
    city.buildings = {{1, {{{{40, 30}, {50, 30}, {50, 50}, {40, 50}, {40, 30}}, {}}}, 10, 0},
                      {2, {{{{45, 20}, {55, 20}, {55, 34}, {45, 34}, {45, 20}}, {}}}, 20, 0}};
    const auto blocks = sound_blocks(city);
    EXPECT_EQ(blocks.block_of_building[0], blocks.block_of_building[1]);
}

TEST(Buildings, AreInTheUnitOfTheirLargestPartAndNeverChangeIt) {
    auto city = drawn_city({.units = {"aaaabbbb", "aaaabbbb"}});
    city.buildings = {{1, {{{{30, 5}, {45, 5}, {45, 15}, {30, 15}, {30, 5}}, {}}}, 10, 0},
                      {2, {{{{500, 5}, {545, 5}, {545, 15}, {500, 5}}, {}}}, 7, 0}};
    const auto blocks = sound_blocks(city);
    ASSERT_TRUE(blocks.block_of_building[0]);
    EXPECT_EQ(blocks.blocks[index(*blocks.block_of_building[0])].unit, UnitIndex{0});
    EXPECT_FALSE(blocks.block_of_building[1]);
    ASSERT_EQ(blocks.ledger.size(), 1U);
    EXPECT_EQ(blocks.ledger[0].people, 7);
    ASSERT_EQ(blocks.findings.size(), 1U);
    EXPECT_EQ(blocks.findings[0].src_fid, 2);
}

TEST(Tessellation, GivesEveryBuildingItsGround) {
    const auto city =
        drawn_city({.units = {"aaaaaaaaabbb", "aaaaaaaaabbb", "aaaaaaaaabbb", "aaaaaaaaabbb"},
                    .buildings = {"x...y.......", "............", "..vvv...z...", "..v........."}});
    const auto blocks = sound_blocks(city);
    EXPECT_EQ(blocks.blocks.size(), 5U) << "four buildings, and a unit without any";
    EXPECT_EQ(blocks.blocks[4].kind, BlockKind::tessellation);
}

TEST(Cells, DivideABlockOfTooManyPeopleAroundItsBuildings) {
    const auto city = drawn_city({.units = one_unit,
                                  .buildings = {".........", ".x..y..z.", ".........", ".u..v..w.",
                                                ".........", ".........", "........."},
                                  .streets = {".........", ".........", ".........", ".........",
                                              "*********", ".........", "........."}});
    BlockOptions options;
    EXPECT_EQ(sound_blocks(city, options).blocks.size(), 2U);
    options.most_people = 500;
    const auto blocks = sound_blocks(city, options);
    ASSERT_EQ(blocks.blocks.size(), 7U);
    EXPECT_EQ(std::count_if(blocks.blocks.begin(), blocks.blocks.end(),
                            [](const Block& block) { return block.kind == BlockKind::cell; }),
              6);
}

TEST(Cells, FollowAPathIntoTheBlockBeforeTheyGoAroundBuildings) {
    const auto city = drawn_city({.units = one_unit,
                                  .buildings = {".........", ".x..y..z.", ".........", ".........",
                                                ".........", ".u..v..w.", "........."},
                                  .streets = {".........", ".........", ".........", ".********",
                                              ".........", ".........", "........."}});
    EXPECT_EQ(sound_blocks(city).blocks.size(), 1U) << "a dead end divides nothing by itself";
    BlockOptions options;
    options.most_people = 300;
    const auto blocks = sound_blocks(city, options);
    ASSERT_EQ(blocks.blocks.size(), 2U);
    for (const auto& block : blocks.blocks) {
        EXPECT_EQ(block.kind, BlockKind::cell);
        EXPECT_EQ(block.people, 300);
        EXPECT_DOUBLE_EQ(block.area_m2, 90 * 35) << "the dead end is led straight on";
    }
}

TEST(Cells, PartCompoundsThatNeedNotShareAGrid) {
    auto city = drawn_city({.units = one_unit,
                            .buildings = {".........", ".x..y..z.", ".........", ".........",
                                          ".........", ".u..v..w.", "........."},
                            .streets = {".........", ".........", ".........", "*********",
                                        ".........", ".........", "........."}});
    city.compounds = {"east", "west"};
    for (auto& building : city.buildings) { // in the order of their letters: u v w x y z
        const bool is_west = box(building.footprint).min_x_m < 20;
        building.compound = is_west ? 2 : 1;
    }
    BlockOptions options;
    options.most_people = 400; // of six buildings with 100 each
    const auto blocks = sound_blocks(city, options);
    ASSERT_EQ(blocks.blocks.size(), 4U) << "both blocks, by compound";
    for (const auto& block : blocks.blocks) {
        EXPECT_EQ(block.people, box(block.ground).min_x_m < 1 ? 100 : 200);
    }
    options.most_people = 600;
    EXPECT_EQ(sound_blocks(city, options).blocks.size(), 2U) << "they all may be one grid";
}

TEST(Cells, AreMadeByCompoundThenAlongPathsThenAroundBuildingsAndOnlyASingleOneMayHoldTooMany) {
    auto city =
        drawn_city({.units = Picture(7, std::string(18, 'a')),
                    .buildings = {"..................", ".a..b.......e.f.g.", "..................",
                                  "..................", "..................", ".c..d.......h.i.j.",
                                  ".................."},
                    .streets = {"..................", "..................", "..................",
                                "..**************..", "..................", "..................",
                                ".................."}});
    city.compounds = {"east", "west"};
    for (auto& building : city.buildings) {
        building.compound = box(building.footprint).min_x_m < 90 ? 2 : 1;
    }
    city.buildings[7].people = 200; // h
    city.buildings[8].people = 200; // i
    city.buildings[9].people = 600; // j
    PlanOptions options;
    options.partition.bounds = {.minimum = 200, .maximum = 500, .target = {}};
    options.blocks.most_people = 500;
    std::multiset<std::pair<std::int64_t, std::size_t>> cells;
    for (const auto& block : sound_blocks(city, options.blocks).blocks) {
        cells.emplace(block.people, block.buildings.size());
    }
    EXPECT_EQ(cells, (std::multiset<std::pair<std::int64_t, std::size_t>>{
                         {400, 4}, // the west, although a path leads through it
                         {300, 3}, // the east north of the path
                         {200, 1},
                         {200, 1},
                         {600, 1}}));
    const auto plan = make_plan(city, options);
    const auto named =
        std::find_if(plan.findings.begin(), plan.findings.end(),
                     [](const Finding& finding) { return finding.kind == "block above maximum"; });
    ASSERT_NE(named, plan.findings.end());
    EXPECT_EQ(named->src_fid, 'j');
}

TEST(Cells, LeaveNoBlockWithTooManyPeopleButSingleBuildings) {
    const auto seed = std::random_device{}();
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    std::mt19937_64 random(seed);
    for (int round = 0; round < 10; ++round) {
        Picture streets(12, std::string(12, '.')), buildings = streets;
        for (auto& row : streets) {
            std::generate(row.begin(), row.end(), [&] { return random() % 4 == 0 ? '*' : '.'; });
        }
        for (char letter = 'a'; letter <= 'z'; ++letter) {
            buildings[random() % 12][random() % 12] = letter;
        }
        auto city = drawn_city({.units = Picture(12, std::string(12, 'a')),
                                .buildings = buildings,
                                .streets = streets});
        city.compounds = {"east", "west"};
        for (auto& building : city.buildings) {
            building.compound = static_cast<std::uint32_t>(random() % 3);
            building.people = static_cast<std::int64_t>(random() % 300);
        }
        BlockOptions options;
        options.most_people = 250;
        for (const auto& block : sound_blocks(city, options).blocks) {
            EXPECT_TRUE(block.people <= 250 || block.buildings.size() == 1);
        }
    }
}

TEST(GivenBlocks, AreUsedAsTheyAre) {
    const auto city = drawn_city({.units = {"aaaabb", "aaaabb"}, .blocks = {"112233", "142233"}});
    const auto blocks = sound_blocks(city);
    ASSERT_EQ(blocks.blocks.size(), 4U);
    EXPECT_EQ(blocks.blocks[0].kind, BlockKind::given);
    EXPECT_EQ(blocks.blocks[3].people, 100);
    const auto graph = block_graph(city, blocks, {});
    ASSERT_EQ(graph.size(), 2U);
    EXPECT_EQ(graph[0].graph.edge_count(), 3U);
    EXPECT_EQ(graph[1].graph.edge_count(), 0U);
}

TEST(GivenBlocks, ThatLieApartMeetInTheMiddleOfTheStreets) {
    auto city = drawn_city({.units = {"aaaaaaa", "aaaaaaa", "aaaaaaa", "aaaaaaa", "aaaaaaa"},
                            .blocks = {"11.22.3", "11.22.3", ".......", "44.55.6", "44.55.6"}});
    const auto blocks = make_blocks(city, {});
    ASSERT_EQ(blocks.blocks.size(), 6U);
    EXPECT_EQ(blocks.findings.size(), 1U);
    expect_matching_vertices(blocks);
    const auto unit = block_graph(city, blocks, {})[0];
    EXPECT_GE(unit.graph.edge_count(), 7U);
    // All but the corners where a street leaves the town.
    EXPECT_NEAR(area_m2(dissolve(grounds_of(blocks, 0))), 3500, 40);
    for (std::size_t i = 0; i < 6; ++i) {
        EXPECT_LT(area_m2(difference(city.given_blocks[i].ground, blocks.blocks[i].ground)), 0.01);
    }
    BlockOptions narrow;
    narrow.widest_street_m = 9;
    EXPECT_EQ(block_graph(city, make_blocks(city, narrow), {})[0].graph.edge_count(), 0U);
}

TEST(GivenBlocks, ThatOverlapALittleAreRepairedAndOnesThatAreCoveredAreCounted) {
    auto city = drawn_city({.units = {"aaaa", "aaaa"}, .blocks = {"1122", "1122"}});
    for (auto& p : city.given_blocks[0].ground[0].shell) {
        p.x_m += p.x_m == 20 ? 1 : 0;
    }
    const auto blocks = sound_blocks(city);
    EXPECT_EQ(blocks.blocks.size(), 2U);
    EXPECT_EQ(blocks.findings.size(), 1U);
    city.given_blocks.push_back({9, {}, city.given_blocks[1].ground, 70, 0});
    EXPECT_THROW(make_blocks(city, {}), Error) << "twice the same is no inaccuracy";
    BlockOptions wide;
    wide.boundary_tolerance_m = 30;
    const auto counted = sound_blocks(city, wide);
    ASSERT_EQ(counted.ledger.size(), 1U);
    EXPECT_EQ(counted.ledger[0].people, 70);
}

TEST(GivenBlocks, StayValidWhereTheyAreNarrowerThanTheFineGrid) {
    auto city = drawn_city({.units = {"aabb", "aabb"}, .blocks = {"1122", "1122"}});
    const MultiPolygon slit{{{{20, 9.000001}, {19.97, 9}, {20, 8.999999}, {20, 9.000001}}, {}}};
    city.given_blocks[0].ground = difference(city.given_blocks[0].ground, slit);
    for (auto& p : city.given_blocks[1].ground[0].shell) {
        p.x_m -= p.x_m == 20 ? 0.04 : 0;
    }
    sound_blocks(city);
}

TEST(GivenBlocks, AreRepairedWhereTheyOverlapLittleForTheirSize) {
    auto city = drawn_city({.units = {"aaaa", "aaaa"}, .blocks = {"1122", "1122"}});
    for (auto& block : city.given_blocks) {
        for (auto& p : block.ground[0].shell) {
            p = {100 * p.x_m, 100 * p.y_m};
        }
    }
    const MultiPolygon bump{{{{1999, 50}, {2001, 50}, {2001, 52}, {1999, 52}, {1999, 50}}, {}}};
    city.given_blocks[0].ground = unite({&city.given_blocks[0].ground, &bump});
    const auto blocks = make_blocks(city, {});
    EXPECT_EQ(blocks.findings.size(), 1U);
    EXPECT_TRUE(intersection(blocks.blocks[0].ground, blocks.blocks[1].ground).empty());
}

TEST(GivenBlocks, ThatOverlapOneOfAnotherUnitALittleAreRepairedAndALotAreRefused) {
    auto city = drawn_city({.units = {"aabb", "aabb"}, .blocks = {"1133", "2244"}});
    city.sources.blocks = "blocks.shp";
    for (auto& p : city.given_blocks[2].ground[0].shell) {
        p.x_m -= p.x_m == 20 ? 0.04 : 0;
    }
    const auto blocks = sound_blocks(city);
    ASSERT_EQ(blocks.findings.size(), 1U);
    EXPECT_EQ(blocks.findings[0].kind, "boundary repaired");
    EXPECT_EQ(blocks.findings[0].src_fid, city.given_blocks[2].src_fid);
    for (auto& p : city.given_blocks[2].ground[0].shell) {
        p.x_m -= p.x_m < 20 ? 5 : 0;
    }
    EXPECT_THROW(make_blocks(city, {}), Error);
}

TEST(Units, ThatOverlapALittleAreRepairedAndALotAreRefused) {
    auto city = drawn_city({.units = {"aaaabbbb", "aaaabbbb"}});
    for (auto& p : city.units[0].ground[0].shell) {
        p.x_m += p.x_m == 40 ? 1 : 0;
    }
    const auto blocks = make_blocks(city, {});
    ASSERT_EQ(blocks.blocks.size(), 2U);
    EXPECT_DOUBLE_EQ(blocks.blocks[0].area_m2 + blocks.blocks[1].area_m2, 1600);
    EXPECT_EQ(blocks.findings.size(), 1U);
    for (auto& p : city.units[0].ground[0].shell) {
        p.x_m += p.x_m == 41 ? 10 : 0;
    }
    EXPECT_THROW(make_blocks(city, {}), Error);
}

TEST(Units, AreNamedWithTheGroundThatGoesAndComesEvenWhereTheirAreaStays) {
    auto city = drawn_city({.units = {"cccccccc", "aaaabbbb", "aaaabbbb", "cccccccc"}});
    city.units[1].source = "units.shp";
    for (auto& p : city.units[1].ground[0].shell) { // leans: a gap below, an overlap above
        p.x_m += p.x_m == 40 ? 2 - p.y_m / 10 : 0;
    }
    const auto blocks = make_blocks(city, {});
    double whole_m2 = 0;
    for (const auto& block : blocks.blocks) {
        whole_m2 += block.area_m2;
    }
    EXPECT_NEAR(whole_m2, 3200, 0.01);
    ASSERT_EQ(blocks.findings.size(), 1U);
    const auto& finding = blocks.findings[0];
    EXPECT_EQ(finding.kind, "boundary repaired");
    EXPECT_EQ(finding.source, "units.shp");
    EXPECT_EQ(finding.src_fid, city.units[1].src_fid);
    EXPECT_NE(finding.message.english.find(
                  "5.0 m2 went to them and 5.0 m2 came to it; its area was 800.0 "
                  "m2 and is now 800.0 m2"),
              std::string::npos)
        << finding.message.english;
}

/// Streets, houses and units at random, many of them in each other's way.
City random_city(std::mt19937_64& random) {
    const auto draw = [&](double most) {
        return static_cast<double>(random() >> 11) * 0x1p-53 * most;
    };
    auto city = drawn_city({.units = {"aaabb", "aabbb", "aaccb", "ccccb", "ccccc"}, .cell_m = 60});
    const double size = 300;
    for (int i = 0; i < 12; ++i) {
        const double along = draw(size), bend = draw(30) - 15, from = draw(20) - 10;
        Line line = {{from, along}, {size / 2, along + bend}, {size + 10 - draw(25), along}};
        if (i % 2 == 0) {
            for (auto& p : line) {
                std::swap(p.x_m, p.y_m);
            }
        }
        city.lines.push_back({i, LineKind::road, "", line});
    }
    for (int i = 0; i < 80; ++i) {
        const double x = draw(size + 20) - 10, y = draw(size + 20) - 10;
        const double w = 4 + draw(16), h = 4 + draw(16), turn = draw(1.5);
        const double c = std::cos(turn), s = std::sin(turn);
        city.buildings.push_back({i,
                                  {{{{x, y},
                                     {x + w * c, y + w * s},
                                     {x + w * c - h * s, y + w * s + h * c},
                                     {x - h * s, y + h * c},
                                     {x, y}},
                                    {}}},
                                  static_cast<std::int64_t>(random() % 90),
                                  0});
    }
    return city;
}

TEST(Blocks, AreSoundInRandomTowns) {
    for (unsigned seed = 1; seed <= 20; ++seed) {
        SCOPED_TRACE(testing::Message() << "seed " << seed);
        std::mt19937_64 random(seed);
        auto city = random_city(random);
        BlockOptions options;
        options.most_people = 500;
        sound_blocks(city, options);
        city.lines.clear();
        sound_blocks(city, options);
    }
}

TEST(Blocks, AreTheSameForAnyNumberOfThreads) {
    std::mt19937_64 random(7);
    const auto city = random_city(random);
    BlockOptions options;
    options.most_people = 300;
    const auto many = make_blocks(city, options);
    const algorithms::ThreadLimit one(1);
    EXPECT_TRUE(same(many, make_blocks(city, options)));
}

} // namespace
} // namespace evengrid::engine
