#include "algorithms/cover.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace evengrid::algorithms {

namespace {

constexpr double tolerance = 1e-6;

} // namespace

Cover::Cover(std::span<const PossibleRegion> from, std::vector<double> price, std::size_t regions,
             double upper)
    : m_columns(price.size()), m_regions(regions), m_upper(upper), m_price(std::move(price)) {
    for (const PossibleRegion& region : from)
        m_columns[static_cast<std::size_t>(std::countr_zero(region.vertices))].push_back(region);
}

void Cover::raise_bound() {
    constexpr int most_steps = 150;
    constexpr int patience = 8;
    std::vector<double> best_price = m_price;
    double pace = 1;
    int stalled = 0;
    for (int step = 0; step < most_steps; ++step) {
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
        if (m_lower >= m_upper - tolerance || !follow(pace * (m_upper - bound)))
            break;
    }
    m_price = best_price;
    relax();
}

// Without the rule that every vertex is covered once, the best choice takes the cheapest region of
// the smallest vertices with the cheapest ones: at most one region has a given smallest vertex.
double Cover::relax() {
    std::vector<std::pair<double, VertexSet>> cheapest;
    for (auto& columns : m_columns) {
        std::pair<double, VertexSet> best{infinite, 0};
        for (PossibleRegion& column : columns) {
            double prices = 0;
            for_each_vertex(column.vertices, [&](std::uint32_t v) { prices += m_price[v]; });
            column.reduced = column.cost - prices;
            best = std::min(best, {column.reduced, column.vertices});
        }
        cheapest.push_back(best);
    }
    std::sort(cheapest.begin(), cheapest.end());
    double bound = std::accumulate(m_price.begin(), m_price.end(), 0.0);
    m_covered.assign(m_columns.size(), 0);
    double all_but_one = bound;
    for (std::size_t i = 0; i < m_regions; ++i) {
        all_but_one = bound;
        bound += cheapest[i].first;
        for_each_vertex(cheapest[i].second, [&](std::uint32_t v) { ++m_covered[v]; });
    }
    for (auto& columns : m_columns)
        std::erase_if(columns, [&](const PossibleRegion& c) {
            return all_but_one + c.reduced >= m_upper - tolerance;
        });
    return bound;
}

// One subgradient step: dearer what is not covered, cheaper what is covered twice.
bool Cover::follow(double length) {
    double norm = 0;
    for (const int covered : m_covered)
        norm += (1 - covered) * (1 - covered);
    if (norm == 0)
        return false;
    for (std::size_t v = 0; v < m_price.size(); ++v)
        m_price[v] += length / norm * (1 - m_covered[v]);
    return true;
}

bool Cover::search(std::size_t most_looks) {
    if (m_lower >= m_upper - tolerance)
        return true;
    for (auto& columns : m_columns)
        std::sort(
            columns.begin(), columns.end(), [](const PossibleRegion& a, const PossibleRegion& b) {
                return a.reduced != b.reduced ? a.reduced < b.reduced : a.vertices < b.vertices;
            });
    prepare_rest();
    m_complete = true;
    m_looks_left = most_looks;
    m_chosen.clear();
    VertexSet all = 0;
    for (std::size_t v = 0; v < m_columns.size(); ++v)
        all |= bit(v);
    branch(all, 0);
    return m_complete;
}

// For every vertex and number of regions: the least that so many regions, none with a smaller
// vertex, can add to the prices of their vertices.
void Cover::prepare_rest() {
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

void Cover::branch(VertexSet open, double cost) {
    if (open == 0) {
        if (m_chosen.size() == m_regions && cost < m_upper - tolerance) {
            m_upper = cost;
            m_best = m_chosen;
        }
        return;
    }
    if (m_chosen.size() == m_regions)
        return;
    double prices = 0;
    for_each_vertex(open, [&](std::uint32_t v) { prices += m_price[v]; });
    const auto root = static_cast<std::size_t>(std::countr_zero(open));
    const double rest = m_rest[root + 1][m_regions - m_chosen.size() - 1];
    for (const PossibleRegion& column : m_columns[root]) {
        if (cost + prices + column.reduced + rest >= m_upper - tolerance)
            return;
        if (m_looks_left == 0) {
            m_complete = false;
            return;
        }
        --m_looks_left;
        if ((column.vertices & ~open) != 0)
            continue;
        m_chosen.push_back(column.vertices);
        branch(open & ~column.vertices, cost + column.cost);
        m_chosen.pop_back();
    }
}

} // namespace evengrid::algorithms
