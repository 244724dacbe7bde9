#include "algorithms/spread.hpp"

#include "algorithms/problem.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace evengrid::algorithms {

namespace {

/// Two regions by themselves, 0 the one that gives and 1 the one that wants.
struct Pair {
    std::vector<Vertex> members;
    Graph graph;
    Solution before;
};

bool is_connected(const Graph& graph, const Labels& labels, std::uint32_t label) {
    std::vector<std::uint32_t> reached;
    std::vector<bool> seen(labels.size(), false);
    const auto reach = [&](std::uint32_t v) {
        if (labels[v] == label && !seen[v]) {
            seen[v] = true;
            reached.push_back(v);
        }
    };
    const auto first = std::find(labels.begin(), labels.end(), label);
    if (first == labels.end())
        return false;
    reach(static_cast<std::uint32_t>(first - labels.begin()));
    for (std::size_t i = 0; i < reached.size(); ++i)
        for (const Neighbour& n : graph.neighbours(Vertex{reached[i]}))
            reach(static_cast<std::uint32_t>(index(n.vertex)));
    return static_cast<std::ptrdiff_t>(reached.size()) ==
           std::count(labels.begin(), labels.end(), label);
}

class Spreading {
public:
    Spreading(const Graph& graph, const std::vector<Amenity>& amenities,
              const SpreadOptions& options, std::vector<Region>& region_of)
        : m_graph(graph), m_amenities(amenities), m_options(options), m_region_of(region_of),
          m_span_m(span_m(graph, options.objective.bounds)),
          m_terms(options.objective, graph, m_span_m), m_part_of(graph.vertex_count(), 0),
          m_local_of(graph.vertex_count(), 0) {
        for (std::uint32_t v = 0; v < graph.vertex_count(); ++v) {
            const std::size_t region = index(region_of[v]);
            m_members.resize(std::max(m_members.size(), region + 1));
            m_members[region].push_back(Vertex{v});
        }
    }

    Spread run() {
        Spread result;
        for (bool changed = true; changed;) {
            changed = false;
            for (std::uint32_t region = 0; region < m_members.size(); ++region)
                for (std::size_t kind = 0; kind < m_amenities.size(); ++kind)
                    if (const auto change = best_for(Region{region}, kind);
                        change && change->is_worth_it) {
                        make(change->change);
                        result.made.push_back(change->change);
                        changed = true;
                    }
        }
        for (std::uint32_t region = 0; region < m_members.size(); ++region)
            for (std::size_t kind = 0; kind < m_amenities.size(); ++kind)
                if (auto change = best_for(Region{region}, kind))
                    result.offers.push_back(std::move(change->change));
        return result;
    }

private:
    struct Rated {
        BorderChange change;
        bool is_worth_it = false;
    };

    std::int64_t people_in(const std::vector<Vertex>& vertices) const {
        std::int64_t people = 0;
        for (const Vertex v : vertices)
            people += m_graph[v].population;
        return people;
    }
    bool has(const std::vector<Vertex>& vertices, std::size_t kind) const {
        return std::any_of(vertices.begin(), vertices.end(),
                           [&](Vertex v) { return m_amenities[kind][index(v)] > 0; });
    }
    std::int64_t wants(const std::vector<Vertex>& region) const {
        std::int64_t wants = 0;
        for (std::size_t kind = 0; people_in(region) > 0 && kind < m_amenities.size(); ++kind)
            wants += has(region, kind) ? 0 : 1;
        return wants;
    }
    bool is_fixed(Region region) const {
        return !m_options.fixed.empty() && m_options.fixed[index(region)];
    }

    /// The regions around one, ascending.
    std::vector<Region> around(Region region) const {
        std::vector<Region> found;
        for (const Vertex v : m_members[index(region)])
            for (const Neighbour& n : m_graph.neighbours(v))
                if (m_region_of[index(n.vertex)] != region)
                    found.push_back(m_region_of[index(n.vertex)]);
        std::sort(found.begin(), found.end());
        found.erase(std::unique(found.begin(), found.end()), found.end());
        return found;
    }

    Pair pair_of(Region from, Region to) {
        Pair pair;
        for (const Region region : {from, to})
            for (const Vertex v : m_members[index(region)]) {
                m_part_of[index(v)] = 1;
                m_local_of[index(v)] = static_cast<std::uint32_t>(pair.members.size());
                pair.members.push_back(v);
                pair.before.labels.push_back(region == from ? 0 : 1);
            }
        pair.graph = m_graph.induced(pair.members, m_part_of, m_local_of);
        for (const Vertex v : pair.members)
            m_part_of[index(v)] = 0;
        pair.before.regions = 2;
        evaluate({pair.graph, m_terms, m_poll}, pair.before);
        return pair;
    }

    /// The cheapest change that gives a region a kind of amenity that it wants.
    std::optional<Rated> best_for(Region to, std::size_t kind) {
        const auto& region = m_members[index(to)];
        std::optional<Rated> best;
        if (is_fixed(to) || people_in(region) == 0 || has(region, kind))
            return best;
        for (const Region from : around(to)) {
            if (is_fixed(from) || !has(m_members[index(from)], kind))
                continue;
            const Pair pair = pair_of(from, to);
            const auto try_with = [&](std::vector<std::uint32_t> given) {
                weigh(pair, {kind, from, to, {}, {}, 0}, given, {}, best);
                constexpr std::size_t most_vertices = 120;
                for (std::uint32_t v = 0;
                     pair.members.size() <= most_vertices && v < pair.members.size(); ++v)
                    if (pair.before.labels[v] == 1)
                        weigh(pair, {kind, from, to, {}, {}, 0}, given, v, best);
            };
            for (std::uint32_t v = 0; v < m_members[index(from)].size(); ++v)
                if (m_amenities[kind][index(pair.members[v])] > 0) {
                    try_with({v});
                    for (const Neighbour& n : pair.graph.neighbours(Vertex{v}))
                        if (pair.before.labels[index(n.vertex)] == 0)
                            try_with({v, static_cast<std::uint32_t>(index(n.vertex))});
                }
        }
        return best;
    }

    /// Takes a change for the best one if it can be made and costs less.
    void weigh(const Pair& pair, BorderChange change, const std::vector<std::uint32_t>& given,
               std::optional<std::uint32_t> taken, std::optional<Rated>& best) const {
        Solution after;
        after.labels = pair.before.labels;
        after.regions = 2;
        for (const std::uint32_t v : given)
            after.labels[v] = 1;
        if (taken)
            after.labels[*taken] = 0;
        if (std::find(after.labels.begin(), after.labels.end(), 0U) == after.labels.end())
            return;
        evaluate({pair.graph, m_terms, m_poll}, after);
        change.cost_m = after.cost_m - pair.before.cost_m;
        if (after.violation > pair.before.violation ||
            (best && change.cost_m >= best->change.cost_m) ||
            !is_connected(pair.graph, after.labels, 0) ||
            !is_connected(pair.graph, after.labels, 1))
            return;
        const std::int64_t fewer =
            wants_of(pair, pair.before.labels) - wants_of(pair, after.labels);
        if (fewer <= 0)
            return;
        for (const std::uint32_t v : given)
            change.given.push_back(pair.members[v]);
        if (taken)
            change.taken.push_back(pair.members[*taken]);
        constexpr double rounding_m = 1e-9;
        const double worth_m = m_options.worth * m_span_m * static_cast<double>(fewer);
        best = {change, change.cost_m <= worth_m + rounding_m};
    }

    std::int64_t wants_of(const Pair& pair, const Labels& labels) const {
        std::array<std::vector<Vertex>, 2> regions;
        for (std::size_t v = 0; v < labels.size(); ++v)
            regions[labels[v]].push_back(pair.members[v]);
        return wants(regions[0]) + wants(regions[1]);
    }

    void make(const BorderChange& change) {
        const auto move = [&](const std::vector<Vertex>& vertices, Region from, Region to) {
            for (const Vertex v : vertices) {
                std::erase(m_members[index(from)], v);
                auto& members = m_members[index(to)];
                members.insert(std::lower_bound(members.begin(), members.end(), v), v);
                m_region_of[index(v)] = to;
            }
        };
        move(change.given, change.from, change.to);
        move(change.taken, change.to, change.from);
    }

    const Graph& m_graph;
    const std::vector<Amenity>& m_amenities;
    const SpreadOptions& m_options;
    std::vector<Region>& m_region_of;
    double m_span_m;
    Terms m_terms;
    Poll m_poll;
    std::vector<std::vector<Vertex>> m_members; ///< of every region, ascending
    std::vector<std::uint32_t> m_part_of;       ///< scratch, 0 outside `pair_of`
    std::vector<std::uint32_t> m_local_of;      ///< scratch
};

} // namespace

Spread spread(const Graph& graph, const std::vector<Amenity>& amenities,
              const SpreadOptions& options, std::vector<Region>& region_of) {
    return Spreading(graph, amenities, options, region_of).run();
}

} // namespace evengrid::algorithms
