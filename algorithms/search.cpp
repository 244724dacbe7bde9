#include "algorithms/search.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace evengrid::algorithms {

namespace {

const ExponentialTable exponential;

// A search for a way around a vertex gives up after so many vertices, which keeps a move's price
// constant. Giving up forbids a legal move; it never allows an illegal one.
constexpr std::size_t detour_limit = 256;

constexpr std::uint64_t temperature_steps = 64;

// Square roots are exact to the last bit everywhere, which powers are not.
double root_64(double x) {
    for (std::uint64_t steps = 1; steps < temperature_steps; steps *= 2)
        x = std::sqrt(x);
    return x;
}

} // namespace

Terms::Terms(const Objective& objective, double span_m)
    : bounds(objective.bounds),
      target(static_cast<double>(std::max<std::int64_t>(1, objective.bounds.target_or_middle()))) {
    if (objective.border_cost == BorderCost::border) {
        deviation_m = objective.weights.deviation * span_m / (target * target);
        compactness_m = objective.weights.compactness * span_m;
    }
    // A tenth of the target out of bounds weighs a span.
    violation_m = 10 * span_m / target;
}

Search::Search(const Graph& graph, const Terms& terms, Labels labels, std::size_t region_count,
               std::uint64_t seed)
    : m_graph(graph), m_terms(terms), m_random(seed), m_labels(std::move(labels)),
      m_regions(region_count), m_rim_m(graph.vertex_count()), m_foreign(graph.vertex_count()),
      m_place(graph.vertex_count()), m_seen(graph.vertex_count()) {
    for (std::uint32_t i = 0; i < graph.vertex_count(); ++i) {
        const Vertex v{i};
        RegionSums& region = m_regions[m_labels[i]];
        region.population += graph[v].population;
        region.area_m2 += graph[v].area_m2;
        region.perimeter_m += graph[v].outer_m;
        ++region.vertices;
        double rim_m = graph[v].outer_m;
        for (const Neighbour& n : graph.neighbours(v)) {
            rim_m += static_cast<double>(n.border_m);
            if (m_labels[index(n.vertex)] == m_labels[i])
                continue;
            ++m_foreign[i];
            region.perimeter_m += static_cast<double>(n.border_m);
            m_cost += static_cast<double>(n.cost) / 2;
        }
        m_rim_m[i] = static_cast<float>(rim_m);
        update_border(v);
    }
    for (RegionSums& region : m_regions) {
        const double off = static_cast<double>(region.population) - m_terms.target;
        region.lack_m = lack_m(region.area_m2, region.perimeter_m);
        m_cost += m_terms.deviation_m * off * off + region.lack_m;
        m_violation += m_terms.bounds.violation(region.population);
    }
    mark_best();
}

double Search::lack_m(double area_m2, double perimeter_m) const {
    if (m_terms.compactness_m <= 0 || perimeter_m <= 0)
        return 0;
    return m_terms.compactness_m *
           (1 - 4 * std::numbers::pi * area_m2 / (perimeter_m * perimeter_m));
}

Search::Change Search::change(Vertex v, std::uint32_t from, std::uint32_t to) const {
    float cost_from = 0;
    float cost_to = 0;
    float border_from_m = 0;
    float border_to_m = 0;
    for (const Neighbour& n : m_graph.neighbours(v)) {
        const std::uint32_t region = m_labels[index(n.vertex)];
        if (region == from) {
            cost_from += n.cost;
            border_from_m += n.border_m;
        } else if (region == to) {
            cost_to += n.cost;
            border_to_m += n.border_m;
        }
    }
    const RegionSums& a = m_regions[from];
    const RegionSums& b = m_regions[to];
    const VertexData& data = m_graph[v];
    const std::int64_t people = data.population;
    const Bounds& bounds = m_terms.bounds;
    Change result;
    result.violation = bounds.violation(a.population - people) +
                       bounds.violation(b.population + people) - bounds.violation(a.population) -
                       bounds.violation(b.population);
    result.cost_m = static_cast<double>(cost_from) - static_cast<double>(cost_to) +
                    2 * m_terms.deviation_m * static_cast<double>(people) *
                        static_cast<double>(b.population - a.population + people);
    if (m_terms.compactness_m > 0) {
        const auto rim_m = static_cast<double>(m_rim_m[index(v)]);
        result.perimeter_from_m = a.perimeter_m - rim_m + 2 * static_cast<double>(border_from_m);
        result.perimeter_to_m = b.perimeter_m + rim_m - 2 * static_cast<double>(border_to_m);
        result.cost_m += lack_m(a.area_m2 - data.area_m2, result.perimeter_from_m) +
                         lack_m(b.area_m2 + data.area_m2, result.perimeter_to_m) - a.lack_m -
                         b.lack_m;
    }
    return result;
}

// Breadth first from one neighbour inside the region: connected when it meets all the others.
bool Search::stays_connected(Vertex v, std::uint32_t region) {
    std::uint32_t wanted = 0;
    m_queue.clear();
    m_stamp += 2; // m_stamp marks what is to be met, m_stamp + 1 what has been met
    for (const Neighbour& n : m_graph.neighbours(v)) {
        if (m_labels[index(n.vertex)] != region)
            continue;
        if (m_queue.empty()) {
            m_queue.push_back(n.vertex);
            m_seen[index(n.vertex)] = m_stamp + 1;
        } else {
            m_seen[index(n.vertex)] = m_stamp;
            ++wanted;
        }
    }
    m_seen[index(v)] = m_stamp + 1;
    for (std::size_t head = 0; head < m_queue.size() && wanted > 0; ++head) {
        if (m_queue.size() > detour_limit)
            return false;
        for (const Neighbour& n : m_graph.neighbours(m_queue[head])) {
            std::uint32_t& seen = m_seen[index(n.vertex)];
            if (m_labels[index(n.vertex)] != region || seen == m_stamp + 1)
                continue;
            wanted -= seen == m_stamp ? 1 : 0;
            seen = m_stamp + 1;
            m_queue.push_back(n.vertex);
        }
    }
    return wanted == 0;
}

void Search::update_border(Vertex v) {
    std::uint32_t& place = m_place[index(v)];
    if (m_foreign[index(v)] > 0 && place == 0) {
        m_border.push_back(v);
        place = static_cast<std::uint32_t>(m_border.size());
    } else if (m_foreign[index(v)] == 0 && place != 0) {
        m_border[place - 1] = m_border.back();
        m_place[index(m_border.back())] = place;
        m_border.pop_back();
        place = 0;
    }
}

void Search::move(Vertex v, std::uint32_t to, const Change& change) {
    const std::uint32_t from = m_labels[index(v)];
    RegionSums& a = m_regions[from];
    RegionSums& b = m_regions[to];
    const VertexData& data = m_graph[v];
    a.population -= data.population;
    b.population += data.population;
    --a.vertices;
    ++b.vertices;
    if (m_terms.compactness_m > 0) {
        a.area_m2 -= data.area_m2;
        b.area_m2 += data.area_m2;
        a.perimeter_m = change.perimeter_from_m;
        b.perimeter_m = change.perimeter_to_m;
        a.lack_m = lack_m(a.area_m2, a.perimeter_m);
        b.lack_m = lack_m(b.area_m2, b.perimeter_m);
    }
    m_labels[index(v)] = to;
    for (const Neighbour& n : m_graph.neighbours(v)) {
        const std::uint32_t region = m_labels[index(n.vertex)];
        if (region == from) {
            ++m_foreign[index(v)];
            ++m_foreign[index(n.vertex)];
            update_border(n.vertex);
        } else if (region == to) {
            --m_foreign[index(v)];
            --m_foreign[index(n.vertex)];
            update_border(n.vertex);
        }
    }
    update_border(v);
    m_cost += change.cost_m;
    m_violation += change.violation;
}

void Search::anneal(const Cooling& cooling) {
    const double price_m = m_terms.violation_m * cooling.strictness;
    const bool cools = cooling.from_m > 0 && cooling.to_m > 0;
    const double factor = cools ? root_64(cooling.to_m / cooling.from_m) : 1;
    double temperature_m = cooling.from_m;
    for (std::uint64_t step = 0; step < temperature_steps; ++step) {
        const std::uint64_t end = cooling.proposals * (step + 1) / temperature_steps;
        for (std::uint64_t i = cooling.proposals * step / temperature_steps; i < end; ++i)
            propose(temperature_m, price_m);
        temperature_m *= factor;
    }
    m_moves += cooling.proposals;
}

// Draws a border vertex and one of the regions beside it, and moves it there if chance says so.
void Search::propose(double temperature_m, double price_m) {
    if (m_border.empty())
        return;
    const std::uint64_t bits = m_random.next();
    const Vertex v = m_border[Random::scale(static_cast<std::uint32_t>(bits >> 32),
                                            static_cast<std::uint32_t>(m_border.size()))];
    const std::uint32_t from = m_labels[index(v)];
    if (m_regions[from].vertices == 1)
        return;
    const auto row = m_graph.neighbours(v);
    std::size_t at = ((bits & 0xffff) * row.size()) >> 16;
    while (m_labels[index(row[at].vertex)] == from)
        at = at + 1 < row.size() ? at + 1 : 0;
    const std::uint32_t to = m_labels[index(row[at].vertex)];
    const Change c = change(v, from, to);
    if (c.cost_m + price_m * static_cast<double>(c.violation) >
        temperature_m * exponential[bits >> 16])
        return;
    if (!stays_connected(v, from))
        return;
    move(v, to, c);
    if (is_better())
        mark_best();
    else
        m_since_best.push_back({v, from});
}

void Search::mark_best() {
    m_since_best.clear();
    m_best_violation = m_violation;
    m_best_cost = m_cost;
}

void Search::restore_best() {
    while (!m_since_best.empty()) {
        const auto [v, region] = m_since_best.back();
        m_since_best.pop_back();
        move(v, region, change(v, m_labels[index(v)], region));
    }
    mark_best();
}

} // namespace evengrid::algorithms
