#include "algorithms/exact.hpp"

#include "algorithms/cover.hpp"
#include "algorithms/possible_regions.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

namespace evengrid::algorithms {

namespace {

constexpr double tolerance = 1e-6;
constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr int most_rounds = 20;
// Prices are bettered as long as a round leaves less than this share of the gap.
constexpr double slow = 0.9;

/// Prices, bound, and the better partitions met on the way.
class ExactSearch {
public:
    ExactSearch(const Problem& problem, std::span<const std::int64_t> unavoidable,
                const ExactLimits& limits, Solution& solution)
        : m_problem(problem), m_limits(limits), m_solution(solution),
          m_floor(std::accumulate(unavoidable.begin(), unavoidable.end(), std::int64_t{0})),
          m_weight(more_than_any_gain()),
          m_possible(problem, solution.regions, solution.violation, m_weight),
          m_tries_left(limits.regions_tried), m_price(problem.graph.vertex_count()) {
        price_at_first(unavoidable);
    }

    /// True where the solution is proven to be the best.
    bool run() {
        // At first a mean region is worth what it costs; those a third dearer come along.
        const double mean = m_solution.cost_m / static_cast<double>(m_solution.regions);
        std::vector<PossibleRegion> pool;
        std::vector<PossibleRegion> listed;
        if (!list(mean / 3, pool))
            return false;
        for (int round = 0; round < most_rounds; ++round) {
            improve_prices(pool);
            const double below = upper() - relaxed(pool, mean).without_last;
            if (!list(below, listed))
                return false;
            const Relaxed all = relaxed(listed, below);
            const double gap = upper() - m_lower;
            m_lower = std::max(m_lower, all.bound);
            const double needed = upper() - all.without_last;
            if (needed <= below + tolerance)
                return combine(listed);
            if (upper() - m_lower > slow * gap || round + 1 == most_rounds)
                return list(needed, listed) && combine(listed);
            join(pool, listed);
        }
        return false;
    }

    /// What is known where nothing is proven: of partitions with the least violation.
    std::optional<LowerBound> bound() const {
        const double cost_m = m_lower - m_weight * static_cast<double>(m_solution.violation);
        if (m_solution.violation > m_floor || !(cost_m > 0))
            return std::nullopt;
        return LowerBound{m_solution.violation, cost_m, false};
    }

private:
    struct Relaxed {
        double bound = 0;
        double without_last = 0; ///< without the dearest of the chosen regions
    };

    double upper() const {
        return m_weight * static_cast<double>(m_solution.violation) + m_solution.cost_m;
    }

    // What a person out of bounds must weigh, so that no cost outweighs it: where less violation
    // may be had, more than any partition costs.
    double more_than_any_gain() const {
        if (m_solution.violation <= m_floor)
            return 1 + m_solution.cost_m;
        const Graph& graph = m_problem.graph;
        const Terms& terms = m_problem.terms;
        double region_m = terms.compactness_m + terms.off_target_m(graph.total_population());
        if (!terms.measures.empty())
            region_m += dearest_measures();
        return 1 + mean_edge_cost(graph) * static_cast<double>(graph.edge_count()) +
               region_m * static_cast<double>(m_solution.regions) +
               terms.moved_m * static_cast<double>(graph.total_population());
    }

    // A measure is the farther off its target the less or the more there is of it.
    double dearest_measures() const {
        std::vector<std::uint32_t> all(m_problem.graph.vertex_count());
        std::iota(all.begin(), all.end(), 0U);
        const auto total = measured(m_problem.graph, all);
        double cost_m = 0;
        for (std::size_t k = 0; k < total.size(); ++k)
            cost_m += std::max(m_problem.terms.of_measure(k, 0).cost_m,
                               m_problem.terms.of_measure(k, total[k]).cost_m);
        return cost_m;
    }

    // Violation that cannot be avoided is paid where it arises, the rest by people and by vertices.
    void price_at_first(std::span<const std::int64_t> unavoidable) {
        const auto people = static_cast<double>(m_problem.graph.total_population());
        const double share = people > 0 ? 0.5 : 0;
        for (std::uint32_t v = 0; v < m_price.size(); ++v) {
            const auto own = static_cast<double>(m_problem.graph[Vertex{v}].population);
            m_price[v] = m_weight * static_cast<double>(unavoidable[v]) +
                         m_solution.cost_m * (1 - share) / static_cast<double>(m_price.size()) +
                         (people > 0 ? m_solution.cost_m * share * own / people : 0);
        }
    }

    bool list(double below, std::vector<PossibleRegion>& listed) {
        m_problem.poll();
        return m_possible.list(m_price, below, m_limits.regions_listed, m_tries_left, listed);
    }

    void improve_prices(std::span<const PossibleRegion> pool) {
        Cover cover(pool, m_price, m_solution.regions, upper());
        cover.raise_bound();
        m_price.assign(cover.price().begin(), cover.price().end());
        cover.search(m_limits.looks / 100);
        take(cover.best());
    }

    // The best choice of regions without the rule that they are disjoint: at most one of each
    // smallest vertex. Sets that are not listed have a reduced cost of `otherwise` or more.
    Relaxed relaxed(std::span<const PossibleRegion> listed, double otherwise) const {
        std::vector<double> cheapest(m_price.size(), otherwise);
        for (const PossibleRegion& region : listed) {
            double reduced = region.cost;
            for_each_vertex(region.vertices, [&](std::uint32_t v) { reduced -= m_price[v]; });
            double& least = cheapest[static_cast<std::size_t>(std::countr_zero(region.vertices))];
            least = std::min(least, reduced);
        }
        std::sort(cheapest.begin(), cheapest.end());
        Relaxed result;
        result.bound = std::accumulate(m_price.begin(), m_price.end(), 0.0);
        for (std::size_t i = 0; i < m_solution.regions; ++i) {
            result.without_last = result.bound;
            result.bound += cheapest[i];
        }
        return result;
    }

    // True where the best partition out of these regions was found, or none is better.
    bool combine(std::span<const PossibleRegion> listed) {
        Cover cover(listed, m_price, m_solution.regions, upper());
        cover.raise_bound();
        const bool complete = cover.search(m_limits.looks);
        m_lower = std::max(m_lower, std::min(upper(), cover.lower()));
        take(cover.best());
        return complete;
    }

    void take(const std::vector<VertexSet>& regions) {
        if (regions.empty())
            return;
        for (std::uint32_t region = 0; region < regions.size(); ++region)
            for_each_vertex(regions[region],
                            [&](std::uint32_t v) { m_solution.labels[v] = region; });
        evaluate(m_problem, m_solution);
    }

    static void join(std::vector<PossibleRegion>& pool, std::span<const PossibleRegion> listed) {
        pool.insert(pool.end(), listed.begin(), listed.end());
        const auto key = [](const PossibleRegion& region) { return region.vertices; };
        std::sort(pool.begin(), pool.end(),
                  [&](const auto& a, const auto& b) { return key(a) < key(b); });
        pool.erase(std::unique(pool.begin(), pool.end(),
                               [&](const auto& a, const auto& b) { return key(a) == key(b); }),
                   pool.end());
    }

    const Problem& m_problem;
    const ExactLimits& m_limits;
    Solution& m_solution;
    std::int64_t m_floor; ///< violation that no partition stays below
    double m_weight;      ///< of a person out of bounds, in metres
    PossibleRegions m_possible;
    std::size_t m_tries_left;
    std::vector<double> m_price; ///< per vertex
    double m_lower = -infinite;
};

// Breadth first from a vertex at the rim: a set grown from its smallest vertex then has what is
// barred on one side of it, which tells early how much border it will have.
std::vector<Vertex> from_the_rim(const Graph& graph) {
    std::vector<Vertex> order{Vertex{0}};
    for (int turn = 0; turn < 3; ++turn) {
        VertexSet met = bit(index(order.back()));
        order.assign(1, order.back());
        for (std::size_t head = 0; head < order.size(); ++head) {
            for (const Neighbour& n : graph.neighbours(order[head])) {
                if ((met & bit(index(n.vertex))) == 0)
                    order.push_back(n.vertex);
                met |= bit(index(n.vertex));
            }
        }
    }
    return order;
}

template <class Value>
std::vector<Value> in_order(std::span<const Value> values, const std::vector<Vertex>& order) {
    std::vector<Value> result;
    for (const Vertex v : order)
        result.push_back(values[index(v)]);
    return result;
}

} // namespace

std::optional<LowerBound> solve_exactly(const Problem& problem,
                                        std::span<const std::int64_t> unavoidable,
                                        const ExactLimits& limits, Solution& solution) {
    if (solution.regions == 1 || solution.regions == problem.graph.vertex_count())
        return LowerBound{solution.violation, solution.cost_m, true};
    if (problem.graph.vertex_count() > most_vertices_of_set)
        return std::nullopt;
    const std::vector<Vertex> order = from_the_rim(problem.graph);
    const Graph graph = problem.graph.induced(order);
    const Problem ordered{graph, problem.terms, problem.poll};
    Solution best = solution;
    best.labels = in_order<std::uint32_t>(solution.labels, order);
    ExactSearch search(ordered, in_order(unavoidable, order), limits, best);
    const bool proven = search.run();
    const std::optional<LowerBound> bound = search.bound();
    if (best.better_than(solution)) {
        for (std::size_t i = 0; i < order.size(); ++i)
            solution.labels[index(order[i])] = best.labels[i];
        evaluate(problem, solution);
    }
    if (proven)
        return LowerBound{solution.violation, solution.cost_m, true};
    return bound;
}

} // namespace evengrid::algorithms
