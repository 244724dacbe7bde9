#include "algorithms/exact.hpp"

#include "algorithms/homes.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <limits>

namespace evengrid::algorithms {

namespace {

constexpr std::size_t most_vertices = 64;
constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double tolerance = 1e-6;

using Set = std::uint64_t; ///< of vertices, one bit each

constexpr Set bit(std::uint32_t v) {
    return Set{1} << v;
}

template <class Body>
void for_each_vertex(Set set, const Body& body) {
    for (; set != 0; set &= set - 1)
        body(static_cast<std::uint32_t>(std::countr_zero(set)));
}

/// A set of vertices that may be a region.
struct Column {
    Set vertices = 0;
    double cost = 0;
    double reduced = 0; ///< cost less the prices of the vertices
};

/// What one person out of bounds weighs, so that no cost outweighs it.
double violation_weight(const Solution& solution) {
    return 2 * solution.cost_m + 1;
}

/// Lists the connected sets that a better partition may contain, by their smallest vertex.
class Listing {
public:
    Listing(const Problem& problem, const ExactLimits& limits, const Solution& incumbent)
        : m_problem(problem), m_limits(limits), m_most_violation(incumbent.violation),
          m_most_vertices(problem.graph.vertex_count() - incumbent.regions + 1),
          m_weight(violation_weight(incumbent)), m_columns(problem.graph.vertex_count()) {
        for (std::uint32_t v = 0; v < problem.graph.vertex_count(); ++v) {
            m_has_homes = m_has_homes || problem.graph[Vertex{v}].home != 0;
            for (const Neighbour& n : problem.graph.neighbours(Vertex{v}))
                m_beside[v] |= bit(static_cast<std::uint32_t>(n.vertex));
        }
    }

    /// False where the limits were reached.
    bool run() {
        for (std::uint32_t root = 0; root < m_columns.size() && m_complete; ++root) {
            m_root = root;
            Sums sums;
            grow(0, sums, root, bit(root + 1 < most_vertices ? root + 1 : 0) - 1);
        }
        return m_complete;
    }

    std::vector<std::vector<Column>> columns() && { return std::move(m_columns); }

private:
    struct Sums {
        std::int64_t population = 0;
        double border = 0;
        double perimeter_m = 0;
        double area_m2 = 0;
        Set rim = 0; ///< vertices beside the set
        std::size_t vertices = 0;
    };

    // Adds a vertex, lists the set, and goes on with every vertex beside it that is not barred. A
    // vertex that has been gone on with is barred for what follows, so that no set comes up twice.
    void grow(Set set, Sums sums, std::uint32_t v, Set barred) {
        const Bounds& bounds = m_problem.terms.bounds;
        add(set, sums, v);
        set |= bit(v);
        if (!m_complete || sums.population > bounds.maximum + m_most_violation)
            return;
        if (++m_tried > m_limits.regions_tried) {
            m_complete = false;
            return;
        }
        if (bounds.violation(sums.population) <= m_most_violation)
            list(set, sums);
        if (sums.vertices == m_most_vertices)
            return;
        for_each_vertex(sums.rim & ~barred & ~set, [&](std::uint32_t next) {
            barred |= bit(next);
            grow(set, sums, next, barred);
        });
    }

    void add(Set set, Sums& sums, std::uint32_t v) const {
        const VertexData& data = m_problem.graph[Vertex{v}];
        sums.population += data.population;
        sums.area_m2 += data.area_m2;
        sums.perimeter_m += data.outer_m;
        for (const Neighbour& n : m_problem.graph.neighbours(Vertex{v})) {
            const double sign = (set & bit(static_cast<std::uint32_t>(n.vertex))) != 0 ? -1 : 1;
            sums.border += sign * static_cast<double>(n.cost);
            sums.perimeter_m += sign * static_cast<double>(n.border_m);
        }
        sums.rim |= m_beside[v];
        ++sums.vertices;
    }

    void list(Set set, const Sums& sums) {
        if (++m_listed > m_limits.regions_listed) {
            m_complete = false;
            return;
        }
        const Terms& terms = m_problem.terms;
        const double cost = sums.border / 2 + terms.off_target_m(sums.population) +
                            terms.lack_m(sums.area_m2, sums.perimeter_m) +
                            terms.moved_m * static_cast<double>(moved(set)) +
                            m_weight * static_cast<double>(terms.bounds.violation(sums.population));
        m_columns[m_root].push_back({set, cost, 0});
    }

    // The people who leave their homes if the set becomes a region.
    std::int64_t moved(Set set) const {
        Homes homes;
        std::int64_t people = 0;
        for_each_vertex(m_has_homes ? set : 0, [&](std::uint32_t v) {
            const VertexData& data = m_problem.graph[Vertex{v}];
            homes.add(data.home, data.population);
            people += data.home != 0 ? data.population : 0;
        });
        return people - homes.kept();
    }

    const Problem& m_problem;
    const ExactLimits& m_limits;
    std::int64_t m_most_violation;
    std::size_t m_most_vertices;
    double m_weight;
    bool m_has_homes = false;
    std::array<Set, most_vertices> m_beside{};
    std::vector<std::vector<Column>> m_columns; ///< by smallest vertex
    std::uint32_t m_root = 0;
    std::size_t m_tried = 0;
    std::size_t m_listed = 0;
    bool m_complete = true;
};

/// Covers every vertex once with a given number of columns at the least cost.
class Cover {
public:
    Cover(std::vector<std::vector<Column>> columns, std::size_t regions, double upper,
          const ExactLimits& limits)
        : m_columns(std::move(columns)), m_regions(regions), m_upper(upper), m_limits(limits),
          m_price(m_columns.size(), upper / static_cast<double>(m_columns.size())) {}

    /// Moves the prices towards the best bound and strikes out what cannot be in a better cover.
    void raise_bound() {
        constexpr int most_steps = 150;
        constexpr int patience = 8;
        std::vector<double> best_price = m_price;
        double pace = 1;
        int stalled = 0;
        for (int step = 0; step < most_steps && m_lower < m_upper - tolerance; ++step) {
            const double bound = relax();
            if (bound > m_lower) {
                m_lower = bound;
                best_price = m_price;
                stalled = 0;
            } else if (++stalled == patience) {
                pace /= 2;
                stalled = 0;
                m_price = best_price;
                relax();
            }
            if (!follow(pace * (m_upper - bound)))
                break;
        }
        m_price = best_price;
        relax();
    }

    double lower() const { return m_lower; }

    /// Searches what the bound leaves open; false where the limit was reached.
    bool search() {
        if (m_lower >= m_upper - tolerance)
            return true;
        for (auto& columns : m_columns)
            std::sort(columns.begin(), columns.end(), [](const Column& a, const Column& b) {
                return a.reduced != b.reduced ? a.reduced < b.reduced : a.vertices < b.vertices;
            });
        prepare_rest();
        m_complete = true;
        m_chosen.clear();
        branch(all(), 0);
        return m_complete;
    }

    /// The columns of a better cover; empty where there is none.
    const std::vector<Set>& best() const { return m_best; }

private:
    Set all() const {
        return m_columns.size() == most_vertices
                   ? ~Set{0}
                   : bit(static_cast<std::uint32_t>(m_columns.size())) - 1;
    }

    // Without the rule that every vertex is covered once, the best choice takes the cheapest column
    // of the smallest vertices with the cheapest ones: at most one column has a given smallest
    // vertex.
    double relax() {
        std::vector<std::pair<double, Set>> cheapest;
        for (auto& columns : m_columns) {
            std::pair<double, Set> best{infinite, 0};
            for (Column& column : columns) {
                double prices = 0;
                for_each_vertex(column.vertices, [&](std::uint32_t v) { prices += m_price[v]; });
                column.reduced = column.cost - prices;
                best = std::min(best, {column.reduced, column.vertices});
            }
            cheapest.push_back(best);
        }
        std::sort(cheapest.begin(), cheapest.end());
        double bound = 0;
        for (const double price : m_price)
            bound += price;
        const double prices = bound;
        m_covered.assign(m_columns.size(), 0);
        double all_but_one = prices;
        for (std::size_t i = 0; i < m_regions; ++i) {
            bound += cheapest[i].first;
            all_but_one += i + 1 < m_regions ? cheapest[i].first : 0;
            for_each_vertex(cheapest[i].second, [&](std::uint32_t v) { ++m_covered[v]; });
        }
        for (auto& columns : m_columns)
            std::erase_if(columns, [&](const Column& c) {
                return all_but_one + c.reduced >= m_upper - tolerance;
            });
        return bound;
    }

    // One subgradient step: dearer what is not covered, cheaper what is covered twice.
    bool follow(double length) {
        double norm = 0;
        for (const int covered : m_covered)
            norm += (1 - covered) * (1 - covered);
        if (norm == 0)
            return false;
        for (std::size_t v = 0; v < m_price.size(); ++v)
            m_price[v] += length / norm * (1 - m_covered[v]);
        return true;
    }

    // For every vertex and number of columns: the least that so many columns, none with a smaller
    // vertex, can add to the prices of their vertices.
    void prepare_rest() {
        const std::size_t n = m_columns.size();
        m_rest.assign(n + 1, std::vector<double>(m_regions + 1, infinite));
        m_rest[n][0] = 0;
        for (std::size_t v = n; v-- > 0;) {
            const double own = m_columns[v].empty() ? infinite : m_columns[v].front().reduced;
            for (std::size_t count = 0; count <= m_regions; ++count)
                m_rest[v][count] = std::min(m_rest[v + 1][count],
                                            count > 0 ? own + m_rest[v + 1][count - 1] : infinite);
        }
    }

    void branch(Set open, double cost) {
        if (open == 0) {
            if (m_chosen.size() == m_regions && cost < m_upper - tolerance) {
                m_upper = cost;
                m_best = m_chosen;
            }
            return;
        }
        if (m_chosen.size() == m_regions || !m_complete)
            return;
        if (++m_nodes > m_limits.nodes) {
            m_complete = false;
            return;
        }
        double prices = 0;
        for_each_vertex(open, [&](std::uint32_t v) { prices += m_price[v]; });
        const auto root = static_cast<std::size_t>(std::countr_zero(open));
        const double rest = m_rest[root + 1][m_regions - m_chosen.size() - 1];
        for (const Column& column : m_columns[root]) {
            if (cost + prices + column.reduced + rest >= m_upper - tolerance)
                return;
            if ((column.vertices & ~open) != 0)
                continue;
            m_chosen.push_back(column.vertices);
            branch(open & ~column.vertices, cost + column.cost);
            m_chosen.pop_back();
        }
    }

    std::vector<std::vector<Column>> m_columns; ///< by smallest vertex
    std::size_t m_regions;
    double m_upper;
    const ExactLimits& m_limits;
    std::vector<double> m_price; ///< per vertex
    double m_lower = -infinite;
    std::vector<int> m_covered;
    std::vector<std::vector<double>> m_rest;
    std::vector<Set> m_chosen;
    std::vector<Set> m_best;
    std::size_t m_nodes = 0;
    bool m_complete = true;
};

} // namespace

std::optional<LowerBound> solve_exactly(const Problem& problem, const ExactLimits& limits,
                                        Solution& solution) {
    if (solution.regions == 1 || solution.regions == problem.graph.vertex_count())
        return LowerBound{solution.violation, solution.cost_m, true};
    if (problem.graph.vertex_count() > most_vertices)
        return std::nullopt;
    Listing listing(problem, limits, solution);
    if (!listing.run())
        return std::nullopt;
    const double weight = violation_weight(solution);
    const double upper = weight * static_cast<double>(solution.violation) + solution.cost_m;
    Cover cover(std::move(listing).columns(), solution.regions, upper, limits);
    cover.raise_bound();
    const bool complete = cover.search();
    if (!cover.best().empty()) {
        std::uint32_t region = 0;
        for (const Set set : cover.best()) {
            for_each_vertex(set, [&](std::uint32_t v) { solution.labels[v] = region; });
            ++region;
        }
        evaluate(problem, solution);
    }
    if (complete)
        return LowerBound{solution.violation, solution.cost_m, true};
    if (solution.violation > 0)
        return std::nullopt;
    return LowerBound{0, cover.lower(), false};
}

} // namespace evengrid::algorithms
