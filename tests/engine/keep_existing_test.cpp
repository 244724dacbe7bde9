#include "engine/plan/keep_existing.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

namespace {

using namespace evengrid;
using algorithms::Graph;
using algorithms::index;
using algorithms::Vertex;
using engine::divide_unit;

/// A town of square blocks of 100 m, row by row, with the people and the home of every block.
Graph lattice(std::size_t columns, const std::vector<std::int64_t>& people,
              const std::vector<std::uint32_t>& homes) {
    std::vector<algorithms::VertexData> vertices;
    std::vector<algorithms::Edge> edges;
    for (std::size_t i = 0; i < people.size(); ++i) {
        const std::size_t column = i % columns, row = i / columns;
        vertices.push_back({people[i], 10000, 0, 100.0 * static_cast<double>(column),
                            100.0 * static_cast<double>(row), homes[i]});
        const auto at = [](std::size_t v) { return Vertex{static_cast<std::uint32_t>(v)}; };
        if (column + 1 < columns) {
            edges.push_back({at(i), at(i + 1), 100, 1});
        }
        if (i + columns < people.size()) {
            edges.push_back({at(i), at(i + columns), 100, 1});
        }
    }
    return Graph(std::move(vertices), edges);
}

algorithms::PartitionOptions options(std::int64_t minimum, std::int64_t maximum) {
    algorithms::PartitionOptions options;
    options.bounds = {minimum, maximum, std::nullopt};
    options.effort = algorithms::Effort::fast;
    return options;
}

using Grids = std::set<std::set<std::size_t>>;

Grids grids_of(const algorithms::Partition& partition) {
    std::map<algorithms::Region, std::set<std::size_t>> blocks;
    for (std::size_t i = 0; i < partition.region_of.size(); ++i) {
        blocks[partition.region_of[i]].insert(i);
    }
    Grids grids;
    for (const auto& [region, of_region] : blocks) {
        grids.insert(of_region);
    }
    return grids;
}

TEST(KeepExisting, LeavesALegalPlanAsItIs) {
    const Graph town = lattice(4, {5, 1, 1, 1, 5, 1, 1, 7}, {1, 1, 2, 2, 1, 2, 2, 2});
    const auto partition = divide_unit(town, {false, false, false}, options(10, 12));
    EXPECT_EQ(grids_of(partition), (Grids{{0, 1, 4}, {2, 3, 5, 6, 7}}));
}

TEST(KeepExisting, KeepsWhatFitsAndDividesTheRest) {
    // Grids 1 and 2 fit; 3, 4 and 5 are too small and become one.
    const Graph town = lattice(7, {5, 5, 5, 5, 3, 3, 4}, {1, 1, 2, 2, 3, 4, 5});
    const auto partition = divide_unit(town, std::vector<bool>(6, false), options(10, 12));
    EXPECT_EQ(grids_of(partition), (Grids{{0, 1}, {2, 3}, {4, 5, 6}}));
}

TEST(KeepExisting, LetsAGridGoWhenTheRestNeedsIt) {
    // Grid 2 is too small and has none but grid 1 beside it.
    const Graph town = lattice(5, {4, 4, 4, 4, 6}, {1, 1, 1, 1, 2});
    const auto partition = divide_unit(town, std::vector<bool>(3, false), options(10, 16));
    EXPECT_EQ(grids_of(partition), (Grids{{0, 1, 2}, {3, 4}}));
}

TEST(KeepExisting, NeverLetsALockedGridGo) {
    const Graph town = lattice(5, {4, 4, 4, 4, 6}, {1, 1, 1, 1, 2});
    const auto partition = divide_unit(town, {false, true, false}, options(10, 16));
    EXPECT_EQ(grids_of(partition), (Grids{{0, 1, 2, 3}, {4}}));
}

TEST(KeepExisting, GivesTheNumberOfGridsThatIsWantedOfALegalPlan) {
    const std::vector<std::int64_t> people(16, 5);
    const std::vector<std::uint32_t> homes{1, 1, 2, 2, 3, 3, 4, 4, 1, 1, 2, 2, 3, 3, 4, 4};
    const Graph town = lattice(8, people, homes); // four grids of 20
    for (std::size_t wanted = 3; wanted <= 8; ++wanted) {
        SCOPED_TRACE(wanted);
        auto counted = options(10, 30);
        counted.regions = wanted;
        const auto partition = divide_unit(town, std::vector<bool>(5, false), counted);
        EXPECT_EQ(partition.regions.size(), wanted);
        for (const auto& region : partition.regions) {
            EXPECT_TRUE(counted.bounds.contains(region.population)) << region.population;
        }
    }
    auto counted = options(10, 30);
    counted.regions = 5;
    const Grids five = grids_of(divide_unit(town, {false, false, false, true, false}, counted));
    EXPECT_EQ(five.size(), 5U);
    EXPECT_TRUE(five.count({4, 5, 12, 13}));
}

TEST(KeepExisting, MovesFewPeople) {
    // Of 24 people 12 have to be on either side; the border may run anywhere between the columns.
    const std::vector<std::int64_t> people{2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2};
    const std::vector<std::uint32_t> homes{1, 1, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2};
    const Graph town = lattice(6, people, homes);
    auto wanted = options(11, 12);
    wanted.bounds.target = 12;
    wanted.weights.moved = 100;
    const auto partition = divide_unit(town, std::vector<bool>(3, false), wanted);
    EXPECT_EQ(algorithms::score(town, partition.region_of, wanted.objective()).moved_people, 2);
}

TEST(KeepExisting, LeavesLegalPlansOfRandomTownsAsTheyAre) {
    for (std::uint32_t seed = 0; seed < 200; ++seed) {
        SCOPED_TRACE(seed);
        std::mt19937_64 random(seed);
        const std::size_t columns = 4 + random() % 5, count = columns * (4 + random() % 5);
        std::vector<std::int64_t> people(count);
        for (auto& of_block : people) {
            of_block = static_cast<std::int64_t>(random() % 500);
        }
        auto wanted = options(600, 1300);
        wanted.seed = seed;
        const auto before = algorithms::partition(
            lattice(columns, people, std::vector<std::uint32_t>(count, 0)), wanted);
        std::vector<std::uint32_t> homes;
        for (const auto region : before.region_of) {
            homes.push_back(static_cast<std::uint32_t>(index(region)) + 1);
        }
        for (const auto& region : before.regions) { // whatever it is, bounds that make it legal
            wanted.bounds.minimum = std::min(wanted.bounds.minimum, region.population);
            wanted.bounds.maximum = std::max(wanted.bounds.maximum, region.population);
        }
        wanted.seed = seed + 1000;
        const auto after = divide_unit(lattice(columns, people, homes),
                                       std::vector<bool>(before.regions.size() + 1, false), wanted);
        EXPECT_EQ(grids_of(after), grids_of(before));
    }
}

TEST(KeepExisting, NeverChangesALockedGridInRandomTowns) {
    for (std::uint32_t seed = 0; seed < 1000; ++seed) {
        SCOPED_TRACE(seed);
        std::mt19937_64 random(seed);
        const std::size_t columns = 3 + random() % 4, count = columns * (3 + random() % 4);
        std::vector<std::int64_t> people(count);
        std::vector<std::uint32_t> homes(count);
        for (std::size_t i = 0; i < count; ++i) {
            people[i] = static_cast<std::int64_t>(random() % 500);
            // A home of the block to the left or above, or a new one; some have none.
            const auto fresh = static_cast<std::uint32_t>(random() % 8 == 0 ? 0 : i + 1);
            const std::size_t from = random() % 3;
            homes[i] = from == 0 && i % columns > 0 ? homes[i - 1]
                       : from == 1 && i >= columns  ? homes[i - columns]
                                                    : fresh;
        }
        std::vector<bool> locked(count + 1, false);
        std::map<std::uint32_t, std::set<std::size_t>> blocks;
        for (std::size_t i = 0; i < count; ++i) {
            blocks[homes[i]].insert(i);
        }
        for (std::size_t home = 1; home <= count; ++home) {
            locked[home] = random() % 3 == 0;
        }
        auto wanted = options(600, 1300);
        wanted.seed = seed;
        const Graph town = lattice(columns, people, homes);
        const auto partition = divide_unit(town, locked, wanted);
        ASSERT_EQ(partition.region_of.size(), count);
        const Grids grids = grids_of(partition);
        ASSERT_EQ(grids.size(), partition.regions.size());
        for (const auto& [home, of_home] : blocks) {
            EXPECT_TRUE(!locked[home] || grids.count(of_home)) << "home " << home;
        }
    }
}

} // namespace
