#include "algorithms/graph.hpp"

#include <boost/graph/connected_components.hpp>
#include <boost/graph/graph_traits.hpp>
#include <boost/graph/properties.hpp>
#include <boost/iterator/counting_iterator.hpp>
#include <boost/iterator/iterator_facade.hpp>
#include <boost/property_map/property_map.hpp>

#include <algorithm>
#include <utility>

// Lets Boost.Graph's algorithms run on `Graph` as it is, without a copy: it becomes a
// VertexListGraph and an IncidenceGraph whose vertices are plain indices. An edge is its source
// together with its place among all neighbours.
namespace evengrid::algorithms {

struct BoostEdge {
    std::uint32_t source = 0;
    const Neighbour* target = nullptr;
    bool operator==(const BoostEdge&) const = default;
};

class OutEdgeIterator : public boost::iterator_facade<OutEdgeIterator, BoostEdge,
                                                      boost::forward_traversal_tag, BoostEdge> {
public:
    OutEdgeIterator() = default;
    OutEdgeIterator(std::uint32_t source, const Neighbour* target) : m_edge{source, target} {}

private:
    friend class boost::iterator_core_access;
    BoostEdge dereference() const { return m_edge; }
    bool equal(const OutEdgeIterator& other) const { return m_edge == other.m_edge; }
    void increment() { ++m_edge.target; }

    BoostEdge m_edge;
};

struct BoostCategory : boost::vertex_list_graph_tag, boost::incidence_graph_tag {};

using BoostVertexIterator = boost::counting_iterator<std::uint32_t>;

inline std::pair<BoostVertexIterator, BoostVertexIterator> vertices(const Graph& graph) {
    return {BoostVertexIterator(0),
            BoostVertexIterator(static_cast<std::uint32_t>(graph.vertex_count()))};
}
inline std::uint32_t num_vertices(const Graph& graph) {
    return static_cast<std::uint32_t>(graph.vertex_count());
}
inline std::pair<OutEdgeIterator, OutEdgeIterator> out_edges(std::uint32_t v, const Graph& graph) {
    const auto row = graph.neighbours(Vertex{v});
    return {OutEdgeIterator(v, row.data()), OutEdgeIterator(v, row.data() + row.size())};
}
inline std::uint32_t out_degree(std::uint32_t v, const Graph& graph) {
    return static_cast<std::uint32_t>(graph.neighbours(Vertex{v}).size());
}
inline std::uint32_t source(const BoostEdge& edge, const Graph&) {
    return edge.source;
}
inline std::uint32_t target(const BoostEdge& edge, const Graph&) {
    return static_cast<std::uint32_t>(edge.target->vertex);
}

} // namespace evengrid::algorithms

namespace boost {

template <>
struct graph_traits<evengrid::algorithms::Graph> {
    using vertex_descriptor = std::uint32_t;
    using edge_descriptor = evengrid::algorithms::BoostEdge;
    using vertex_iterator = evengrid::algorithms::BoostVertexIterator;
    using out_edge_iterator = evengrid::algorithms::OutEdgeIterator;
    using directed_category = undirected_tag;
    using edge_parallel_category = disallow_parallel_edge_tag;
    using traversal_category = evengrid::algorithms::BoostCategory;
    using vertices_size_type = std::uint32_t;
    using degree_size_type = std::uint32_t;
    using edges_size_type = std::uint32_t;
    static vertex_descriptor null_vertex() { return ~std::uint32_t{0}; }
};

template <>
struct property_map<evengrid::algorithms::Graph, vertex_index_t> {
    using type = typed_identity_property_map<std::uint32_t>;
    using const_type = type;
};

} // namespace boost

namespace evengrid::algorithms {
inline boost::typed_identity_property_map<std::uint32_t> get(boost::vertex_index_t, const Graph&) {
    return {};
}

std::vector<std::uint32_t> components(const Graph& graph) {
    std::vector<std::uint32_t> component(graph.vertex_count());
    // Boost numbers a component when its search first meets it, which is at its smallest vertex.
    boost::connected_components(graph, component.data());
    return component;
}

std::size_t component_count(std::span<const std::uint32_t> component_of) {
    return component_of.empty()
               ? 0
               : std::size_t{*std::max_element(component_of.begin(), component_of.end())} + 1;
}

} // namespace evengrid::algorithms
