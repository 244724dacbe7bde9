#include "algorithms/multilevel.hpp"

#include "algorithms/agglomerate.hpp"
#include "algorithms/coarsen.hpp"
#include "algorithms/parallel.hpp"
#include "algorithms/random.hpp"
#include "algorithms/rounds.hpp"

#include <algorithm>
#include <deque>

namespace evengrid::algorithms {

namespace {

// The shares of a region's people that a coarse vertex may hold.
constexpr std::int64_t vertices_per_target = 2;

// A large graph of few regions is not made coarser than this: large vertices find no tight bounds.
constexpr std::size_t fewest_coarse = 400;
constexpr std::size_t most_coarsening = 8; ///< of a small graph of few regions

class Hierarchy {
public:
    Hierarchy(const Problem& problem, std::size_t regions, std::size_t coarsest_per_region,
              std::uint64_t seed)
        : m_problem(problem) {
        const auto most_people =
            static_cast<std::int64_t>(problem.terms.target) / vertices_per_target;
        const std::size_t coarsest =
            std::max(coarsest_per_region * regions,
                     std::min(fewest_coarse, problem.graph.vertex_count() / most_coarsening));
        while (graph(m_levels.size()).vertex_count() > coarsest) {
            problem.poll();
            Coarsening next = coarsen({graph(m_levels.size()), problem.terms, problem.poll},
                                      most_people, Random::derive(seed, m_levels.size()));
            const bool shrinks =
                next.graph.vertex_count() * 20 < graph(m_levels.size()).vertex_count() * 19;
            if (!shrinks || next.graph.vertex_count() < 2 * regions)
                break;
            m_levels.push_back(std::move(next));
        }
    }

    std::size_t levels() const { return m_levels.size() + 1; }
    const Graph& graph(std::size_t level) const {
        return level == 0 ? m_problem.graph : m_levels[level - 1].graph;
    }
    Labels finer(const Labels& labels, std::size_t level) const {
        const auto& cluster_of = m_levels[level - 1].cluster_of;
        Labels result(cluster_of.size());
        for (std::size_t v = 0; v < result.size(); ++v)
            result[v] = labels[cluster_of[v]];
        return result;
    }

private:
    const Problem& m_problem;
    std::deque<Coarsening> m_levels;
};

double priced(const Solution& solution, const Terms& terms) {
    return solution.cost_m + terms.violation_m * static_cast<double>(solution.violation);
}

// Of a large graph fewer vertices are carried in all: it has many places to average over.
std::size_t starts_on(const Graph& graph, const Work& work, std::size_t whole_vertices) {
    const std::size_t fewest = graph.vertex_count() < whole_vertices ? work.fewest_starts : 1;
    const std::size_t pool =
        work.pool * most_vertices_of_small / std::max(most_vertices_of_small, whole_vertices);
    return std::clamp<std::size_t>(pool / graph.vertex_count(), fewest, work.most_starts);
}

} // namespace

Solution solve_multilevel(const Problem& problem, std::size_t regions, const Work& work,
                          std::uint64_t seed) {
    const Hierarchy levels(problem, regions, work.coarsest_per_region, Random::derive(seed, 0));
    const std::size_t n = problem.graph.vertex_count();
    std::vector<Solution> pool(starts_on(levels.graph(levels.levels() - 1), work, n));
    for (std::size_t level = levels.levels(); level-- > 0;) {
        const bool coarsest = level + 1 == levels.levels();
        const Problem here{levels.graph(level), problem.terms, problem.poll};
        Schedule schedule;
        schedule.sweeps =
            std::min(work.sweeps, work.most_sweeps_times_vertices / static_cast<double>(n));
        schedule.hot = coarsest ? 1.0 : 0.6;
        schedule.cold = work.cold;
        schedule.rounds = work.rounds;
        pool.resize(starts_on(here.graph, work, n));
        parallel_for(pool.size(), [&](std::size_t i) {
            const std::uint64_t own_seed = Random::derive(seed, 1000 * level + i + 1);
            if (coarsest) {
                pool[i].regions = regions;
                pool[i].labels = agglomerate(here, regions, own_seed);
            } else {
                pool[i].labels = levels.finer(pool[i].labels, level + 1);
            }
            anneal_in_rounds(here, schedule, own_seed, pool[i]);
        });
        // A little violation is mended on a finer level or, in a large graph, afterwards: here it
        // only has its price. In a small graph it decides.
        const bool decides = level == 0 && n <= most_vertices_of_small;
        std::stable_sort(pool.begin(), pool.end(), [&](const Solution& a, const Solution& b) {
            return decides ? a.better_than(b) : priced(a, problem.terms) < priced(b, problem.terms);
        });
    }
    return std::move(pool.front());
}

} // namespace evengrid::algorithms
