#include "algorithms/rounds.hpp"

#include "algorithms/parallel.hpp"
#include "algorithms/random.hpp"
#include "algorithms/search.hpp"

#include <algorithm>
#include <numeric>

namespace evengrid::algorithms {

namespace {

constexpr std::uint32_t none = ~std::uint32_t{0};

// Vertices in a group: few enough for a core's own cache, many enough that most borders lie inside.
constexpr std::size_t group_vertices = 2000;

/// Breadth first from regions drawn at random, every group takes up regions until it is full.
class Groups {
public:
    Groups(const Graph& regions, const std::vector<std::uint32_t>& vertices, std::uint64_t seed)
        : m_group_of(regions.vertex_count(), none) {
        Random random(seed);
        const auto count = static_cast<std::uint32_t>(regions.vertex_count());
        for (std::uint32_t i = 0; i < count; ++i)
            if (const std::uint32_t start = random.below(count); m_group_of[start] == none)
                grow(regions, vertices, start);
        for (std::uint32_t start = 0; start < count; ++start)
            if (m_group_of[start] == none)
                grow(regions, vertices, start);
    }

    std::size_t count() const { return m_size.size(); }
    std::uint32_t operator[](std::uint32_t region) const { return m_group_of[region]; }

private:
    void grow(const Graph& regions, const std::vector<std::uint32_t>& vertices,
              std::uint32_t start) {
        const auto group = static_cast<std::uint32_t>(m_size.size());
        std::size_t size = 0;
        std::uint32_t beside = none; // another group that a small one can join
        m_queue.assign(1, start);
        m_group_of[start] = group;
        for (std::size_t head = 0; head < m_queue.size(); ++head) {
            size += vertices[m_queue[head]];
            for (const Neighbour& n : regions.neighbours(Vertex{m_queue[head]})) {
                std::uint32_t& other = m_group_of[index(n.vertex)];
                if (other != none) {
                    beside = other == group ? beside : other;
                } else if (size < group_vertices) {
                    other = group;
                    m_queue.push_back(static_cast<std::uint32_t>(n.vertex));
                }
            }
        }
        if (size < group_vertices / 4 && beside != none) {
            for (const std::uint32_t region : m_queue)
                m_group_of[region] = beside;
            m_size[beside] += size;
        } else {
            m_size.push_back(size);
        }
    }

    std::vector<std::uint32_t> m_group_of;
    std::vector<std::size_t> m_size;
    std::vector<std::uint32_t> m_queue;
};

/// Anneals for so many sweeps of the edges that are cut now.
void sweep(Search& search, double sweeps, Cooling cooling) {
    cooling.proposals = static_cast<std::uint64_t>(sweeps * static_cast<double>(search.cut_ends()));
    search.anneal(cooling);
}

// The share of the sweeps that ends an annealing: nothing but improvements, and violation at any
// price.
constexpr double last_share = 0.1;
constexpr double last_strictness = 300;

void settle(Search& search, double sweeps) {
    sweep(search, last_share * sweeps, {0, 0, 0, last_strictness, true});
}

/// Anneals every group of regions on its own, once.
class Round {
public:
    Round(const Problem& problem, const Groups& groups, Solution& solution)
        : m_problem(problem), m_solution(solution), m_part_of(problem.graph.vertex_count()),
          m_local_of(problem.graph.vertex_count()), m_local_region(solution.regions) {
        for (std::size_t v = 0; v < m_part_of.size(); ++v)
            m_part_of[v] = groups[solution.labels[v]];
        std::vector<std::uint32_t> next(groups.count(), 0);
        for (std::size_t v = 0; v < m_part_of.size(); ++v)
            m_local_of[v] = next[m_part_of[v]]++;
        m_regions_of.resize(groups.count());
        m_moves.resize(groups.count());
        for (std::uint32_t region = 0; region < solution.regions; ++region) {
            auto& regions = m_regions_of[groups[region]];
            m_local_region[region] = static_cast<std::uint32_t>(regions.size());
            regions.push_back(region);
        }
    }

    /// In the last round `settling` is the number of sweeps of all rounds, else 0.
    void anneal(const Cooling& cooling, double sweeps, double settling, std::uint64_t seed) {
        const Grouping parts(m_part_of, m_regions_of.size());
        parallel_for(parts.size(), [&](std::size_t part) {
            const auto members = parts[part];
            const Graph graph = m_problem.graph.induced(members, m_part_of, m_local_of);
            Labels labels(members.size());
            for (std::size_t i = 0; i < members.size(); ++i)
                labels[i] = m_local_region[m_solution.labels[index(members[i])]];
            const Problem problem{graph, m_problem.terms, m_problem.poll};
            Search search(problem, std::move(labels), m_regions_of[part].size(),
                          Random::derive(seed, part));
            sweep(search, sweeps, cooling);
            if (settling > 0)
                settle(search, settling);
            m_moves[part] += search.moves();
            for (std::size_t i = 0; i < members.size(); ++i)
                m_solution.labels[index(members[i])] = m_regions_of[part][search.labels()[i]];
        });
    }

    std::uint64_t moves() const {
        return std::accumulate(m_moves.begin(), m_moves.end(), std::uint64_t{0});
    }

private:
    const Problem& m_problem;
    Solution& m_solution;
    std::vector<std::uint64_t> m_moves; ///< of every group
    std::vector<std::uint32_t> m_part_of;
    std::vector<std::uint32_t> m_local_of;
    std::vector<std::uint32_t> m_local_region;
    std::vector<std::vector<std::uint32_t>> m_regions_of;
};

void anneal_at_once(const Problem& problem, const Schedule& schedule, double unit_m,
                    std::uint64_t seed, Solution& solution) {
    Search search(problem, std::move(solution.labels), solution.regions, seed);
    sweep(search, schedule.sweeps, {0, schedule.hot * unit_m, schedule.cold * unit_m, 1, false});
    settle(search, schedule.sweeps);
    solution.labels = search.labels();
    solution.violation = search.violation();
    solution.cost_m = search.cost();
    solution.moves += search.moves();
}

} // namespace

bool are_few_and_large(const Graph& graph, std::size_t regions) {
    constexpr std::size_t vertices_of_large_region = group_vertices / 20;
    return graph.vertex_count() > vertices_of_large_region * regions;
}

void anneal_in_rounds(const Problem& problem, const Schedule& schedule, std::uint64_t seed,
                      Solution& solution) {
    const double unit_m = mean_edge_cost(problem.graph);
    if (problem.graph.vertex_count() <= group_vertices ||
        are_few_and_large(problem.graph, solution.regions)) {
        anneal_at_once(problem, schedule, unit_m, seed, solution);
        return;
    }
    const Graph regions = problem.graph.contracted(solution.labels, solution.regions);
    std::vector<std::uint32_t> vertices(solution.regions, 0);
    for (const std::uint32_t region : solution.labels)
        ++vertices[region];
    const double factor = cooling_factor(schedule.hot, schedule.cold, schedule.rounds);
    double hot_m = schedule.hot * unit_m;
    for (unsigned i = 0; i < schedule.rounds; ++i) {
        const Groups groups(regions, vertices, Random::derive(seed, 2 * i));
        Round round(problem, groups, solution);
        const bool last = i + 1 == schedule.rounds;
        round.anneal({0, hot_m, hot_m * factor, 1, false}, schedule.sweeps / schedule.rounds,
                     last ? schedule.sweeps : 0, Random::derive(seed, 2 * i + 1));
        solution.moves += round.moves();
        hot_m *= factor;
    }
    evaluate(problem, solution);
}

} // namespace evengrid::algorithms
