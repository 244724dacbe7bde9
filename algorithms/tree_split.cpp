#include "algorithms/tree_split.hpp"

#include "algorithms/random.hpp"

#include <algorithm>
#include <numeric>
#include <queue>
#include <tuple>

namespace evengrid::algorithms {

namespace {

constexpr std::uint32_t none = ~std::uint32_t{0};

// States of all branches together: a bound of memory, some 100 MB.
constexpr std::size_t most_states = 4'000'000;
constexpr std::size_t most_steps = 96;
constexpr std::size_t fewest_steps = 8;

/// A random spanning tree, every vertex after the one above it.
struct Tree {
    Tree(const Graph& graph, std::uint64_t seed)
        : above(graph.vertex_count(), none), cost_m(graph.vertex_count(), 0) {
        using Reach = std::tuple<std::uint64_t, std::uint32_t, std::uint32_t, float>;
        Random random(seed);
        std::priority_queue<Reach> reach;
        std::vector<bool> met(above.size(), false);
        reach.push({0, random.below(static_cast<std::uint32_t>(above.size())), none, 0});
        while (!reach.empty()) {
            const auto [weight, v, from, cost] = reach.top();
            reach.pop();
            if (met[v])
                continue;
            met[v] = true;
            above[v] = from;
            cost_m[v] = static_cast<double>(cost);
            order.push_back(v);
            for (const Neighbour& n : graph.neighbours(Vertex{v}))
                if (!met[index(n.vertex)])
                    reach.push({random.next(), static_cast<std::uint32_t>(n.vertex), v, n.cost});
        }
    }

    std::vector<std::uint32_t> order;
    std::vector<std::uint32_t> above; ///< none at the root
    std::vector<double> cost_m;       ///< of the edge to it
};

/// One way to divide a branch, but for the region at its top, which is open.
struct State {
    std::int64_t people = 0;    ///< in the open region
    std::int64_t violation = 0; ///< of the others,
    double cost_m = 0;          ///< what they cost,
    std::uint32_t closed = 0;   ///< and their number
};

/// From which states of the two branches another one was made.
struct Origin {
    std::uint32_t own = 0;
    std::uint32_t below = 0;
    bool joined = false;
};

class TreeSplit {
public:
    TreeSplit(const Problem& problem, std::size_t regions, std::uint64_t seed)
        : m_problem(problem), m_tree(problem.graph, seed), m_regions(regions),
          m_mean(static_cast<double>(problem.graph.total_population()) /
                 static_cast<double>(regions)),
          m_states(m_tree.order.size()), m_joins(m_tree.order.size()), m_people(m_states.size()) {
        const std::size_t steps =
            std::clamp(most_states / m_states.size(), fewest_steps, most_steps);
        m_step = std::max<std::int64_t>(1, problem.terms.bounds.maximum /
                                               static_cast<std::int64_t>(steps));
        // All that is further above the maximum than a region lacks at most counts as one step.
        m_place.resize(
            3 * static_cast<std::size_t>(
                    (problem.terms.bounds.maximum + problem.terms.bounds.minimum) / m_step + 1));
    }

    Labels run() {
        for (std::uint32_t v = 0; v < m_states.size(); ++v) {
            m_people[v] = m_problem.graph[Vertex{v}].population;
            m_states[v] = {{m_people[v], 0, 0, 0}};
        }
        for (std::size_t at = m_tree.order.size(); at-- > 1;) {
            const std::uint32_t v = m_tree.order[at];
            merge(m_tree.above[v], v);
            m_states[v] = {};
            if (at % 1024 == 0)
                m_problem.poll();
        }
        return labels(best_at_root());
    }

private:
    // What a closed region costs. It counts off the mean of the regions asked for and not off the
    // target, so that their number comes out.
    State closed(const State& state, double cost_m) const {
        const double off = static_cast<double>(state.people) - m_mean;
        return {0, state.violation + m_problem.terms.bounds.violation(state.people),
                state.cost_m + cost_m + m_problem.terms.deviation_m * off * off, state.closed + 1};
    }

    // More than the maximum only where the smaller side alone would lack as much as it adds.
    bool may_join(std::int64_t a, std::int64_t b) const {
        const Bounds& bounds = m_problem.terms.bounds;
        return a + b <= bounds.maximum || 2 * std::min(a, b) <= bounds.minimum;
    }

    void merge(std::uint32_t v, std::uint32_t below) {
        const std::vector<State> own = std::move(m_states[v]);
        const std::vector<State>& other = m_states[below];
        m_people[v] += m_people[below];
        m_states[v].clear();
        m_joins[v].push_back({below, {}});
        m_place.assign(m_place.size(), none);
        for (std::uint32_t b = 0; b < other.size(); ++b) {
            const State cut = closed(other[b], m_tree.cost_m[below]);
            for (std::uint32_t a = 0; a < own.size(); ++a) {
                const State& top = own[a];
                const State& open = other[b];
                keep(v,
                     {top.people, top.violation + cut.violation, top.cost_m + cut.cost_m,
                      top.closed + cut.closed},
                     {a, b, false});
                if (may_join(top.people, open.people))
                    keep(v,
                         {top.people + open.people, top.violation + open.violation,
                          top.cost_m + open.cost_m, top.closed + open.closed},
                         {a, b, true});
            }
        }
    }

    // Of every step of people, and of three numbers of regions about the one that is due, the best.
    void keep(std::uint32_t v, const State& state, const Origin& origin) {
        const double due = static_cast<double>(m_people[v] - state.people) / m_mean;
        const double off = static_cast<double>(state.closed) - due;
        const std::size_t number = off < -0.5 ? 0 : off > 0.5 ? 2 : 1;
        const auto step = static_cast<std::size_t>(state.people / m_step);
        std::uint32_t& place = m_place[std::min(3 * step + number, m_place.size() - 1)];
        std::vector<State>& states = m_states[v];
        std::vector<Origin>& origins = m_joins[v].back().origins;
        if (place == none) {
            place = static_cast<std::uint32_t>(states.size());
            states.push_back(state);
            origins.push_back(origin);
        } else if (is_better(state, states[place])) {
            states[place] = state;
            origins[place] = origin;
        }
    }

    // What the open region holds above the maximum will not leave it again.
    bool is_better(const State& a, const State& b) const {
        const auto violation = [&](const State& state) {
            return state.violation +
                   std::max<std::int64_t>(0, state.people - m_problem.terms.bounds.maximum);
        };
        return violation(a) != violation(b) ? violation(a) < violation(b) : a.cost_m < b.cost_m;
    }

    std::uint32_t best_at_root() const {
        const std::vector<State>& states = m_states[m_tree.order.front()];
        const auto off = [&](const State& state) {
            const std::size_t regions = state.closed + std::size_t{1};
            return regions > m_regions ? regions - m_regions : m_regions - regions;
        };
        std::uint32_t best = 0;
        for (std::uint32_t i = 1; i < states.size(); ++i) {
            const std::size_t own = off(states[i]);
            const std::size_t least = off(states[best]);
            if (own != least ? own < least
                             : is_better(closed(states[i], 0), closed(states[best], 0)))
                best = i;
        }
        return best;
    }

    Labels labels(std::uint32_t at_root) const {
        Labels result(m_states.size(), none);
        std::vector<std::uint32_t> chosen(m_states.size(), 0);
        std::vector<bool> joined(m_states.size(), false);
        chosen[m_tree.order.front()] = at_root;
        std::uint32_t next = 0;
        for (const std::uint32_t v : m_tree.order) {
            result[v] = joined[v] ? result[m_tree.above[v]] : next++;
            std::uint32_t state = chosen[v];
            for (std::size_t i = m_joins[v].size(); i-- > 0;) {
                const Origin& origin = m_joins[v][i].origins[state];
                chosen[m_joins[v][i].below] = origin.below;
                joined[m_joins[v][i].below] = origin.joined;
                state = origin.own;
            }
        }
        return result;
    }

    /// How a branch below a vertex was joined to it.
    struct Joins {
        std::uint32_t below = 0;
        std::vector<Origin> origins; ///< of every state
    };

    const Problem& m_problem;
    const Tree m_tree;
    std::size_t m_regions;
    double m_mean; ///< people per region
    std::int64_t m_step = 1;
    std::vector<std::vector<State>> m_states; ///< of the branch at every vertex, as far as merged
    std::vector<std::vector<Joins>> m_joins;  ///< of every vertex, in the order of merging
    std::vector<std::int64_t> m_people;       ///< of the branch
    std::vector<std::uint32_t> m_place;       ///< in the states, by step and number of regions
};

} // namespace

Solution split_tree(const Problem& problem, std::size_t regions, std::uint64_t seed) {
    Solution result;
    result.labels = TreeSplit(problem, regions, seed).run();
    result.regions = std::size_t{*std::max_element(result.labels.begin(), result.labels.end())} + 1;
    result.moves = problem.graph.vertex_count();
    evaluate(problem, result);
    return result;
}

bool is_nearly_a_tree(const Graph& graph) {
    return graph.edge_count() < graph.vertex_count() + graph.vertex_count() / 16;
}

} // namespace evengrid::algorithms
