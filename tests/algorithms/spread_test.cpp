#include "algorithms/spread.hpp"

#include "algorithms/lattice.hpp"
#include "algorithms/partition.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace evengrid::algorithms {
namespace {

/// Six blocks in a row with 100 people each: every border is as long as every other.
Graph row_of_six() {
    std::vector<VertexData> vertices;
    std::vector<Edge> edges;
    for (std::uint32_t v = 0; v < 6; ++v)
        vertices.push_back({100, 10'000, 200, 100.0 * v, 0});
    for (std::uint32_t v = 0; v < 5; ++v)
        edges.push_back({Vertex{v}, Vertex{v + 1}, 100});
    return Graph(std::move(vertices), edges);
}

std::vector<Region> regions(std::initializer_list<std::uint32_t> labels) {
    std::vector<Region> made;
    for (const std::uint32_t label : labels)
        made.push_back(Region{label});
    return made;
}

SpreadOptions border_only(Bounds bounds) {
    SpreadOptions options;
    options.objective = {bounds, BorderCost::border, {0, 0, 0}};
    return options;
}

TEST(Spread, GivesAnAmenityAwayWhereThatCostsNothing) {
    auto region_of = regions({0, 0, 0, 1, 1, 1});
    const Spread made =
        spread(row_of_six(), {{1, 0, 1, 0, 0, 0}}, border_only({200, 400, {}}), region_of);
    ASSERT_EQ(made.made.size(), 1U);
    EXPECT_EQ(made.made[0].given, std::vector{Vertex{2}});
    EXPECT_NEAR(made.made[0].cost_m, 0, 1e-9);
    EXPECT_EQ(region_of, regions({0, 0, 1, 1, 1, 1}));
    EXPECT_TRUE(made.offers.empty());
}

TEST(Spread, KeepsTheBoundsAndTheLastAmenityOfARegion) {
    const auto before = regions({0, 0, 0, 1, 1, 1});
    auto region_of = before;
    EXPECT_TRUE(spread(row_of_six(), {{1, 0, 1, 0, 0, 0}}, border_only({300, 300, {}}), region_of)
                    .made.empty());
    EXPECT_TRUE(spread(row_of_six(), {{0, 0, 1, 0, 0, 0}}, border_only({200, 400, {}}), region_of)
                    .made.empty());
    EXPECT_EQ(region_of, before);
}

TEST(Spread, LeavesFixedRegionsAlone) {
    auto region_of = regions({0, 0, 0, 1, 1, 1});
    SpreadOptions options = border_only({200, 400, {}});
    options.fixed = {true, false};
    const Spread made = spread(row_of_six(), {{1, 0, 1, 0, 0, 0}}, options, region_of);
    EXPECT_TRUE(made.made.empty());
    EXPECT_TRUE(made.offers.empty());
}

TEST(Spread, OffersWhatCostsSomethingAndMakesItWhereItIsWorthIt) {
    const Graph graph = row_of_six();
    SpreadOptions options = border_only({200, 400, {}});
    options.objective.weights.deviation = 1; // 200 and 400 people instead of 300 and 300
    auto region_of = regions({0, 0, 0, 1, 1, 1});
    const Spread offered = spread(graph, {{1, 0, 1, 0, 0, 0}}, options, region_of);
    EXPECT_TRUE(offered.made.empty());
    ASSERT_EQ(offered.offers.size(), 1U);
    EXPECT_GT(offered.offers[0].cost_m, 1);
    options.worth = 1;
    EXPECT_EQ(spread(graph, {{1, 0, 1, 0, 0, 0}}, options, region_of).made.size(), 1U);
}

bool is_connected(const Graph& graph, const std::vector<Region>& region_of, Region region) {
    std::vector<Vertex> members;
    for (std::uint32_t v = 0; v < region_of.size(); ++v)
        if (region_of[v] == region)
            members.push_back(Vertex{v});
    const auto part = components(graph.induced(members));
    return std::all_of(part.begin(), part.end(), [](auto c) { return c == 0; });
}

TEST(Spread, NeverMakesAPlanWorseInRandomTowns) {
    std::size_t changes = 0;
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        SCOPED_TRACE(seed);
        const Graph graph = random_lattice(9, 8, seed);
        Random random(seed);
        std::vector<Amenity> amenities(2, Amenity(graph.vertex_count(), 0));
        for (std::uint32_t i = 0; i < 24; ++i)
            ++amenities[i % 2][random.below(static_cast<std::uint32_t>(graph.vertex_count()))];
        PartitionOptions options;
        options.effort = Effort::fast;
        options.seed = seed;
        auto region_of = partition(graph, options).region_of;
        const std::size_t count = index(*std::max_element(region_of.begin(), region_of.end())) + 1;
        const auto wants = [&] {
            std::int64_t missing = 0;
            for (const Amenity& amenity : amenities) {
                std::vector<bool> has(count, false), lives(count, false);
                for (std::uint32_t v = 0; v < region_of.size(); ++v) {
                    has[index(region_of[v])] = has[index(region_of[v])] || amenity[v] > 0;
                    lives[index(region_of[v])] =
                        lives[index(region_of[v])] || graph[Vertex{v}].population > 0;
                }
                for (std::size_t r = 0; r < count; ++r)
                    missing += lives[r] && !has[r] ? 1 : 0;
            }
            return missing;
        };
        const Score before = score(graph, region_of, options.objective());
        const std::int64_t wanted = wants();
        SpreadOptions how{options.objective(), seed % 2 == 0 ? 0.0 : 0.5, {}};
        const Spread made = spread(graph, amenities, how, region_of);
        const Score after = score(graph, region_of, options.objective());
        const double span = span_m(graph, options.bounds);
        EXPECT_LE(after.violation, before.violation);
        EXPECT_LE(after.cost(),
                  before.cost() + 1e-6 + how.worth * span * static_cast<double>(wanted - wants()));
        EXPECT_LE(wants(), wanted - static_cast<std::int64_t>(made.made.size()));
        for (std::uint32_t r = 0; r < count; ++r)
            EXPECT_TRUE(is_connected(graph, region_of, Region{r}));
        double sum = 0;
        for (const BorderChange& change : made.made)
            sum += change.cost_m;
        EXPECT_NEAR(after.cost() - before.cost(), sum, 1e-3); // each told its cost truly
        changes += made.made.size();
    }
    EXPECT_GT(changes, 20U);
}

} // namespace
} // namespace evengrid::algorithms
