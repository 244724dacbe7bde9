#include "algorithms/bottlenecks.hpp"
#include "algorithms/limits.hpp"
#include "algorithms/partition.hpp"
#include "algorithms/random.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <numeric>

namespace evengrid::algorithms {
namespace {

struct Drawn {
    std::vector<std::int64_t> people;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> edges;

    Graph graph() const {
        std::vector<VertexData> vertices;
        for (const std::int64_t own : people)
            vertices.push_back({own, 1, 0, 0, 0});
        std::vector<Edge> rows;
        for (const auto& [u, v] : edges)
            rows.push_back({Vertex{u}, Vertex{v}, 1, 1});
        return {vertices, rows};
    }
};

/// The least violation of all partitions of a small graph into any number of connected regions.
std::int64_t least_violation_of_all(const Graph& graph, const Bounds& bounds) {
    const std::uint32_t all = (1U << graph.vertex_count()) - 1;
    std::vector<std::uint32_t> beside(graph.vertex_count(), 0);
    for (std::uint32_t v = 0; v < beside.size(); ++v)
        for (const Neighbour& n : graph.neighbours(Vertex{v}))
            beside[v] |= 1U << index(n.vertex);
    std::vector<std::int64_t> region(all + 1, -1); // its violation; -1 where it is in pieces
    for (std::uint32_t set = 1; set <= all; ++set) {
        std::int64_t people = 0;
        std::uint32_t met = set & (~set + 1);
        for (std::uint32_t before = 0; before != met;) {
            before = met;
            for (std::uint32_t v = 0; v < beside.size(); ++v)
                met |= (before >> v & 1) != 0 ? beside[v] & set : 0;
        }
        for (std::uint32_t v = 0; v < beside.size(); ++v)
            people += (set >> v & 1) != 0 ? graph[Vertex{v}].population : 0;
        region[set] = met == set ? bounds.violation(people) : -1;
    }
    std::vector<std::int64_t> best(all + 1, std::numeric_limits<std::int64_t>::max());
    best[0] = 0;
    for (std::uint32_t set = 1; set <= all; ++set) {
        const std::uint32_t smallest = set & (~set + 1);
        for (std::uint32_t own = set; own != 0; own = (own - 1) & set)
            if ((own & smallest) != 0 && region[own] >= 0)
                best[set] = std::min(best[set], region[own] + best[set ^ own]);
    }
    return best[all];
}

/// Trees with few further edges, people with zeros and a heavy tail, all kinds of bounds.
Drawn draw(Random& random, Bounds& bounds) {
    Drawn drawn;
    const std::uint32_t count = 3 + random.below(7);
    for (std::uint32_t v = 0; v < count; ++v) {
        drawn.people.push_back(
            random.below(6) == 0 ? 0 : 1 + random.below(random.below(8) == 0 ? 30 : 12));
        if (v > 0)
            drawn.edges.emplace_back(random.below(2) == 0 ? v - 1 : random.below(v), v);
    }
    for (std::uint32_t more = random.below(4); more > 0; --more) {
        const std::uint32_t u = random.below(count);
        const std::uint32_t v = random.below(count);
        if (u != v)
            drawn.edges.emplace_back(u, v);
    }
    bounds.minimum = 5 + random.below(15);
    bounds.maximum = bounds.minimum + random.below(20);
    return drawn;
}

TEST(Bottlenecks, ThreeBranchesBelowTheMinimumAreTooManyForTheVertexBetweenThem) {
    const Drawn star{{100, 900, 900, 900},
                     {{0, 1}, {0, 2}, {0, 3}}}; // 2,800: two regions, by number
    const Bounds bounds{1000, 2000, std::nullopt};
    const auto found = bottlenecks(star.graph(), bounds);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].vertex, Vertex{0});
    EXPECT_EQ(found[0].people, 2800);
    EXPECT_EQ(found[0].violation, 100); // a branch alone lacks 100
    EXPECT_EQ(least_violation_of_all(star.graph(), bounds), 100);
}

TEST(Bottlenecks, ARingHasNone) {
    const Drawn ring{{100, 900, 900, 900}, {{0, 1}, {1, 2}, {2, 3}, {3, 0}}};
    EXPECT_TRUE(bottlenecks(ring.graph(), {1000, 2000, std::nullopt}).empty());
}

TEST(Bottlenecks, AreFoundBehindEachOther) {
    // A corridor of rooms: at each end two pockets, which only the end itself leads to.
    const Drawn corridor{{500, 800, 800, 600, 500, 800, 900},
                         {{0, 1}, {0, 2}, {0, 3}, {3, 4}, {4, 5}, {4, 6}}};
    const auto found = bottlenecks(corridor.graph(), {1000, 2000, std::nullopt});
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].vertex, Vertex{0});
    EXPECT_EQ(found[1].vertex, Vertex{4});
}

TEST(Bottlenecks, NeverSayMoreThanTheBestOfAllPartitions) {
    std::size_t infeasible = 0;
    std::size_t by_bottleneck = 0;
    for (std::uint64_t seed = 1; seed <= 20000; ++seed) {
        SCOPED_TRACE(seed);
        Random random(seed);
        Bounds bounds;
        const Graph graph = draw(random, bounds).graph();
        const std::int64_t least = least_violation_of_all(graph, bounds);
        const auto unavoidable = unavoidable_violation(graph, bounds);
        EXPECT_LE(std::accumulate(unavoidable.begin(), unavoidable.end(), std::int64_t{0}), least);
        const auto found = bottlenecks(graph, bounds);
        for (const Bottleneck& bottleneck : found) {
            EXPECT_GT(bottleneck.violation, 0);
            EXPECT_LE(bottleneck.violation, least);
        }
        infeasible += least > 0 ? 1U : 0U;
        by_bottleneck += found.empty() ? 0U : 1U;
    }
    EXPECT_GT(by_bottleneck, infeasible / 4); // they are met, and say something
}

} // namespace
} // namespace evengrid::algorithms
