#include "algorithms/graph.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace evengrid::algorithms {
namespace {

TEST(Graph, AddsUpParallelEdgesAndSortsNeighbours) {
    const std::vector<Edge> edges = {
        {Vertex{2}, Vertex{0}, 5, 2}, {Vertex{0}, Vertex{1}, 1}, {Vertex{0}, Vertex{2}, 3, 1}};
    const Graph graph({{10}, {20}, {30}}, edges);
    EXPECT_EQ(graph.edge_count(), 2U);
    EXPECT_EQ(graph.total_population(), 60);
    const auto row = graph.neighbours(Vertex{0});
    ASSERT_EQ(row.size(), 2U);
    EXPECT_EQ(row[0].vertex, Vertex{1});
    EXPECT_EQ(row[1].vertex, Vertex{2});
    EXPECT_FLOAT_EQ(row[1].border_m, 8);
    EXPECT_FLOAT_EQ(row[1].cost, 13);
}

TEST(Graph, RefusesWhatIsNoGraph) {
    const auto graph = [](std::vector<VertexData> vertices, std::vector<Edge> edges) {
        return Graph(std::move(vertices), edges);
    };
    EXPECT_THROW(graph({{-1}}, {}), std::invalid_argument);
    EXPECT_THROW(graph({{1}, {1}}, {{Vertex{0}, Vertex{2}}}), std::invalid_argument);
    EXPECT_THROW(graph({{1}, {1}}, {{Vertex{1}, Vertex{1}}}), std::invalid_argument);
    EXPECT_THROW(graph({{1}, {1}}, {{Vertex{0}, Vertex{1}, -1}}), std::invalid_argument);
    EXPECT_THROW(graph({{std::int64_t{1} << 53}, {1}}, {}), std::invalid_argument);
}

TEST(Graph, NumbersComponentsBySmallestVertex) {
    const std::vector<Edge> edges = {{Vertex{3}, Vertex{1}, 1}, {Vertex{2}, Vertex{4}, 1}};
    const Graph graph(std::vector<VertexData>(5), edges);
    EXPECT_EQ(components(graph), (std::vector<std::uint32_t>{0, 1, 2, 1, 2}));
}

TEST(Graph, SearchesAPathOfAMillionVertices) {
    constexpr std::uint32_t count = 1'000'000;
    std::vector<Edge> edges;
    for (std::uint32_t v = 1; v < count; ++v)
        edges.push_back({Vertex{v - 1}, Vertex{v}, 1});
    const Graph graph(std::vector<VertexData>(count), edges);
    EXPECT_EQ(components(graph), std::vector<std::uint32_t>(count, 0));
}

} // namespace
} // namespace evengrid::algorithms
