#include "algorithms/repair.hpp"

#include "algorithms/random.hpp"
#include "algorithms/rounds.hpp"

#include <algorithm>
#include <functional>
#include <numeric>

namespace evengrid::algorithms {

namespace {

// How many neighbouring regions are divided anew together: more where fewer did not help.
constexpr std::size_t group_sizes[] = {3, 6, 12, 24};
constexpr std::size_t most_group_vertices = 4000;

/// Regions of a solution, with their vertices at hand, and groups of them divided anew.
class Regrouping {
public:
    Regrouping(const Problem& problem, std::span<const std::int64_t> unavoidable, const Work& work,
               std::uint64_t seed, Solution& solution)
        : m_problem(problem), m_unavoidable(unavoidable), m_work(work), m_seed(seed),
          m_solution(solution), m_members(solution.regions), m_people(solution.regions, 0),
          m_floor(solution.regions, 0), m_part_of(problem.graph.vertex_count(), 0),
          m_local_of(problem.graph.vertex_count()) {
        for (std::uint32_t v = 0; v < problem.graph.vertex_count(); ++v)
            put(v, solution.labels[v]);
    }

    std::size_t regions() const { return m_members.size(); }
    std::uint64_t spent() const { return m_spent; }
    std::int64_t people(std::uint32_t region) const { return m_people[region]; }

    /// Violation beyond what the vertices of a region make unavoidable.
    std::int64_t excess(std::uint32_t region) const { return violation(region) - m_floor[region]; }

    bool too_many(std::uint32_t region) const {
        return m_people[region] > m_problem.terms.bounds.maximum;
    }

    /// A region and those nearest to it, breadth first.
    std::vector<std::uint32_t> around(std::uint32_t region, std::size_t count) const {
        std::vector<std::uint32_t> group{region};
        std::size_t vertices = m_members[region].size();
        for (std::size_t head = 0; head < group.size(); ++head) {
            for (const std::uint32_t v : m_members[group[head]]) {
                for (const Neighbour& n : m_problem.graph.neighbours(Vertex{v})) {
                    const std::uint32_t other = m_solution.labels[index(n.vertex)];
                    if (std::find(group.begin(), group.end(), other) != group.end())
                        continue;
                    vertices += m_members[other].size();
                    if (group.size() >= count ||
                        (group.size() > 1 && vertices > most_group_vertices))
                        return group;
                    group.push_back(other);
                }
            }
        }
        return group;
    }

    /// Divides a group anew into `count` regions, from its present labels if `warm`, and keeps the
    /// result if it takes away violation, or, when the number changes for its own sake, adds none.
    bool divide(const std::vector<std::uint32_t>& group, std::size_t count, bool warm,
                bool for_the_number) {
        std::int64_t people_here = 0;
        std::int64_t floor = 0;
        std::int64_t before = 0;
        std::vector<Vertex> vertices;
        for (const std::uint32_t region : group) {
            people_here += m_people[region];
            floor += m_floor[region];
            before += violation(region);
            for (const std::uint32_t v : m_members[region])
                vertices.push_back(Vertex{v});
        }
        if (count < 1 || count > vertices.size() ||
            !worth_trying(people_here, count, before, floor, for_the_number))
            return false;
        const Solution found = solve(vertices, group, count, warm);
        // Setting up a search takes time too, even where hardly a vertex can move.
        m_spent += std::max(found.moves, static_cast<std::uint64_t>(
                                             m_work.sweeps * static_cast<double>(vertices.size())));
        if (for_the_number ? found.violation > before : found.violation >= before)
            return false;
        take_over(vertices, group, found);
        return true;
    }

private:
    std::int64_t violation(std::uint32_t region) const {
        const Terms& terms = m_problem.terms;
        const std::int64_t people = terms.bounds.violation(m_people[region]);
        return terms.measures.empty()
                   ? people
                   : people +
                         terms.of_measures(measured(m_problem.graph, m_members[region])).violation;
    }

    void put(std::uint32_t v, std::uint32_t region) {
        const std::int64_t people = m_problem.graph[Vertex{v}].population;
        m_solution.labels[v] = region;
        m_members[region].push_back(v);
        m_people[region] += people;
        m_floor[region] += m_unavoidable[v];
    }

    // Whether sums alone leave a hope.
    bool worth_trying(std::int64_t people, std::size_t count, std::int64_t before,
                      std::int64_t floor, bool for_the_number) const {
        const auto regions = static_cast<std::int64_t>(count);
        const Bounds& bounds = m_problem.terms.bounds;
        const std::int64_t least =
            std::max({floor, regions * bounds.minimum - people, people - regions * bounds.maximum});
        return for_the_number ? least <= before : least < before;
    }

    Solution solve(const std::vector<Vertex>& vertices, const std::vector<std::uint32_t>& group,
                   std::size_t count, bool warm) {
        for (std::uint32_t i = 0; i < vertices.size(); ++i) {
            m_part_of[index(vertices[i])] = 1;
            m_local_of[index(vertices[i])] = i;
        }
        const Graph graph = m_problem.graph.induced(vertices, m_part_of, m_local_of);
        for (const Vertex v : vertices)
            m_part_of[index(v)] = 0;
        const Problem problem{graph, m_problem.terms, m_problem.poll};
        const std::uint64_t seed = Random::derive(m_seed, ++m_trials);
        if (!warm)
            return solve_multilevel(problem, count, m_work, seed);
        Solution result;
        result.regions = count;
        for (const Vertex v : vertices) {
            const auto place = std::find(group.begin(), group.end(), m_solution.labels[index(v)]);
            result.labels.push_back(static_cast<std::uint32_t>(place - group.begin()));
        }
        anneal_in_rounds(problem, {m_work.sweeps, 1, 0.1, 8}, seed, result);
        return result;
    }

    void take_over(const std::vector<Vertex>& vertices, std::vector<std::uint32_t> ids,
                   const Solution& found) {
        for (const std::uint32_t region : ids)
            clear(region);
        while (ids.size() < found.regions) {
            ids.push_back(static_cast<std::uint32_t>(m_members.size()));
            m_members.emplace_back();
            m_people.push_back(0);
            m_floor.push_back(0);
        }
        for (std::size_t i = 0; i < vertices.size(); ++i)
            put(static_cast<std::uint32_t>(vertices[i]), ids[found.labels[i]]);
        std::sort(ids.begin() + static_cast<std::ptrdiff_t>(found.regions), ids.end(),
                  std::greater<>());
        for (std::size_t i = found.regions; i < ids.size(); ++i)
            drop(ids[i]);
        m_solution.regions = m_members.size();
    }

    void clear(std::uint32_t region) {
        m_members[region].clear();
        m_people[region] = 0;
        m_floor[region] = 0;
    }

    // Takes away an empty region; the last one gets its number.
    void drop(std::uint32_t region) {
        const auto last = static_cast<std::uint32_t>(m_members.size() - 1);
        const std::vector<std::uint32_t> moved = std::move(m_members[last]);
        clear(last);
        if (region != last)
            for (const std::uint32_t v : moved)
                put(v, region);
        m_members.pop_back();
        m_people.pop_back();
        m_floor.pop_back();
    }

    const Problem& m_problem;
    std::span<const std::int64_t> m_unavoidable;
    const Work& m_work;
    std::uint64_t m_seed;
    Solution& m_solution;
    std::vector<std::vector<std::uint32_t>> m_members;
    std::vector<std::int64_t> m_people;
    std::vector<std::int64_t> m_floor; ///< unavoidable violation
    std::vector<std::uint32_t> m_part_of;
    std::vector<std::uint32_t> m_local_of;
    std::uint64_t m_trials = 0;
    std::uint64_t m_spent = 0;
};

void mend(Regrouping& regions, std::size_t group_size, bool keep_number, std::uint64_t most_moves) {
    for (std::uint32_t region = 0; region < regions.regions() && regions.spent() < most_moves;
         ++region) {
        if (regions.excess(region) <= 0)
            continue;
        const auto group = regions.around(region, group_size);
        const std::size_t count = group.size();
        // A region with too many people is better split, one short of them given to its neighbours.
        const std::size_t other = regions.too_many(region) ? count + 1 : count - 1;
        if (!regions.divide(group, count, true, false) &&
            !regions.divide(group, count, false, false) && !keep_number)
            regions.divide(group, other, false, false);
    }
}

// Splits or merges where it costs no violation, trying the regions with most to give first.
void settle(Regrouping& regions, std::size_t wanted, std::size_t group_size,
            std::uint64_t most_moves) {
    std::vector<std::uint32_t> order(regions.regions());
    std::iota(order.begin(), order.end(), 0U);
    const bool split = regions.regions() < wanted;
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        return split ? regions.people(a) > regions.people(b)
                     : regions.people(a) < regions.people(b);
    });
    for (const std::uint32_t region : order) {
        if (regions.regions() == wanted || regions.spent() >= most_moves)
            return;
        if (region >= regions.regions())
            continue;
        const auto group = regions.around(region, group_size);
        regions.divide(group, split ? group.size() + 1 : group.size() - 1, false, true);
    }
}

} // namespace

void repair(const Problem& problem, std::span<const std::int64_t> unavoidable, std::size_t wanted,
            bool exactly, const Work& work, std::uint64_t seed, Solution& solution) {
    const std::int64_t floor =
        std::accumulate(unavoidable.begin(), unavoidable.end(), std::int64_t{0});
    if (solution.violation <= floor && solution.regions == wanted)
        return;
    const std::uint64_t most_moves =
        1'000'000 +
        static_cast<std::uint64_t>(work.sweeps * static_cast<double>(problem.graph.vertex_count()));
    const auto attempt = [&](bool keep_number) {
        Regrouping regions(problem, unavoidable, work, seed, solution);
        for (const std::size_t size : group_sizes)
            mend(regions, size, keep_number, most_moves);
        for (const std::size_t size : group_sizes)
            settle(regions, wanted, size, 2 * most_moves);
        solution.moves += regions.spent();
        evaluate(problem, solution);
    };
    attempt(exactly);
    if (!exactly || solution.violation <= floor || solution.regions != wanted)
        return;
    const Solution kept = solution;
    attempt(false);
    if (solution.regions != wanted)
        solution = kept;
}

} // namespace evengrid::algorithms
