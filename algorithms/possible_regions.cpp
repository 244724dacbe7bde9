#include "algorithms/possible_regions.hpp"

#include "algorithms/homes.hpp"

#include <algorithm>
#include <numeric>

namespace evengrid::algorithms {

PossibleRegions::PossibleRegions(const Problem& problem, std::size_t regions,
                                 std::int64_t most_violation, double weight)
    : m_problem(problem), m_regions(regions), m_most_violation(most_violation), m_weight(weight),
      m_vertices(problem.graph.vertex_count()), m_beside(m_vertices * m_vertices),
      m_premium(m_vertices) {
    for (std::uint32_t v = 0; v < m_vertices; ++v) {
        m_all |= bit(v);
        m_has_homes = m_has_homes || problem.graph[Vertex{v}].home != 0;
        for (const Neighbour& n : problem.graph.neighbours(Vertex{v})) {
            m_beside[v * m_vertices + index(n.vertex)] = {static_cast<double>(n.cost),
                                                          static_cast<double>(n.border_m)};
            m_rim[v] |= bit(index(n.vertex));
        }
    }
}

bool PossibleRegions::list(std::span<const double> price, double below, std::size_t most,
                           std::size_t& tries_left, std::vector<PossibleRegion>& listed) {
    m_price = price;
    m_below = below;
    m_most = most;
    m_tries_left = &tries_left;
    m_listed = &listed;
    m_complete = true;
    listed.clear();
    prepare_premiums();
    double open_premium = std::accumulate(m_premium.begin(), m_premium.end(), 0.0);
    for (std::uint32_t root = 0; root < m_vertices && m_complete; ++root) {
        Growth growth;
        growth.barred = bit(root) - 1;
        growth.open_premium = open_premium;
        grow(growth, root);
        open_premium -= m_premium[root];
    }
    return m_complete;
}

// The prices that a region can collect are those of a knapsack that holds the maximum. Its linear
// relaxation is solved by one price per person, at which the premiums above it are paid in full
// (Dantzig, 1957). People above the maximum are paid by the weight of violation; a vertex that
// alone holds more counts as if it held the maximum.
void PossibleRegions::prepare_premiums() {
    const std::int64_t maximum = m_problem.terms.bounds.maximum;
    const auto people = [&](std::uint32_t v) {
        return static_cast<double>(std::min(m_problem.graph[Vertex{v}].population, maximum));
    };
    const auto worth = [&](std::uint32_t v) {
        const std::int64_t over =
            std::max<std::int64_t>(0, m_problem.graph[Vertex{v}].population - maximum);
        return m_price[v] - m_weight * static_cast<double>(over);
    };
    std::vector<std::pair<double, std::uint32_t>> by_value; // dearest first
    for (std::uint32_t v = 0; v < m_premium.size(); ++v)
        if (people(v) > 0)
            by_value.emplace_back(-worth(v) / people(v), v);
    std::sort(by_value.begin(), by_value.end());
    double room = static_cast<double>(maximum);
    m_per_person = 0;
    for (const auto& [value, v] : by_value) {
        room -= people(v);
        if (room < 0) {
            m_per_person = std::clamp(-value, 0.0, m_weight);
            break;
        }
    }
    for (std::uint32_t v = 0; v < m_premium.size(); ++v)
        m_premium[v] = std::max(0.0, worth(v) - m_per_person * people(v));
}

double PossibleRegions::border_with(std::uint32_t v, VertexSet set) const {
    double border = 0;
    for_each_vertex(set & m_rim[v], [&](std::uint32_t u) { border += beside(v, u).cost; });
    return border;
}

// No set that contains the present one and nothing barred has a lower reduced cost.
double PossibleRegions::least_reduced(const Growth& growth) const {
    const std::int64_t room = m_problem.terms.bounds.maximum - growth.population;
    return growth.barred_border / 2 - growth.price - growth.open_premium -
           (room > 0 ? m_per_person : m_weight) * static_cast<double>(room);
}

// Adds a vertex, considers the set, and goes on with every vertex beside it that is not barred. A
// vertex that has been gone on with is barred for what follows, so that no set comes up twice.
// Most sets go no further than the bound, so what only others need is reckoned after it.
void PossibleRegions::grow(Growth growth, std::uint32_t v) {
    const VertexData& data = m_problem.graph[Vertex{v}];
    growth.population += data.population;
    growth.price += m_price[v];
    growth.open_premium -= m_premium[v];
    growth.barred_border += border_with(v, growth.barred);
    if (!m_complete || least_reduced(growth) >= m_below ||
        growth.population > m_problem.terms.bounds.maximum + m_most_violation)
        return;
    if (*m_tries_left == 0) {
        m_complete = false;
        return;
    }
    --*m_tries_left;
    for_each_vertex(m_rim[v], [&](std::uint32_t u) {
        const double sign = (growth.set & bit(u)) != 0 ? -1 : 1;
        growth.border += sign * beside(v, u).cost;
        growth.perimeter_m += sign * beside(v, u).border_m;
    });
    growth.perimeter_m += data.outer_m;
    growth.area_m2 += data.area_m2;
    growth.set |= bit(v);
    growth.rim |= m_rim[v];
    consider(growth);
    for (VertexSet next = growth.rim & ~growth.barred & ~growth.set; next != 0; next &= next - 1) {
        const auto u = static_cast<std::uint32_t>(std::countr_zero(next));
        grow(growth, u);
        growth.barred |= bit(u);
        growth.barred_border += border_with(u, growth.set);
        growth.open_premium -= m_premium[u];
        if (least_reduced(growth) >= m_below)
            return;
    }
}

void PossibleRegions::consider(const Growth& growth) {
    const Terms& terms = m_problem.terms;
    const Worth further = of_measures(growth.set);
    const std::int64_t violation = terms.bounds.violation(growth.population) + further.violation;
    if (violation > m_most_violation)
        return;
    const double cost = growth.border / 2 + terms.off_target_m(growth.population) +
                        terms.lack_m(growth.area_m2, growth.perimeter_m) + further.cost_m +
                        terms.moved_m * static_cast<double>(moved(growth.set)) +
                        m_weight * static_cast<double>(violation);
    if (cost - growth.price >= m_below || !leaves_regions(growth.set))
        return;
    if (m_listed->size() == m_most) {
        m_complete = false;
        return;
    }
    m_listed->push_back({growth.set, cost, cost - growth.price});
}

// The people who leave their homes if the set becomes a region.
std::int64_t PossibleRegions::moved(VertexSet set) const {
    Homes homes;
    std::int64_t people = 0;
    for_each_vertex(m_has_homes ? set : 0, [&](std::uint32_t v) {
        const VertexData& data = m_problem.graph[Vertex{v}];
        homes.add(data.home, data.population);
        people += data.home != 0 ? data.population : 0;
    });
    return people - homes.kept(m_problem.terms.homes);
}

// What the further measures of the set are worth.
Worth PossibleRegions::of_measures(VertexSet set) const {
    if (m_problem.terms.measures.empty())
        return {};
    std::vector<Vertex> vertices;
    for_each_vertex(set, [&](std::uint32_t v) { vertices.push_back(Vertex{v}); });
    return m_problem.terms.of_measures(measured(m_problem.graph, vertices));
}

// Whether what a set leaves over can be the other regions: its pieces, each for itself.
bool PossibleRegions::leaves_regions(VertexSet set) const {
    const Bounds& bounds = m_problem.terms.bounds;
    std::size_t fewest = 0;
    for (VertexSet rest = m_all & ~set; rest != 0 && fewest < m_regions;) {
        const VertexSet own = piece(rest);
        rest &= ~own;
        std::int64_t people = 0;
        for_each_vertex(own,
                        [&](std::uint32_t v) { people += m_problem.graph[Vertex{v}].population; });
        if (m_most_violation > 0) {
            ++fewest;
            continue;
        }
        const std::int64_t here = std::max<std::int64_t>(
            1, (people + bounds.maximum - 1) / std::max<std::int64_t>(1, bounds.maximum));
        if (people < here * bounds.minimum)
            return false;
        fewest += static_cast<std::size_t>(here);
    }
    return fewest < m_regions;
}

// The connected piece that holds the smallest vertex.
VertexSet PossibleRegions::piece(VertexSet within) const {
    VertexSet result = within & (~within + 1);
    for (VertexSet added = result; added != 0;) {
        VertexSet rim = 0;
        for_each_vertex(added, [&](std::uint32_t v) { rim |= m_rim[v]; });
        added = rim & within & ~result;
        result |= added;
    }
    return result;
}

} // namespace evengrid::algorithms
