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

constexpr unsigned temperature_steps = 64;

// A vertex with more neighbours is drawn as if it had so many, since a look at it takes time for
// each of them: a hub is not drawn for every one of its edges.
constexpr std::size_t most_often = 64;

} // namespace

// Square roots are exact to the last bit everywhere, which powers are not.
double cooling_factor(double from, double to, unsigned steps) {
    double factor = from > 0 ? to / from : 0;
    for (; steps > 1; steps /= 2)
        factor = std::sqrt(factor);
    return factor;
}

Search::Search(const Problem& problem, Labels labels, std::size_t region_count, std::uint64_t seed)
    : m_graph(problem.graph), m_terms(problem.terms), m_poll(problem.poll), m_random(seed),
      m_labels(std::move(labels)), m_regions(region_count), m_sites(m_graph.vertex_count()),
      m_ends(m_graph.vertex_count() > 0 ? m_graph.neighbours(Vertex{0}).data() : nullptr),
      m_seen(m_graph.vertex_count()) {
    find_twins();
    for (std::uint32_t i = 0; i < m_graph.vertex_count(); ++i) {
        const Vertex v{i};
        RegionSums& region = m_regions[m_labels[i]];
        region.population += m_graph[v].population;
        region.perimeter_m += m_graph[v].outer_m;
        ++region.vertices;
        double rim_m = m_graph[v].outer_m;
        double least_m = 0;
        for (const Neighbour& n : m_graph.neighbours(v)) {
            rim_m += static_cast<double>(n.border_m);
            if (m_labels[index(n.vertex)] == m_labels[i]) {
                least_m += static_cast<double>(n.cost);
                continue;
            }
            least_m -= static_cast<double>(n.cost);
            cut(v, n.vertex, end_of(n));
            region.perimeter_m += static_cast<double>(n.border_m);
            m_cost += static_cast<double>(n.cost) / 2;
        }
        m_sites[i] = {m_graph[v].population, static_cast<float>(m_graph[v].area_m2),
                      static_cast<float>(rim_m), m_graph[v].home, least_m};
        region.area_m2 += static_cast<double>(m_sites[i].area_m2);
    }
    count_homes();
    add_measures();
    for (RegionSums& region : m_regions) {
        region.lack_m = m_terms.lack_m(region.area_m2, region.perimeter_m);
        m_cost += m_terms.off_target_m(region.population) + region.lack_m;
        m_violation += m_terms.bounds.violation(region.population);
    }
}

// Rows are sorted: the vertices below one come to its row in the order in which they are visited.
void Search::find_twins() {
    std::vector<std::uint32_t> below(m_graph.vertex_count(), 0);
    m_twin.resize(2 * m_graph.edge_count());
    m_place.resize(2 * m_graph.edge_count());
    for (std::uint32_t v = 0; v < m_graph.vertex_count(); ++v) {
        for (const Neighbour& n : m_graph.neighbours(Vertex{v})) {
            if (index(n.vertex) < v)
                continue;
            const Neighbour& back = m_graph.neighbours(n.vertex)[below[index(n.vertex)]++];
            m_twin[end_of(n)] = end_of(back);
            m_twin[end_of(back)] = end_of(n);
        }
    }
}

void Search::count_homes() {
    const bool any = std::any_of(m_sites.begin(), m_sites.end(),
                                 [](const Site& site) { return site.home != 0; });
    if (!any || m_terms.moved_m <= 0)
        return;
    m_homes.resize(m_regions.size());
    std::int64_t moved = 0;
    for (std::size_t v = 0; v < m_sites.size(); ++v) {
        m_homes[m_labels[v]].add(m_sites[v].home, m_sites[v].population);
        moved += m_sites[v].home != 0 ? m_sites[v].population : 0;
    }
    for (const Homes& homes : m_homes)
        moved -= homes.kept(m_terms.homes);
    m_cost += m_terms.moved_m * static_cast<double>(moved);
}

void Search::add_measures() {
    m_measured.resize(m_regions.size() * m_terms.measures.size(), 0);
    if (m_measured.empty())
        return;
    for (std::uint32_t v = 0; v < m_sites.size(); ++v)
        for (std::size_t k = 0; k < m_terms.measures.size(); ++k)
            measured(m_labels[v])[k] += m_graph.measures(Vertex{v})[k];
    for (std::uint32_t region = 0; region < m_regions.size(); ++region) {
        const Worth worth = m_terms.of_measures(measured(region));
        m_violation += worth.violation;
        m_cost += worth.cost_m;
    }
}

// What the further measures of both regions would be worth more, if the vertex changed regions.
Worth Search::measured_by(Vertex v, std::uint32_t from, std::uint32_t to) const {
    Worth change;
    for (std::size_t k = 0; k < m_terms.measures.size(); ++k) {
        const std::int64_t own = m_graph.measures(v)[k];
        change += m_terms.of_measure(k, measured(from)[k] - own);
        change += m_terms.of_measure(k, measured(to)[k] + own);
        change -= m_terms.of_measure(k, measured(from)[k]);
        change -= m_terms.of_measure(k, measured(to)[k]);
    }
    return change;
}

// How many more people would leave their homes, if the vertex changed regions.
std::int64_t Search::moved_by(Vertex v, std::uint32_t from, std::uint32_t to) const {
    const auto [home, people] = std::pair(m_sites[index(v)].home, m_sites[index(v)].population);
    if (m_homes.empty() || home == 0 || people == 0)
        return 0;
    const HomeShares& shares = m_terms.homes;
    return m_homes[from].kept(shares) + m_homes[to].kept(shares) -
           m_homes[from].kept_with(shares, home, -people) -
           m_homes[to].kept_with(shares, home, people);
}

// What the people of both regions would be worth more, if the vertex changed regions.
inline Worth Search::people_by(const Site& site, std::uint32_t from, std::uint32_t to) const {
    const std::int64_t people = site.population;
    const std::int64_t a = m_regions[from].population;
    const std::int64_t b = m_regions[to].population;
    const Bounds& bounds = m_terms.bounds;
    return {bounds.violation(a - people) + bounds.violation(b + people) - bounds.violation(a) -
                bounds.violation(b),
            2 * m_terms.deviation_m * static_cast<double>(people) *
                static_cast<double>(b - a + people)};
}

Search::Shared Search::shared(Vertex v, std::uint32_t from, std::uint32_t to) const {
    // Added up by slot, not by branch: which region a neighbour lies in is as good as random.
    struct {
        float cost = 0;
        float border_m = 0;
    } sums[3];
    for (const Neighbour& n : m_graph.neighbours(v)) {
        const std::uint32_t region = m_labels[index(n.vertex)];
        auto& sum =
            sums[static_cast<unsigned>(region == from) + 2 * static_cast<unsigned>(region == to)];
        sum.cost += n.cost;
        sum.border_m += n.border_m;
    }
    return {sums[1].cost, sums[2].cost, sums[1].border_m, sums[2].border_m};
}

Search::Change Search::change(Vertex v, std::uint32_t from, std::uint32_t to,
                              const Shared& shared) const {
    const RegionSums& a = m_regions[from];
    const RegionSums& b = m_regions[to];
    const Site& site = m_sites[index(v)];
    const Worth people = people_by(site, from, to);
    Change result;
    result.violation = people.violation;
    result.cost_m = shared.cost_m() + people.cost_m;
    result.cost_m += m_terms.moved_m * static_cast<double>(moved_by(v, from, to));
    if (!m_measured.empty()) {
        const Worth further = measured_by(v, from, to);
        result.violation += further.violation;
        result.cost_m += further.cost_m;
    }
    if (m_terms.compactness_m > 0) {
        const auto rim_m = static_cast<double>(site.rim_m);
        const auto area_m2 = static_cast<double>(site.area_m2);
        result.perimeter_from_m =
            a.perimeter_m - rim_m + 2 * static_cast<double>(shared.border_from_m);
        result.perimeter_to_m = b.perimeter_m + rim_m - 2 * static_cast<double>(shared.border_to_m);
        result.cost_m += m_terms.lack_m(a.area_m2 - area_m2, result.perimeter_from_m) +
                         m_terms.lack_m(b.area_m2 + area_m2, result.perimeter_to_m) - a.lack_m -
                         b.lack_m;
    }
    return result;
}

// With the area A, the perimeter P and x = rim / P at most a quarter, a move makes the compactness
// 4 pi A / P^2 greater by at most 4 pi / P^2 * (A * (1 / (1 - x)^2 - 1) + entering / (1 - x)^2);
// the first bracket is convex and so below its secant.
void Search::limit_gains(std::uint32_t number) {
    constexpr double at_quarter = 16.0 / 9;
    RegionSums& region = m_regions[number];
    if (region.perimeter_m > 0) {
        const double per_m2 = m_terms.compactness_m * 4 * std::numbers::pi /
                              (region.perimeter_m * region.perimeter_m);
        region.gain_per_m = per_m2 * region.area_m2 * 4 * (at_quarter - 1) / region.perimeter_m;
        region.gain_per_m2 = per_m2 * at_quarter;
    }
    region.further_m =
        m_measured.empty() ? 0 : m_terms.of_measures(measured(number)).priced(m_price_m);
    region.most_gain_m =
        region.lack_m + m_terms.off_target_m(region.population) +
        m_price_m * static_cast<double>(m_terms.bounds.violation(region.population)) +
        region.further_m;
}

// How much rounder a region can become by a vertex with this rim, in metres of cost.
inline double Search::rounder_m(const RegionSums& region, double rim_m, double entering_m2) {
    if (4 * rim_m > region.perimeter_m)
        return region.lack_m;
    return std::min(region.lack_m, region.gain_per_m * rim_m + region.gain_per_m2 * entering_m2);
}

// All that a move of this vertex can make better besides the border.
inline double Search::most_gain_m(const Site& site, std::uint32_t from, std::uint32_t to) const {
    const RegionSums& a = m_regions[from];
    const RegionSums& b = m_regions[to];
    const auto rim_m = static_cast<double>(site.rim_m);
    return rounder_m(a, rim_m, 0) + rounder_m(b, rim_m, static_cast<double>(site.area_m2)) +
           a.further_m + b.further_m + most_brought_home_m(site) -
           people_by(site, from, to).priced(m_price_m);
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
            m_queue.push_back(n.vertex);
            if (seen == m_stamp) { // most ways around lead from one of these to the next
                --wanted;
                std::swap(m_queue.back(), m_queue[head + 1]);
            }
            seen = m_stamp + 1;
        }
    }
    return wanted == 0;
}

void Search::cut(Vertex v, Vertex across, std::uint32_t end) {
    m_place[end] = static_cast<std::uint32_t>(m_cut.size());
    m_cut.push_back({v, across, end});
}

void Search::uncut(std::uint32_t end) {
    const CutEnd last = m_cut.back();
    m_cut[m_place[end]] = last;
    m_place[last.end] = m_place[end];
    m_cut.pop_back();
}

void Search::move(Vertex v, std::uint32_t to, const Change& change) {
    const std::uint32_t from = m_labels[index(v)];
    RegionSums& a = m_regions[from];
    RegionSums& b = m_regions[to];
    Site& site = m_sites[index(v)];
    a.population -= site.population;
    b.population += site.population;
    if (!m_homes.empty()) {
        m_homes[from].add(site.home, -site.population);
        m_homes[to].add(site.home, site.population);
    }
    for (std::size_t k = 0; k < m_terms.measures.size(); ++k) {
        measured(from)[k] -= m_graph.measures(v)[k];
        measured(to)[k] += m_graph.measures(v)[k];
    }
    --a.vertices;
    ++b.vertices;
    if (m_terms.compactness_m > 0) {
        a.area_m2 -= static_cast<double>(site.area_m2);
        b.area_m2 += static_cast<double>(site.area_m2);
        a.perimeter_m = change.perimeter_from_m;
        b.perimeter_m = change.perimeter_to_m;
        a.lack_m = m_terms.lack_m(a.area_m2, a.perimeter_m);
        b.lack_m = m_terms.lack_m(b.area_m2, b.perimeter_m);
    }
    limit_gains(from);
    limit_gains(to);
    m_labels[index(v)] = to;
    for (const Neighbour& n : m_graph.neighbours(v)) {
        const std::uint32_t region = m_labels[index(n.vertex)];
        const double twice_m = 2 * static_cast<double>(n.cost);
        if (region == from) {
            cut(v, n.vertex, end_of(n));
            cut(n.vertex, v, m_twin[end_of(n)]);
            m_sites[index(n.vertex)].least_m -= twice_m;
            site.least_m -= twice_m;
        } else if (region == to) {
            uncut(end_of(n));
            uncut(m_twin[end_of(n)]);
            m_sites[index(n.vertex)].least_m += twice_m;
            site.least_m += twice_m;
        }
    }
    m_cost += change.cost_m;
    m_violation += change.violation;
}

void Search::anneal(const Cooling& cooling) {
    m_price_m = m_terms.violation_m * cooling.strictness;
    for (std::uint32_t region = 0; region < m_regions.size(); ++region)
        limit_gains(region);
    const double factor = cooling_factor(cooling.from_m, cooling.to_m, temperature_steps);
    double temperature_m = cooling.from_m;
    m_keep_best = cooling.keep_best;
    mark_best();
    for (std::uint64_t step = 0; step < temperature_steps; ++step) {
        const std::uint64_t end = cooling.proposals * (step + 1) / temperature_steps;
        for (std::uint64_t i = cooling.proposals * step / temperature_steps; i < end; ++i)
            propose(temperature_m);
        temperature_m *= factor;
        m_poll();
    }
    m_moves += cooling.proposals;
    if (m_keep_best)
        restore_best();
}

// Draws an end of a cut edge and moves its vertex into the region across, if chance says so.
void Search::propose(double temperature_m) {
    if (m_cut.empty())
        return;
    const std::uint64_t bits = m_random.next();
    const auto [v, across, end] = m_cut[Random::scale(static_cast<std::uint32_t>(bits >> 32),
                                                      static_cast<std::uint32_t>(m_cut.size()))];
    const std::uint32_t from = m_labels[index(v)];
    const std::uint32_t to = m_labels[index(across)];
    const double allowed_m = temperature_m * exponential[bits];
    // Most proposals lengthen the border beyond all that the rest can make good. Of regions of few
    // vertices the first look tells; of large ones, which a vertex can change but little, the
    // second.
    const Site& site = m_sites[index(v)];
    const double surely_m = site.least_m - allowed_m;
    if (m_regions[from].vertices == 1 || surely_m > m_regions[from].most_gain_m +
                                                        m_regions[to].most_gain_m +
                                                        most_brought_home_m(site))
        return;
    const double most_m = most_gain_m(site, from, to);
    if (surely_m > most_m)
        return;
    if (const std::size_t degree = m_graph.neighbours(v).size();
        degree > most_often && Random::scale(static_cast<std::uint32_t>(bits),
                                             static_cast<std::uint32_t>(degree)) >= most_often)
        return;
    const Shared s = shared(v, from, to);
    if (s.cost_m() - allowed_m > most_m)
        return;
    const Change c = change(v, from, to, s);
    if (c.cost_m + m_price_m * static_cast<double>(c.violation) > allowed_m)
        return;
    if (!stays_connected(v, from))
        return;
    move(v, to, c);
    if (!m_keep_best)
        return;
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
        move(v, region,
             change(v, m_labels[index(v)], region, shared(v, m_labels[index(v)], region)));
    }
    mark_best();
}

} // namespace evengrid::algorithms
