#include "algorithms/coarsen.hpp"

#include "algorithms/random.hpp"

#include <numeric>
#include <utility>

namespace evengrid::algorithms {

namespace {

constexpr std::uint32_t none = ~std::uint32_t{0};

std::vector<std::uint32_t> shuffled(std::size_t count, std::uint64_t seed) {
    std::vector<std::uint32_t> order(count);
    std::iota(order.begin(), order.end(), 0U);
    Random random(seed);
    for (std::uint32_t i = static_cast<std::uint32_t>(count); i > 1; --i)
        std::swap(order[i - 1], order[random.below(i)]);
    return order;
}

class Matching {
public:
    Matching(const Problem& problem, std::int64_t most_people)
        : m_graph(problem.graph), m_terms(problem.terms), m_most_people(most_people),
          m_cluster_of(m_graph.vertex_count(), none), m_rim(m_graph.vertex_count()) {
        for (std::uint32_t v = 0; v < m_graph.vertex_count(); ++v)
            for (const Neighbour& n : m_graph.neighbours(Vertex{v}))
                m_rim[v] += n.cost;
    }

    void place(std::uint32_t v) {
        if (m_cluster_of[v] != none)
            return;
        if (const std::uint32_t partner = best(v, false); partner != none) {
            m_cluster_of[v] = m_cluster_of[partner] = static_cast<std::uint32_t>(m_people.size());
            m_people.push_back(people(v) + people(partner));
        } else if (const std::uint32_t taken = best(v, true); taken != none) {
            m_cluster_of[v] = m_cluster_of[taken];
            m_people[m_cluster_of[v]] += people(v);
        } else {
            m_cluster_of[v] = static_cast<std::uint32_t>(m_people.size());
            m_people.push_back(people(v));
        }
    }

    std::size_t clusters() const { return m_people.size(); }
    std::vector<std::uint32_t> cluster_of() && { return std::move(m_cluster_of); }

private:
    std::int64_t people(std::uint32_t v) const { return m_graph[Vertex{v}].population; }

    std::uint32_t best(std::uint32_t v, bool taken) const {
        std::uint32_t result = none;
        double best_worth = -1;
        for (const Neighbour& n : m_graph.neighbours(Vertex{v})) {
            const auto u = static_cast<std::uint32_t>(n.vertex);
            if ((m_cluster_of[u] != none) != taken)
                continue;
            if (m_graph[Vertex{u}].home != m_graph[Vertex{v}].home)
                continue;
            const std::int64_t together =
                people(v) + (taken ? m_people[m_cluster_of[u]] : people(u));
            if (together > m_most_people)
                continue;
            const double worth = static_cast<double>(n.cost) /
                                 (static_cast<double>(m_rim[u]) *
                                  (static_cast<double>(together) + 0.1 * m_terms.target));
            if (worth > best_worth) {
                best_worth = worth;
                result = u;
            }
        }
        return result;
    }

    const Graph& m_graph;
    const Terms& m_terms;
    std::int64_t m_most_people;
    std::vector<std::uint32_t> m_cluster_of;
    std::vector<float> m_rim;
    std::vector<std::int64_t> m_people;
};

} // namespace

Coarsening coarsen(const Problem& problem, std::int64_t most_people, std::uint64_t seed) {
    Matching matching(problem, most_people);
    for (const std::uint32_t v : shuffled(problem.graph.vertex_count(), seed))
        matching.place(v);
    const std::size_t count = matching.clusters();
    Coarsening result;
    result.cluster_of = std::move(matching).cluster_of();
    result.graph = problem.graph.contracted(result.cluster_of, count);
    return result;
}

} // namespace evengrid::algorithms
