#include "algorithms/graph.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <tuple>

namespace evengrid::algorithms {

namespace {

// Sums of people stay exact in a double, which the cost functions use.
constexpr std::int64_t most_people = std::int64_t{1} << 53;

std::int64_t checked_total(const std::vector<VertexData>& vertices) {
    if (vertices.size() >= std::numeric_limits<std::uint32_t>::max())
        throw std::invalid_argument("graph: too many vertices for 32-bit indices");
    std::int64_t total = 0;
    for (const VertexData& v : vertices) {
        if (v.population < 0)
            throw std::invalid_argument("graph: a vertex has a negative population");
        if (v.population > most_people - total)
            throw std::invalid_argument("graph: the total population is above 2^53");
        total += v.population;
    }
    return total;
}

void check(const Edge& edge, std::size_t vertex_count) {
    if (index(edge.u) >= vertex_count || index(edge.v) >= vertex_count)
        throw std::invalid_argument("graph: an edge leads to a vertex that does not exist");
    if (edge.u == edge.v)
        throw std::invalid_argument("graph: an edge leads from a vertex to itself");
    const auto is_length = [](double x) { return std::isfinite(x) && x >= 0; };
    if (!is_length(edge.border_m) || !is_length(edge.cost_factor))
        throw std::invalid_argument(
            "graph: an edge has a border or a factor that is negative or not a number");
}

void add(VertexData& sum, const VertexData& v) {
    sum.population += v.population;
    sum.area_m2 += v.area_m2;
    sum.outer_m += v.outer_m;
    sum.x_m += v.x_m;
    sum.y_m += v.y_m;
    sum.home = v.home; // coarsening joins those of one home only
}

void centre(VertexData& sum, std::size_t count) {
    sum.x_m /= static_cast<double>(count);
    sum.y_m /= static_cast<double>(count);
}

} // namespace

Graph::Graph(std::vector<VertexData> vertices, std::span<const Edge> edges)
    : m_vertices(std::move(vertices)), m_total_population(checked_total(m_vertices)) {
    const std::size_t n = m_vertices.size();
    if (edges.size() >= std::numeric_limits<std::uint32_t>::max() / 2)
        throw std::invalid_argument("graph: too many edges for 32-bit indices");
    std::vector<std::uint32_t> next(n + 1, 0);
    for (const Edge& edge : edges) {
        check(edge, n);
        ++next[index(edge.u) + 1];
        ++next[index(edge.v) + 1];
    }
    for (std::size_t v = 0; v < n; ++v)
        next[v + 1] += next[v];
    m_first = next;
    m_neighbours.resize(2 * edges.size());
    for (const Edge& edge : edges) {
        const auto border = static_cast<float>(edge.border_m);
        const auto cost = static_cast<float>(edge.border_m * edge.cost_factor);
        m_neighbours[next[index(edge.u)]++] = {edge.v, border, cost};
        m_neighbours[next[index(edge.v)]++] = {edge.u, border, cost};
    }
    merge_parallel_edges();
}

// Sorts every row and adds up what leads to the same neighbour. Sorting by length, too, makes the
// sums independent of the order in which the edges were given.
void Graph::merge_parallel_edges() {
    const auto before = [](const Neighbour& a, const Neighbour& b) {
        return std::tie(a.vertex, a.border_m, a.cost) < std::tie(b.vertex, b.border_m, b.cost);
    };
    std::uint32_t end = 0;
    for (std::size_t v = 0; v < vertex_count(); ++v) {
        const std::uint32_t from = m_first[v];
        const std::uint32_t to = m_first[v + 1];
        std::sort(m_neighbours.begin() + from, m_neighbours.begin() + to, before);
        m_first[v] = end;
        for (std::uint32_t i = from; i < to; ++i) {
            if (end > m_first[v] && m_neighbours[end - 1].vertex == m_neighbours[i].vertex) {
                m_neighbours[end - 1].border_m += m_neighbours[i].border_m;
                m_neighbours[end - 1].cost += m_neighbours[i].cost;
            } else {
                m_neighbours[end++] = m_neighbours[i];
            }
        }
    }
    m_first[vertex_count()] = end;
    m_neighbours.resize(end);
}

void Graph::set_measures(std::vector<std::int64_t> measures, std::size_t count) {
    if (measures.size() != count * vertex_count())
        throw std::invalid_argument("graph: not every vertex has all measures");
    std::vector<std::int64_t> totals(count, 0);
    for (std::size_t i = 0; i < measures.size(); ++i) {
        if (measures[i] < 0)
            throw std::invalid_argument("graph: a vertex has a negative measure");
        if (measures[i] > most_people - totals[i % count])
            throw std::invalid_argument("graph: the total of a measure is above 2^53");
        totals[i % count] += measures[i];
    }
    m_measures = std::move(measures);
    m_measure_count = count;
}

void Graph::end_row() {
    const auto before = [](const Neighbour& a, const Neighbour& b) { return a.vertex < b.vertex; };
    const auto row = m_neighbours.begin() + m_first.back();
    if (!std::is_sorted(row, m_neighbours.end(), before))
        std::sort(row, m_neighbours.end(), before);
    m_first.push_back(static_cast<std::uint32_t>(m_neighbours.size()));
}

Graph Graph::induced(std::span<const Vertex> members, std::span<const std::uint32_t> part_of,
                     std::span<const std::uint32_t> local_of) const {
    Graph result;
    result.m_vertices.reserve(members.size());
    result.m_first.reserve(members.size() + 1);
    std::size_t most_neighbours = 0;
    for (const Vertex v : members)
        most_neighbours += neighbours(v).size();
    result.m_neighbours.reserve(most_neighbours);
    for (const Vertex v : members) {
        VertexData data = (*this)[v];
        for (const Neighbour& n : neighbours(v)) {
            if (part_of[index(n.vertex)] == part_of[index(v)])
                result.m_neighbours.push_back(
                    {Vertex{local_of[index(n.vertex)]}, n.border_m, n.cost});
            else
                data.outer_m += static_cast<double>(n.border_m);
        }
        result.m_vertices.push_back(data);
        result.end_row();
        result.m_total_population += data.population;
        const auto measured = measures(v);
        result.m_measures.insert(result.m_measures.end(), measured.begin(), measured.end());
    }
    result.m_measure_count = m_measure_count;
    return result;
}

Graph Graph::induced(std::span<const Vertex> members) const {
    std::vector<std::uint32_t> part_of(vertex_count(), 0);
    std::vector<std::uint32_t> local_of(vertex_count());
    for (std::uint32_t i = 0; i < members.size(); ++i) {
        part_of[index(members[i])] = 1;
        local_of[index(members[i])] = i;
    }
    return induced(members, part_of, local_of);
}

Graph Graph::contracted(std::span<const std::uint32_t> cluster_of,
                        std::size_t cluster_count) const {
    const Grouping clusters(cluster_of, cluster_count);
    Graph result;
    result.m_vertices.resize(cluster_count);
    result.m_first.reserve(cluster_count + 1);
    result.m_total_population = m_total_population;
    result.m_measures.assign(cluster_count * m_measure_count, 0);
    result.m_measure_count = m_measure_count;
    std::vector<std::uint32_t> place(cluster_count, 0); // of a neighbour in the row, plus one
    for (std::uint32_t cluster = 0; cluster < cluster_count; ++cluster) {
        VertexData& data = result.m_vertices[cluster];
        const auto row = static_cast<std::uint32_t>(result.m_neighbours.size());
        for (const Vertex v : clusters[cluster]) {
            add(data, (*this)[v]);
            for (std::size_t i = 0; i < m_measure_count; ++i)
                result.m_measures[cluster * m_measure_count + i] += measures(v)[i];
            for (const Neighbour& n : neighbours(v)) {
                const std::uint32_t other = cluster_of[index(n.vertex)];
                if (other == cluster)
                    continue;
                if (place[other] <= row) {
                    result.m_neighbours.push_back({Vertex{other}, 0, 0});
                    place[other] = static_cast<std::uint32_t>(result.m_neighbours.size());
                }
                result.m_neighbours[place[other] - 1].border_m += n.border_m;
                result.m_neighbours[place[other] - 1].cost += n.cost;
            }
        }
        centre(data, clusters[cluster].size());
        result.end_row();
    }
    return result;
}

Graph Graph::with_unit_costs() const {
    Graph result = *this;
    for (Neighbour& n : result.m_neighbours)
        n.cost = 1;
    return result;
}

Grouping::Grouping(std::span<const std::uint32_t> group_of, std::size_t count)
    : m_first(count + 1, 0), m_members(group_of.size()) {
    for (const std::uint32_t group : group_of)
        ++m_first[group + 1];
    for (std::size_t g = 0; g < count; ++g)
        m_first[g + 1] += m_first[g];
    std::vector<std::uint32_t> next(m_first.begin(), m_first.end() - 1);
    for (std::size_t v = 0; v < group_of.size(); ++v)
        m_members[next[group_of[v]]++] = Vertex{static_cast<std::uint32_t>(v)};
}

} // namespace evengrid::algorithms
