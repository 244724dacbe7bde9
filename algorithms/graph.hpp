#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace evengrid::algorithms {

/// A vertex of a graph: the n-th block of a problem, counted from 0.
enum class Vertex : std::uint32_t {};
/// A region of a partition: the n-th grid of a result, counted from 0.
enum class Region : std::uint32_t {};

constexpr std::size_t index(Vertex v) {
    return static_cast<std::size_t>(v);
}
constexpr std::size_t index(Region r) {
    return static_cast<std::size_t>(r);
}

/// What a block means to the solvers.
struct VertexData {
    std::int64_t population = 0; ///< people, not negative
    double area_m2 = 0;          ///< ground, for compactness
    double outer_m = 0;          ///< border with anything outside the graph, for compactness
    double x_m = 0;              ///< a point inside, for compactness and for a stable order
    double y_m = 0;
    /// The existing region it belonged to, numbered from 1; 0: none. What its people leave when
    /// they come into a region that is mostly of another.
    std::uint32_t home = 0;
};

/// The border that two vertices share.
struct Edge {
    Vertex u{};
    Vertex v{};
    double border_m = 0; ///< shared border; 0 joins the two without a border, as a bridge does
    double cost_factor =
        1; ///< what a metre of border costs here: below 1 on a road, above 1 in a compound
};

/// One neighbour of a vertex.
struct Neighbour {
    Vertex vertex{};
    float border_m = 0;
    float cost = 0; ///< border_m * cost_factor
};

/// An undirected graph whose vertices carry people: the problem that `partition` solves.
///
/// Adjacency is one array of neighbours per vertex, sorted by neighbour, in compressed rows. Inside
/// the layer the graph models Boost.Graph's VertexListGraph and IncidenceGraph, so that the
/// library's algorithms run on it without a copy.
class Graph {
public:
    Graph() = default;

    /// Takes vertices and edges in any order.
    ///
    /// Edges between the same two vertices are added up: lengths and costs sum.
    /// \throws std::invalid_argument for a negative population, an edge to a vertex that does not
    ///         exist or to itself, a length or factor that is negative or not a number, or a total
    ///         population above 2^53. Complexity: O(n + m log d), d the largest degree.
    Graph(std::vector<VertexData> vertices, std::span<const Edge> edges);

    std::size_t vertex_count() const { return m_vertices.size(); }
    std::size_t edge_count() const { return m_neighbours.size() / 2; }
    std::int64_t total_population() const { return m_total_population; }

    const VertexData& operator[](Vertex v) const { return m_vertices[index(v)]; }
    std::span<const Neighbour> neighbours(Vertex v) const {
        return {m_neighbours.data() + m_first[index(v)],
                m_neighbours.data() + m_first[index(v) + 1]};
    }

    /// Gives every vertex the same number of further measures, such as households, which add up in
    /// regions as people do.
    ///
    /// \param measures those of vertex 0, then of vertex 1, and so on; none may be negative
    /// \param count of measures per vertex
    /// \throws std::invalid_argument for another size than count for each vertex, a negative
    ///         measure, or one whose total is above 2^53.
    void set_measures(std::vector<std::int64_t> measures, std::size_t count);

    std::size_t measure_count() const { return m_measure_count; }
    std::span<const std::int64_t> measures(Vertex v) const {
        return {m_measures.data() + index(v) * m_measure_count, m_measure_count};
    }

    /// The graph that some of the vertices induce; a border with any other vertex becomes outer
    /// border.
    ///
    /// \param members the vertices of one part, in the order of their places.
    /// \param part_of size n.
    /// \param local_of size n: the place of each vertex in its own part.
    /// Complexity: O(members and their neighbours).
    Graph induced(std::span<const Vertex> members, std::span<const std::uint32_t> part_of,
                  std::span<const std::uint32_t> local_of) const;

    /// The same for one set of vertices, which get their places in the order given. Complexity:
    /// O(n).
    Graph induced(std::span<const Vertex> members) const;

    /// The graph in which every cluster of vertices is one vertex.
    ///
    /// \param cluster_of size n, in [0, cluster_count). Complexity: O(n + m).
    Graph contracted(std::span<const std::uint32_t> cluster_of, std::size_t cluster_count) const;

    /// The same graph with every edge's cost set to 1, for counting cut edges.
    /// Complexity: O(n + m).
    Graph with_unit_costs() const;

private:
    void merge_parallel_edges();
    void end_row(); ///< what was added to the neighbours since the last row becomes the next one

    std::vector<VertexData> m_vertices;
    std::vector<std::uint32_t> m_first{0}; ///< size n + 1; row v is [m_first[v], m_first[v + 1])
    std::vector<Neighbour> m_neighbours;
    std::vector<std::int64_t> m_measures; ///< size n * m_measure_count, by vertex
    std::size_t m_measure_count = 0;
    std::int64_t m_total_population = 0;
};

/// The vertices of every group, in ascending order: the inverse of a group per vertex.
class Grouping {
public:
    /// \param group_of size n, in [0, count). Complexity: O(n + count).
    Grouping(std::span<const std::uint32_t> group_of, std::size_t count);

    std::size_t size() const { return m_first.size() - 1; }
    std::span<const Vertex> operator[](std::size_t group) const {
        return {m_members.data() + m_first[group], m_members.data() + m_first[group + 1]};
    }

private:
    std::vector<std::uint32_t> m_first;
    std::vector<Vertex> m_members;
};

/// The connected component of every vertex, numbered from 0 in the order of their smallest vertex.
///
/// \returns size n. Complexity: O(n + m).
std::vector<std::uint32_t> components(const Graph& graph);

/// How many components were numbered so.
std::size_t component_count(std::span<const std::uint32_t> component_of);

} // namespace evengrid::algorithms
