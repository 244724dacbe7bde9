#include "algorithms/partition.hpp"
#include "algorithms/random.hpp"

#include <gtest/gtest.h>

#include <string>

namespace evengrid::algorithms {
namespace {

enum class Shape { chain, caterpillar, comb, tree };

// The vertex of a region that its i-th hangs on.
std::uint32_t above(Shape shape, std::uint32_t i, Random& random) {
    switch (shape) {
    case Shape::chain:
        return i - 1;
    case Shape::caterpillar:
        return i % 2 == 1 ? i - 1 : i - 2; // every other one is a leg
    case Shape::comb:
        return i % 4 != 0 ? i - 1 : i - 4; // teeth of three
    case Shape::tree:
        break;
    }
    return random.below(i);
}

/// A tree put together from regions within bounds, so that a partition without violation exists.
Graph planted(Shape shape, std::size_t regions, const Bounds& bounds, std::uint64_t seed) {
    Random random(seed);
    std::vector<VertexData> vertices;
    std::vector<Edge> edges;
    std::uint32_t last = 0; // where the next region hangs on
    while (regions-- > 0) {
        const auto first = static_cast<std::uint32_t>(vertices.size());
        const std::int64_t wanted =
            bounds.minimum +
            random.below(static_cast<std::uint32_t>(bounds.maximum - bounds.minimum + 1));
        std::int64_t people = 0;
        for (std::uint32_t i = 0; people < wanted; ++i) {
            const std::int64_t own = std::min<std::int64_t>(
                wanted - people,
                random.below(8) == 0 ? 0 : 5 + random.below(random.below(5) == 0 ? 900 : 150));
            people += own;
            vertices.push_back({own, 100, 0, 0, 0});
            if (i > 0)
                edges.push_back({Vertex{first + i}, Vertex{first + above(shape, i, random)},
                                 10.0 + random.below(90)});
        }
        const auto count = static_cast<std::uint32_t>(vertices.size()) - first;
        if (first > 0)
            edges.push_back({Vertex{last}, Vertex{first}, 10.0 + random.below(90)});
        last = first + (shape == Shape::chain ? count - 1 : random.below(count));
    }
    return Graph(std::move(vertices), edges);
}

std::int64_t violation(Shape shape, std::size_t regions, std::uint64_t seed) {
    PartitionOptions options;
    options.bounds = {1400, 1600, {}};
    options.regions = regions;
    const Graph graph = planted(shape, regions, options.bounds, seed);
    const Partition found = partition(graph, options);
    EXPECT_EQ(found.regions.size(), regions);
    return score(graph, found.region_of, options.objective()).violation;
}

// Bounds that leave a fifteenth of a region to choose from: hardly any edge may be cut.
TEST(TreeSplit, FindsTheBoundsOfTreesThatHaveThem) {
    for (const Shape shape : {Shape::chain, Shape::caterpillar, Shape::comb, Shape::tree})
        for (std::uint64_t seed = 1; seed <= 5; ++seed)
            EXPECT_EQ(violation(shape, 12, seed), 0)
                << "shape " << static_cast<int>(shape) << ", seed " << seed;
}

// Numbers of people are told apart in steps: of the 600,000 people some may stay outside.
TEST(TreeSplit, LeavesHardlyAnybodyOutOfBoundsInLargeTrees) {
    for (const Shape shape : {Shape::chain, Shape::caterpillar, Shape::comb, Shape::tree})
        EXPECT_LE(violation(shape, 400, 1), 600) << "shape " << static_cast<int>(shape);
}

} // namespace
} // namespace evengrid::algorithms
