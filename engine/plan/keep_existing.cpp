#include "engine/plan/keep_existing.hpp"

#include "engine/plan/grid_counts.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace evengrid::engine {

namespace {

using algorithms::Graph;
using algorithms::index;
using algorithms::Region;
using algorithms::Vertex;

/// An existing grid, as far as it lies in this unit.
struct Existing {
    std::vector<Vertex> vertices;
    std::int64_t people = 0;
    bool locked = false;
};

std::map<std::uint32_t, Existing> existing_in(const Graph& graph, const std::vector<bool>& locked) {
    std::map<std::uint32_t, Existing> by_home;
    for (std::uint32_t i = 0; i < graph.vertex_count(); ++i) {
        const auto& data = graph[Vertex{i}];
        if (data.home != 0) {
            Existing& grid = by_home[data.home];
            grid.vertices.push_back(Vertex{i});
            grid.people += data.population;
            grid.locked = locked[data.home];
        }
    }
    return by_home;
}

bool hangs_together(const Graph& graph, const std::vector<Vertex>& vertices) {
    const auto component_of = algorithms::components(graph.induced(vertices));
    return std::all_of(component_of.begin(), component_of.end(), [](auto c) { return c == 0; });
}

/// A division of the whole unit, and which grids it kept.
struct Trial {
    algorithms::Partition partition;
    std::set<std::uint32_t> kept;
    std::int64_t violation = 0;

    bool better_than(const Trial& other) const {
        return violation != other.violation ? violation < other.violation
                                            : kept.size() > other.kept.size();
    }
};

class Division {
public:
    Division(const Graph& graph, const std::vector<bool>& locked,
             const algorithms::PartitionOptions& options)
        : m_graph(graph), m_options(options), m_existing(existing_in(graph, locked)) {}

    std::set<std::uint32_t> kept_at_first() const {
        std::set<std::uint32_t> kept;
        for (const auto& [home, grid] : m_existing) {
            if (grid.locked || (m_options.bounds.contains(grid.people) &&
                                hangs_together(m_graph, grid.vertices))) {
                kept.insert(home);
            }
        }
        return kept;
    }

    /// Takes grids out of `kept` until the number wanted can be had with those that are left: small
    /// ones where there are to be fewer grids, full ones where there are to be more, and, once some
    /// are let go, those beside them.
    void let_number_be(std::set<std::uint32_t>& kept) const {
        while (m_options.regions) {
            const auto wanted = static_cast<std::int64_t>(*m_options.regions);
            const auto range = legal_counts(m_graph, kept, m_options.bounds).range;
            const std::int64_t off = std::max(range.fewest - wanted, wanted - range.most);
            const auto next =
                off > 0 ? next_to_go(kept, wanted < range.fewest) : std::vector<std::uint32_t>{};
            if (next.empty()) {
                return;
            }
            // One grid let go brings the number nearer by about one at the most.
            const auto count = std::min(next.size(), static_cast<std::size_t>(off));
            for (std::size_t i = 0; i < count; ++i) {
                kept.erase(next[i]);
            }
        }
    }

    Trial divide(const std::set<std::uint32_t>& kept) const {
        std::vector<Vertex> rest;
        for (std::uint32_t i = 0; i < m_graph.vertex_count(); ++i) {
            if (!kept.count(m_graph[Vertex{i}].home)) {
                rest.push_back(Vertex{i});
            }
        }
        algorithms::Partition of_rest;
        if (!rest.empty()) {
            algorithms::PartitionOptions options = m_options;
            options.start.clear();
            if (options.regions) {
                // Locked grids alone may be more than are wanted, where nobody asked before.
                const std::size_t taken = std::min(kept.size(), *options.regions - 1);
                options.regions = *options.regions - taken;
            }
            of_rest = algorithms::partition(m_graph.induced(rest), options);
        }
        return joined(kept, rest, of_rest);
    }

    /// Whether the division has the number of grids that is wanted, if one is.
    bool has_number(const Trial& trial) const {
        return !m_options.regions || trial.partition.regions.size() == *m_options.regions;
    }

    bool is_better(const Trial& trial, const Trial& other) const {
        return has_number(trial) != has_number(other) ? has_number(trial)
                                                      : trial.better_than(other);
    }

    /// Takes the grids out of `kept` that lie beside a region out of bounds, or beside the rest
    /// where that could not be divided into the number that is wanted.
    /// \returns whether there were any
    bool let_go(const Trial& trial, std::set<std::uint32_t>& kept) const {
        const std::size_t before = kept.size();
        for (std::uint32_t i = 0; i < m_graph.vertex_count(); ++i) {
            const auto& region = trial.partition.regions[index(trial.partition.region_of[i])];
            if (m_options.bounds.contains(region.population)) {
                continue;
            }
            for (const auto& neighbour : m_graph.neighbours(Vertex{i})) {
                const std::uint32_t home = m_graph[neighbour.vertex].home;
                if (kept.count(home) && !m_existing.at(home).locked) {
                    kept.erase(home);
                }
            }
        }
        if (kept.size() == before && !has_number(trial)) {
            for (const std::uint32_t home : next_to_go(kept, true)) {
                kept.erase(home);
            }
        }
        return kept.size() < before;
    }

private:
    /// The kept grids that may be let go, first things first: those beside what is not kept, where
    /// there are any.
    std::vector<std::uint32_t> next_to_go(const std::set<std::uint32_t>& kept,
                                          bool smallest_first) const {
        std::set<std::uint32_t> beside;
        for (std::uint32_t i = 0; i < m_graph.vertex_count(); ++i) {
            const bool is_kept = kept.contains(m_graph[Vertex{i}].home);
            for (const auto& neighbour : m_graph.neighbours(Vertex{i})) {
                const std::uint32_t home = m_graph[neighbour.vertex].home;
                if (!is_kept && kept.contains(home) && !m_existing.at(home).locked) {
                    beside.insert(home);
                }
            }
        }
        std::vector<std::uint32_t> next;
        for (const std::uint32_t home : beside.empty() ? kept : beside) {
            if (!m_existing.at(home).locked) {
                next.push_back(home);
            }
        }
        std::stable_sort(next.begin(), next.end(), [&](std::uint32_t a, std::uint32_t b) {
            const std::int64_t of_a = m_existing.at(a).people, of_b = m_existing.at(b).people;
            return smallest_first ? of_a < of_b : of_a > of_b;
        });
        return next;
    }

    /// Kept grids and the regions of the rest, numbered in the order of their smallest vertex.
    Trial joined(const std::set<std::uint32_t>& kept, const std::vector<Vertex>& rest,
                 const algorithms::Partition& of_rest) const {
        constexpr auto none = ~std::uint32_t{0};
        std::vector<std::uint32_t> group_of(m_graph.vertex_count(), none); // regions, then grids
        for (std::size_t i = 0; i < rest.size(); ++i) {
            group_of[index(rest[i])] = static_cast<std::uint32_t>(index(of_rest.region_of[i]));
        }
        std::vector<algorithms::RegionReport> reports = of_rest.regions;
        for (const std::uint32_t home : kept) {
            const Existing& grid = m_existing.at(home);
            for (const Vertex v : grid.vertices) {
                group_of[index(v)] = static_cast<std::uint32_t>(reports.size());
            }
            const bool fits = m_options.bounds.contains(grid.people);
            reports.push_back(
                {grid.people, fits ? algorithms::Reason::none : algorithms::Reason::bottleneck});
        }
        Trial trial;
        trial.kept = kept;
        trial.partition.moves = of_rest.moves;
        std::vector<std::uint32_t> number(reports.size(), none);
        for (const std::uint32_t group : group_of) {
            if (number[group] == none) {
                number[group] = static_cast<std::uint32_t>(trial.partition.regions.size());
                trial.partition.regions.push_back(reports[group]);
                trial.violation += m_options.bounds.violation(reports[group].population);
            }
            trial.partition.region_of.push_back(Region{number[group]});
        }
        return trial;
    }

    const Graph& m_graph;
    const algorithms::PartitionOptions& m_options;
    std::map<std::uint32_t, Existing> m_existing;
};

} // namespace

algorithms::Partition divide_unit(const Graph& graph, const std::vector<bool>& locked,
                                  const algorithms::PartitionOptions& options) {
    const Division division(graph, locked, options);
    std::set<std::uint32_t> kept = division.kept_at_first();
    division.let_number_be(kept);
    if (kept.empty()) {
        return algorithms::partition(graph, options);
    }
    Trial best = division.divide(kept);
    for (Trial trial = best;
         (trial.violation > 0 || !division.has_number(trial)) && division.let_go(trial, kept);) {
        division.let_number_be(kept);
        trial = division.divide(kept);
        if (division.is_better(trial, best)) {
            best = trial;
        }
    }
    return best.partition;
}

} // namespace evengrid::engine
