#include "algorithms/recombine.hpp"

#include "algorithms/homes.hpp"
#include "algorithms/random.hpp"
#include "algorithms/search.hpp"

#include <algorithm>
#include <limits>
#include <span>
#include <utility>

namespace evengrid::algorithms {

namespace {

const ExponentialTable exponential;
constexpr unsigned temperature_steps = 64;
// Every cut is drawn in bounds or out of them: a state out of bounds is worth little on the way.
constexpr double strictness = 300;
constexpr std::uint32_t none = ~std::uint32_t{0};

/// What a set of vertices adds up to.
struct Sums {
    std::int64_t population = 0;
    double area_m2 = 0;
    double perimeter_m = 0;
    double shared_cost = 0; ///< of the border with the other side,
    double shared_m = 0;    ///< and its length
};

/// What a pair of regions is worth, but for homes and further measures.
Worth worth(const Terms& terms, const Sums& a, const Sums& b) {
    return {terms.bounds.violation(a.population) + terms.bounds.violation(b.population),
            a.shared_cost + terms.off_target_m(a.population) + terms.off_target_m(b.population) +
                terms.lack_m(a.area_m2, a.perimeter_m) + terms.lack_m(b.area_m2, b.perimeter_m)};
}

/// Two regions merged, and a random spanning tree of them.
class Merged {
public:
    Merged(const Problem& problem, std::vector<Vertex> members, std::vector<std::uint32_t>& place,
           Random& random)
        : m_problem(problem), m_members(std::move(members)), m_place(place),
          m_below(m_members.size()), m_parent(m_members.size(), none), m_depth(m_members.size()) {
        for (std::uint32_t i = 0; i < m_members.size(); ++i)
            m_place[index(m_members[i])] = i;
        draw_tree(random);
        add_up();
    }
    ~Merged() {
        for (const Vertex v : m_members)
            m_place[index(v)] = none;
    }
    Merged(const Merged&) = delete;
    Merged& operator=(const Merged&) = delete;

    /// The top of the branch that is best cut off, a person out of bounds at a price.
    std::uint32_t best_cut(double price_m) const {
        std::uint32_t best = none;
        double least_m = std::numeric_limits<double>::infinity();
        for (std::size_t at = 1; at < m_order.size(); ++at) {
            const double own_m = sides(m_order[at]).priced(price_m);
            if (own_m >= least_m)
                continue;
            least_m = own_m;
            best = m_order[at];
        }
        return best;
    }

    /// What two regions are worth if the branch below a vertex is one of them.
    Worth sides(std::uint32_t top) const {
        const Sums& branch = m_below[top];
        Sums rest = m_below[m_order.front()];
        rest.population -= branch.population;
        rest.area_m2 -= branch.area_m2;
        rest.perimeter_m += 2 * branch.shared_m - branch.perimeter_m;
        return worth(m_problem.terms, branch, rest);
    }

    /// The vertices of the branch below a vertex, and the others.
    std::pair<std::vector<Vertex>, std::vector<Vertex>> vertices(std::uint32_t top) const {
        std::pair<std::vector<Vertex>, std::vector<Vertex>> result;
        std::vector<bool> inside(m_members.size(), false);
        for (const std::uint32_t i : m_order) {
            inside[i] = i == top || (m_parent[i] != none && inside[m_parent[i]]);
            (inside[i] ? result.first : result.second).push_back(m_members[i]);
        }
        return result;
    }

private:
    // Prim's algorithm with random weights, from the first member.
    void draw_tree(Random& random) {
        struct Reach {
            std::uint64_t weight;
            std::uint32_t from;
            std::uint32_t to;
            bool operator<(const Reach& other) const { return weight > other.weight; }
        };
        std::vector<Reach> reach{
            {0, none, random.below(static_cast<std::uint32_t>(m_members.size()))}};
        std::vector<bool> met(m_members.size(), false);
        while (!reach.empty()) {
            std::pop_heap(reach.begin(), reach.end());
            const Reach next = reach.back();
            reach.pop_back();
            if (met[next.to])
                continue;
            met[next.to] = true;
            m_parent[next.to] = next.from;
            m_depth[next.to] = next.from == none ? 0 : m_depth[next.from] + 1;
            m_order.push_back(next.to);
            for (const Neighbour& n : m_problem.graph.neighbours(m_members[next.to])) {
                const std::uint32_t to = m_place[index(n.vertex)];
                if (to == none || met[to])
                    continue;
                reach.push_back({random.next(), next.to, to});
                std::push_heap(reach.begin(), reach.end());
            }
        }
    }

    // An edge between two members lies inside of every branch that has both, and on the border of
    // those with one: its length counts at both ends and is taken away twice where the ways from
    // them meet.
    void add_up() {
        for (std::uint32_t i = 0; i < m_members.size(); ++i) {
            const VertexData& data = m_problem.graph[m_members[i]];
            Sums& own = m_below[i];
            own.population += data.population;
            own.area_m2 += data.area_m2;
            own.perimeter_m += data.outer_m;
            for (const Neighbour& n : m_problem.graph.neighbours(m_members[i])) {
                const auto cost = static_cast<double>(n.cost);
                const auto border_m = static_cast<double>(n.border_m);
                own.perimeter_m += border_m;
                const std::uint32_t other = m_place[index(n.vertex)];
                if (other == none)
                    continue;
                own.shared_cost += cost;
                own.shared_m += border_m;
                if (other < i)
                    continue;
                Sums& meeting = m_below[meeting_of(i, other)];
                meeting.shared_cost -= 2 * cost;
                meeting.shared_m -= 2 * border_m;
                meeting.perimeter_m -= 2 * border_m;
            }
        }
        for (std::size_t at = m_order.size(); at-- > 1;) {
            const Sums& branch = m_below[m_order[at]];
            Sums& above = m_below[m_parent[m_order[at]]];
            above.population += branch.population;
            above.area_m2 += branch.area_m2;
            above.perimeter_m += branch.perimeter_m;
            above.shared_cost += branch.shared_cost;
            above.shared_m += branch.shared_m;
        }
    }

    std::uint32_t meeting_of(std::uint32_t a, std::uint32_t b) const {
        while (a != b)
            (m_depth[a] >= m_depth[b] ? a : b) = m_parent[m_depth[a] >= m_depth[b] ? a : b];
        return a;
    }

    const Problem& m_problem;
    std::vector<Vertex> m_members;
    std::vector<std::uint32_t>& m_place; ///< of every vertex among the members; none elsewhere
    std::vector<Sums> m_below;           ///< of the branch below each member
    std::vector<std::uint32_t> m_parent;
    std::vector<std::uint32_t> m_depth;
    std::vector<std::uint32_t> m_order; ///< from the root
};

class Recombining {
public:
    Recombining(const Problem& problem, std::uint64_t seed, Solution& solution)
        : m_problem(problem), m_best(solution), m_now(solution), m_random(seed),
          m_members(solution.regions), m_place(problem.graph.vertex_count(), none) {
        for (std::uint32_t v = 0; v < m_place.size(); ++v) {
            m_members[m_now.labels[v]].push_back(Vertex{v});
            m_has_homes = m_has_homes || problem.graph[Vertex{v}].home != 0;
        }
    }

    void run(const Recombination& plan) {
        const double unit_m = mean_edge_cost(m_problem.graph);
        const double factor = cooling_factor(plan.hot, plan.cold, temperature_steps);
        double temperature_m = plan.hot * unit_m;
        for (unsigned turn = 0; turn < temperature_steps; ++turn) {
            for (std::uint64_t i = plan.steps * turn / temperature_steps;
                 i < plan.steps * (turn + 1) / temperature_steps; ++i)
                step(temperature_m);
            temperature_m *= factor;
            m_problem.poll();
        }
    }

private:
    // Draws two regions by a border between them, and divides them anew if chance says so.
    void step(double temperature_m) {
        const Graph& graph = m_problem.graph;
        const Vertex v{m_random.below(static_cast<std::uint32_t>(graph.vertex_count()))};
        const auto row = graph.neighbours(v);
        const Neighbour& n = row[m_random.below(static_cast<std::uint32_t>(row.size()))];
        const std::uint32_t a = m_now.labels[index(v)];
        const std::uint32_t b = m_now.labels[index(n.vertex)];
        if (a == b)
            return;
        std::vector<Vertex> both = m_members[a];
        both.insert(both.end(), m_members[b].begin(), m_members[b].end());
        m_best.moves += both.size();
        const Merged merged(m_problem, std::move(both), m_place, m_random);
        const double price_m = m_problem.terms.violation_m * strictness;
        const std::uint32_t top = merged.best_cut(price_m);
        auto [branch, rest] = merged.vertices(top);
        Worth before = worth(m_problem.terms, sums(a, b), sums(b, a));
        Worth after = merged.sides(top);
        before += of_members(m_members[a]);
        before += of_members(m_members[b]);
        after += of_members(branch);
        after += of_members(rest);
        if (after.priced(price_m) >
            before.priced(price_m) + temperature_m * exponential[m_random.next() >> 16])
            return;
        put(std::move(branch), a);
        put(std::move(rest), b);
        m_now.violation += after.violation - before.violation;
        m_now.cost_m += after.cost_m - before.cost_m;
        if (!m_now.better_than(m_best))
            return;
        m_best.labels = m_now.labels;
        m_best.violation = m_now.violation;
        m_best.cost_m = m_now.cost_m;
    }

    void put(std::vector<Vertex> vertices, std::uint32_t region) {
        for (const Vertex v : vertices)
            m_now.labels[index(v)] = region;
        m_members[region] = std::move(vertices);
    }

    Sums sums(std::uint32_t region, std::uint32_t other) const {
        Sums result;
        for (const Vertex v : m_members[region]) {
            const VertexData& data = m_problem.graph[v];
            result.population += data.population;
            result.area_m2 += data.area_m2;
            result.perimeter_m += data.outer_m;
            for (const Neighbour& n : m_problem.graph.neighbours(v)) {
                const std::uint32_t beside = m_now.labels[index(n.vertex)];
                result.perimeter_m += beside == region ? 0 : static_cast<double>(n.border_m);
                result.shared_cost += beside == other ? static_cast<double>(n.cost) : 0;
            }
        }
        return result;
    }

    // What only the vertices of a region tell: its measures, and that people leave their homes.
    Worth of_members(std::span<const Vertex> vertices) const {
        Worth result;
        if (!m_problem.terms.measures.empty())
            result = m_problem.terms.of_measures(measured(m_problem.graph, vertices));
        if (!m_has_homes)
            return result;
        Homes homes;
        std::int64_t people = 0;
        for (const Vertex v : vertices) {
            const VertexData& data = m_problem.graph[v];
            homes.add(data.home, data.population);
            people += data.home != 0 ? data.population : 0;
        }
        result.cost_m += m_problem.terms.moved_m *
                         static_cast<double>(people - homes.kept(m_problem.terms.homes));
        return result;
    }

    const Problem& m_problem;
    Solution& m_best;
    Solution m_now;
    Random m_random;
    std::vector<std::vector<Vertex>> m_members; ///< of every region
    std::vector<std::uint32_t> m_place;
    bool m_has_homes = false;
};

} // namespace

void recombine(const Problem& problem, const Recombination& plan, std::uint64_t seed,
               Solution& solution) {
    if (solution.regions < 2)
        return;
    Recombining(problem, seed, solution).run(plan);
    evaluate(problem, solution);
}

} // namespace evengrid::algorithms
