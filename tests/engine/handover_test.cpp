#include "engine/plan/handover.hpp"

#include "engine/drawn_town.hpp"

#include <gtest/gtest.h>

#include <cctype>
#include <numeric>
#include <random>

namespace evengrid::engine {
namespace {

constexpr double square_m = 10;

/// The grids of a picture; a grid's code is its letter.
std::vector<HandedGrid> drawn_grids(const Picture& picture) {
    std::vector<HandedGrid> grids;
    for (const auto& [letter, ground] : drawn_grounds(picture, square_m)) {
        grids.push_back({std::string(1, letter), ground});
    }
    return grids;
}

/// A house in the middle of every square with a digit, of a hundred times as many people.
std::vector<Inhabited> drawn_houses(const Picture& picture) {
    std::vector<Inhabited> houses;
    for (std::size_t row = 0; row < picture.size(); ++row) {
        for (std::size_t column = 0; column < picture[row].size(); ++column) {
            const char c = picture[row][column];
            if (std::isdigit(static_cast<unsigned char>(c)) != 0) {
                const std::int64_t people = 100 * (c - '0');
                houses.push_back({buffer(drawn_square(picture, row, column, square_m), -2),
                                  {people, people / 4, 1}});
            }
        }
    }
    return houses;
}

Handover drawn_handover(const Picture& olds, const Picture& news, const Picture& houses) {
    return make_handover(drawn_grids(olds), drawn_grids(news), drawn_houses(houses));
}

/// What holds for every handover: it adds up, by old, by new and in all, and a code passes on once.
void expect_sound(const Handover& handover, const Headcount& everyone) {
    Headcount by_cell, by_old, by_new, nowhere_before, nowhere_after;
    std::int64_t moved = 0, left = 0, entered = 0;
    for (const HandoverCell& cell : handover.cells) {
        by_cell += cell.count;
        ASSERT_TRUE(cell.from || cell.to || cell.count.buildings > 0);
        if (!cell.from) {
            nowhere_before += cell.count;
        }
        if (!cell.to) {
            nowhere_after += cell.count;
        }
        const bool stays = cell.from && cell.to && handover.olds[*cell.from].other == cell.to;
        moved += cell.from && cell.to && !stays ? cell.count.people : 0;
        left += cell.from && !cell.to ? cell.count.people : 0;
        entered += !cell.from && cell.to ? cell.count.people : 0;
    }
    for (const HandoverSide& side : handover.olds) {
        by_old += side.count;
    }
    for (const HandoverSide& side : handover.news) {
        by_new += side.count;
    }
    by_old += nowhere_before;
    by_new += nowhere_after;
    EXPECT_EQ(by_cell, everyone);
    EXPECT_EQ(by_old, everyone);
    EXPECT_EQ(by_new, everyone);
    EXPECT_EQ(handover.total, everyone);
    EXPECT_EQ(handover.moved_people, moved);
    EXPECT_EQ(handover.left_people, left);
    EXPECT_EQ(handover.entered_people, entered);
    EXPECT_LE(handover.least_moved_people, handover.moved_people);
    for (std::size_t i = 0; i < handover.olds.size(); ++i) {
        if (const auto next = handover.olds[i].other) {
            EXPECT_EQ(handover.news[*next].other, i);
        }
    }
}

TEST(Handover, OfAPlanToItselfKeepsEveryGrid) {
    const Picture town = {"aabb", "aabb", "ccdd"};
    const Handover handover = drawn_handover(town, town, {"12..", "..34", "1..."});
    for (const HandoverSide& old : handover.olds) {
        EXPECT_EQ(old.fate, Fate::kept);
        EXPECT_EQ(old.moved_people, 0);
    }
    EXPECT_EQ(handover.moved_people, 0);
    EXPECT_EQ(handover.total, (Headcount{1100, 275, 5}));
}

TEST(Handover, TellsWhatBecomesOfEveryOldGrid) {
    //  a is renamed to A; b takes in c; d gives some to e; f falls apart; g is left out.
    const Handover handover =
        drawn_handover({"aabbccddeeffffg"}, {"AAbbbbdeeewwxx."}, {"1122113122233.4"});
    const auto fate = [&](std::size_t old) { return handover.olds[old].fate; };
    EXPECT_EQ(fate(0), Fate::renamed);
    EXPECT_EQ(fate(1), Fate::grown);
    EXPECT_EQ(fate(2), Fate::merged);
    EXPECT_EQ(fate(3), Fate::trimmed);
    EXPECT_EQ(fate(4), Fate::grown);
    EXPECT_EQ(fate(5), Fate::trimmed); // 4 of 7 hundreds are in w
    EXPECT_EQ(fate(6), Fate::left_out);
    EXPECT_EQ(handover.olds[2].moved_people, 200);
    EXPECT_EQ(handover.olds[3].moved_people, 100);
    EXPECT_EQ(handover.moved_people, 200 + 100 + 300);
    EXPECT_EQ(handover.left_people, 400);
    expect_sound(handover, {2800, 700, 14});
}

TEST(Handover, LetsTheLargestPartOfAGridThatFallsApartCarryItOn) {
    const Handover handover = drawn_handover({"aaaaa"}, {"xyyzz"}, {"12211"});
    EXPECT_EQ(handover.olds[0].fate, Fate::trimmed);
    EXPECT_EQ(handover.olds[0].other, 1U);
    EXPECT_EQ(handover.moved_people, 300);
    expect_sound(handover, {700, 175, 5});
}

TEST(Handover, SplitsAGridWhoseLargestPartCarriesOnAnother) {
    // b goes to x as a whole; a, half of which is there, does not take its code away.
    const Handover handover = drawn_handover({"aaaab"}, {"xxyzx"}, {"11114"});
    EXPECT_EQ(handover.olds[0].fate, Fate::split);
    EXPECT_FALSE(handover.olds[0].other);
    EXPECT_EQ(handover.moved_people, 400);
}

TEST(Handover, GivesTheCodeToTheGridThatMostComeFrom) {
    const Handover handover = drawn_handover({"aabbcc"}, {"xxxxxx"}, {"12.421"});
    EXPECT_EQ(handover.news[0].other, 1U); // b: 400 of 1000, a and c have 300 each
    EXPECT_EQ(handover.olds[0].fate, Fate::merged);
    EXPECT_EQ(handover.olds[1].fate, Fate::grown);
    EXPECT_EQ(handover.moved_people, 600);
    EXPECT_EQ(handover.least_moved_people, 600);
}

TEST(Handover, JudgesAGridWithoutPeopleByItsGround) {
    const Handover park = drawn_handover({"aapp"}, {"aapp"}, {"11.."});
    EXPECT_EQ(park.olds[1].fate, Fate::kept);
    const Handover closed = drawn_handover({"aapp"}, {"aaaa"}, {"11.."});
    EXPECT_EQ(closed.olds[1].fate, Fate::merged);
    EXPECT_EQ(closed.moved_people, 0);
}

TEST(Handover, CountsWholeBuildingsByTheirLargestPart) {
    const auto grids = drawn_grids({"ab"});
    const MultiPolygon house = {{{{5, 2}, {12, 2}, {12, 8}, {5, 8}, {5, 2}}, {}}};
    EXPECT_EQ(grids_of({{house, {}}}, grids).front(), 0U);
    const MultiPolygon far = {{{{50, 2}, {52, 2}, {52, 8}, {50, 8}, {50, 2}}, {}}};
    EXPECT_FALSE(grids_of({{far, {}}}, grids).front());
}

/// A town of 6 by 6 squares in random strips and blocks of grids, with a few holes.
Picture random_picture(std::mt19937_64& random) {
    Picture picture(6, std::string(6, '.'));
    const std::size_t side = 1 + random() % 3;
    for (std::size_t row = 0; row < 6; ++row) {
        for (std::size_t column = 0; column < 6; ++column) {
            if (random() % 12 != 0) {
                picture[row][column] =
                    static_cast<char>('a' + (row / side) * 4 % 24 + column / (side + 1));
            }
        }
    }
    return picture;
}

TEST(Handover, AddsUpInAnyTown) {
    for (std::uint64_t seed = 1; seed <= 100; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        std::mt19937_64 random(seed);
        const Picture olds = random_picture(random), news = random_picture(random);
        Picture houses(6, std::string(6, '.'));
        for (auto& row : houses) {
            for (char& c : row) {
                c = random() % 3 == 0 ? '.' : static_cast<char>('0' + random() % 10);
            }
        }
        Headcount everyone;
        for (const Inhabited& house : drawn_houses(houses)) {
            everyone += house.count;
        }
        expect_sound(drawn_handover(olds, news, houses), everyone);
    }
}

} // namespace
} // namespace evengrid::engine
