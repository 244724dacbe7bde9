#include "algorithms/agglomerate.hpp"

#include "algorithms/random.hpp"

#include <functional>
#include <numeric>
#include <queue>
#include <tuple>

namespace evengrid::algorithms {

namespace {

class Agglomeration {
public:
    Agglomeration(const Graph& graph, const Terms& terms, std::uint64_t seed)
        : m_terms(terms), m_parent(graph.vertex_count()), m_clusters(graph.vertex_count()),
          m_shared(graph.vertex_count()), m_random(seed) {
        std::iota(m_parent.begin(), m_parent.end(), 0U);
        for (std::uint32_t v = 0; v < graph.vertex_count(); ++v) {
            Cluster& cluster = m_clusters[v];
            cluster.population = graph[Vertex{v}].population;
            for (const Neighbour& n : graph.neighbours(Vertex{v})) {
                cluster.links.push_back({static_cast<std::uint32_t>(n.vertex), n.cost});
                cluster.rim += static_cast<double>(n.cost);
            }
            m_smallest.push({cluster.population, Random::derive(seed, v), v});
        }
    }

    // Joins until `count` clusters are left or nothing fits under the maximum.
    void join_down_to(std::size_t count, bool respect_maximum) {
        std::vector<Entry> stuck;
        while (m_left() > count && !m_smallest.empty()) {
            const Entry entry = m_smallest.top();
            m_smallest.pop();
            const auto [population, tie, cluster] = entry;
            if (m_parent[cluster] != cluster || m_clusters[cluster].population != population)
                continue; // joined since it was put here
            const std::uint32_t partner = best_partner(cluster, respect_maximum);
            if (partner == cluster)
                stuck.push_back(entry);
            else
                join(cluster, partner, tie);
        }
        for (const Entry& entry : stuck)
            m_smallest.push(entry);
    }

    Labels labels() {
        constexpr std::uint32_t none = ~std::uint32_t{0};
        std::vector<std::uint32_t> number(m_parent.size(), none);
        Labels result(m_parent.size());
        std::uint32_t next = 0;
        for (std::uint32_t v = 0; v < result.size(); ++v) {
            std::uint32_t& region = number[root(v)];
            if (region == none)
                region = next++;
            result[v] = region;
        }
        return result;
    }

private:
    struct Link {
        std::uint32_t to = 0; ///< a cluster, perhaps joined to another one since
        float cost = 0;
    };
    struct Cluster {
        std::int64_t population = 0;
        double rim = 0;
        std::vector<Link> links;
    };
    using Entry = std::tuple<std::int64_t, std::uint64_t, std::uint32_t>;

    std::size_t m_left() const { return m_clusters.size() - m_joins; }

    std::uint32_t root(std::uint32_t v) {
        while (m_parent[v] != v) {
            m_parent[v] = m_parent[m_parent[v]];
            v = m_parent[v];
        }
        return v;
    }

    // Brings the links of a cluster up to date: one per neighbouring cluster.
    void tidy(std::uint32_t cluster) {
        std::vector<Link>& links = m_clusters[cluster].links;
        std::size_t end = 0;
        for (const Link link : links) {
            const std::uint32_t to = root(link.to);
            if (to == cluster)
                continue;
            if (m_shared[to] == 0)
                links[end++] = {to, link.cost};
            else
                links[m_shared[to] - 1].cost += link.cost;
            if (m_shared[to] == 0)
                m_shared[to] = static_cast<std::uint32_t>(end);
        }
        links.resize(end);
        for (const Link& link : links)
            m_shared[link.to] = 0;
    }

    std::uint32_t best_partner(std::uint32_t cluster, bool respect_maximum) {
        tidy(cluster);
        const Cluster& own = m_clusters[cluster];
        std::uint32_t best = cluster;
        double best_worth = -1;
        for (const Link& link : own.links) {
            const Cluster& other = m_clusters[link.to];
            const std::int64_t together = own.population + other.population;
            if (respect_maximum && together > m_terms.bounds.maximum)
                continue;
            const double worth =
                static_cast<double>(link.cost) /
                ((other.rim + 1e-9) * (static_cast<double>(together) + 0.1 * m_terms.target));
            if (worth > best_worth) {
                best_worth = worth;
                best = link.to;
            }
        }
        return best;
    }

    void join(std::uint32_t a, std::uint32_t b, std::uint64_t tie) {
        if (m_clusters[a].links.size() > m_clusters[b].links.size())
            std::swap(a, b);
        Cluster& from = m_clusters[a];
        Cluster& into = m_clusters[b];
        m_parent[a] = b;
        into.population += from.population;
        into.rim += from.rim;
        for (const Link& link : from.links)
            if (root(link.to) == b)
                into.rim -= 2 * static_cast<double>(link.cost);
        into.links.insert(into.links.end(), from.links.begin(), from.links.end());
        from.links = {};
        ++m_joins;
        m_smallest.push({into.population, tie, b});
    }

    const Terms& m_terms;
    std::vector<std::uint32_t> m_parent;
    std::vector<Cluster> m_clusters;
    std::vector<std::uint32_t> m_shared; ///< scratch of `tidy`: place of a link plus one
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> m_smallest;
    Random m_random;
    std::size_t m_joins = 0;
};

} // namespace

Labels agglomerate(const Problem& problem, std::size_t count, std::uint64_t seed) {
    Agglomeration agglomeration(problem.graph, problem.terms, seed);
    agglomeration.join_down_to(count, true);
    agglomeration.join_down_to(count, false);
    return agglomeration.labels();
}

} // namespace evengrid::algorithms
