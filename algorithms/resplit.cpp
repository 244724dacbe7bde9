#include "algorithms/resplit.hpp"

#include "algorithms/limits.hpp"
#include "algorithms/possible_regions.hpp"

#include <algorithm>

namespace evengrid::algorithms {

namespace {

using Group = std::vector<std::uint32_t>; ///< regions, in ascending order

class Resplitting {
public:
    Resplitting(const Problem& problem, const ExactLimits& limits, Solution& solution)
        : m_problem(problem), m_limits(limits), m_solution(solution),
          m_changed(solution.regions, true) {}

    void run() {
        while (pass(pairs()) || pass(triples())) {
        }
    }

private:
    // Regions beside each region, in ascending order.
    std::vector<Group> beside() const {
        const Graph regions = m_problem.graph.contracted(m_solution.labels, m_solution.regions);
        std::vector<Group> result(m_solution.regions);
        for (std::uint32_t region = 0; region < result.size(); ++region) {
            for (const Neighbour& n : regions.neighbours(Vertex{region}))
                result[region].push_back(static_cast<std::uint32_t>(n.vertex));
            std::sort(result[region].begin(), result[region].end());
        }
        return result;
    }

    std::vector<Group> pairs() const {
        const std::vector<Group> neighbours = beside();
        std::vector<Group> result;
        for (std::uint32_t a = 0; a < neighbours.size(); ++a)
            for (const std::uint32_t b : neighbours[a])
                if (a < b)
                    result.push_back({a, b});
        return result;
    }

    std::vector<Group> triples() const {
        const std::vector<Group> neighbours = beside();
        std::vector<Group> result;
        for (std::uint32_t middle = 0; middle < neighbours.size(); ++middle) {
            for (const std::uint32_t a : neighbours[middle]) {
                for (const std::uint32_t b : neighbours[middle]) {
                    if (b <= a)
                        continue;
                    result.push_back({middle, a, b});
                    std::sort(result.back().begin(), result.back().end());
                }
            }
        }
        std::sort(result.begin(), result.end());
        result.erase(std::unique(result.begin(), result.end()), result.end());
        return result;
    }

    // Divides the groups in which a region has changed since they came last; true where one of
    // them became better.
    bool pass(const std::vector<Group>& groups) {
        std::vector<bool>& seen = m_changed;
        bool better = false;
        std::vector<bool> changed(seen.size(), false);
        for (const Group& group : groups) {
            const auto is_new = [&](std::uint32_t region) {
                return seen[region] || changed[region];
            };
            if (std::any_of(group.begin(), group.end(), is_new) && divide(group)) {
                better = true;
                for (const std::uint32_t region : group)
                    changed[region] = true;
            }
        }
        return better;
    }

    bool divide(const Group& group) {
        std::vector<Vertex> members;
        Solution own;
        own.regions = group.size();
        for (std::uint32_t v = 0; v < m_solution.labels.size(); ++v) {
            const auto place = std::find(group.begin(), group.end(), m_solution.labels[v]);
            if (place == group.end())
                continue;
            members.push_back(Vertex{v});
            own.labels.push_back(static_cast<std::uint32_t>(place - group.begin()));
        }
        if (members.size() > most_vertices_of_set)
            return false;
        const Graph graph = m_problem.graph.induced(members);
        if (components(graph) != Labels(members.size(), 0))
            return false; // they have been parted since the pass began
        const Problem problem{graph, m_problem.terms, m_problem.poll};
        evaluate(problem, own);
        const Solution before = own;
        solve_exactly(problem, unavoidable_violation(graph, problem.terms.bounds), m_limits, own);
        if (!own.better_than(before))
            return false;
        for (std::size_t i = 0; i < members.size(); ++i)
            m_solution.labels[index(members[i])] = group[own.labels[i]];
        return true;
    }

    const Problem& m_problem;
    const ExactLimits& m_limits;
    Solution& m_solution;
    std::vector<bool> m_changed;
};

} // namespace

void resplit(const Problem& problem, const ExactLimits& limits, Solution& solution) {
    Resplitting(problem, limits, solution).run();
    evaluate(problem, solution);
}

} // namespace evengrid::algorithms
