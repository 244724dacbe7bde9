#include "algorithms/partition.hpp"

#include "algorithms/component.hpp"
#include "algorithms/parallel.hpp"
#include "algorithms/random.hpp"

#include <algorithm>
#include <stdexcept>

namespace evengrid::algorithms {

namespace {

constexpr std::uint32_t none = ~std::uint32_t{0};

/// The connected parts of a graph, each with its vertices in ascending order.
struct Parts {
    explicit Parts(const Graph& graph)
        : part_of(components(graph)), members(part_of, component_count(part_of)),
          local_of(part_of.size()) {
        for (std::size_t part = 0; part < members.size(); ++part)
            for (std::uint32_t i = 0; i < members[part].size(); ++i)
                local_of[index(members[part][i])] = i;
    }

    std::vector<std::uint32_t> part_of;
    Grouping members;
    std::vector<std::uint32_t> local_of;
};

void check(const Graph& graph, const PartitionOptions& options) {
    const Bounds& bounds = options.bounds;
    if (bounds.minimum < 0 || bounds.maximum < bounds.minimum)
        throw std::invalid_argument("partition: bounds are negative or crossed");
    if (bounds.target && !bounds.contains(*bounds.target))
        throw std::invalid_argument("partition: the target is out of bounds");
    if (!options.measures.empty() && options.measures.size() != graph.measure_count())
        throw std::invalid_argument("partition: not one aim per measure of the vertices");
    for (const MeasureAim& aim : options.measures)
        if (aim.minimum && aim.maximum && *aim.minimum > *aim.maximum)
            throw std::invalid_argument("partition: the limits of a measure are crossed");
    if (options.regions && *options.regions == 0)
        throw std::invalid_argument("partition: no number of regions");
    if (!options.start.empty() && options.start.size() != graph.vertex_count())
        throw std::invalid_argument("partition: the start does not have one region per vertex");
}

// The start of one part with its regions numbered from 0; the pieces of a torn region become
// regions.
Labels start_of(const Graph& graph, const Parts& parts, std::size_t part,
                const std::vector<Region>& start) {
    const auto members = parts.members[part];
    Labels result(members.size(), none);
    std::vector<Vertex> queue;
    std::uint32_t regions = 0;
    for (const Vertex first : members) {
        if (result[parts.local_of[index(first)]] != none)
            continue;
        queue.assign(1, first);
        result[parts.local_of[index(first)]] = regions;
        for (std::size_t head = 0; head < queue.size(); ++head) {
            for (const Neighbour& n : graph.neighbours(queue[head])) {
                std::uint32_t& label = result[parts.local_of[index(n.vertex)]];
                if (label == none && start[index(n.vertex)] == start[index(first)]) {
                    label = regions;
                    queue.push_back(n.vertex);
                }
            }
        }
        ++regions;
    }
    return result;
}

Reason reason_for(const Graph& graph, std::span<const Vertex> region, const Solution& solution,
                  const RegionCounts& counts, const Bounds& bounds) {
    const bool oversize = std::any_of(region.begin(), region.end(), [&](Vertex v) {
        return graph[v].population > bounds.maximum;
    });
    if (oversize)
        return Reason::block_above_maximum;
    std::int64_t people = 0;
    for (const Vertex v : region)
        people += graph[v].population;
    if (solution.regions == 1 && people < bounds.minimum)
        return Reason::component_below_minimum;
    return counts.legal ? Reason::bottleneck : Reason::no_whole_number_of_grids;
}

// A bound of the whole is known where one of every part is.
void add_bound(Partition& result, const Solution& solution, bool first) {
    if (first)
        result.lower_bound = LowerBound{0, 0, true};
    if (!solution.bound || !result.lower_bound) {
        result.lower_bound.reset();
        return;
    }
    result.lower_bound->violation += solution.bound->violation;
    result.lower_bound->cost += solution.bound->cost;
    result.lower_bound->proven = result.lower_bound->proven && solution.bound->proven;
}

// Numbers the regions of all parts in the order of their smallest vertex and says what became of
// each.
Partition assemble(const Graph& graph, const Parts& parts, const std::vector<Solution>& solutions,
                   const std::vector<RegionCounts>& counts, const Bounds& bounds) {
    Partition result;
    std::vector<std::vector<std::uint32_t>> number(solutions.size());
    std::vector<std::uint32_t> part_of_region;
    std::vector<std::uint32_t> region_of(graph.vertex_count());
    for (std::size_t part = 0; part < solutions.size(); ++part) {
        number[part].assign(solutions[part].regions, none);
        result.moves += solutions[part].moves;
        add_bound(result, solutions[part], part == 0);
    }
    for (std::size_t v = 0; v < graph.vertex_count(); ++v) {
        const std::uint32_t part = parts.part_of[v];
        std::uint32_t& region = number[part][solutions[part].labels[parts.local_of[v]]];
        if (region == none) {
            region = static_cast<std::uint32_t>(part_of_region.size());
            part_of_region.push_back(part);
        }
        region_of[v] = region;
        result.region_of.push_back(Region{region});
    }
    const Grouping regions(region_of, part_of_region.size());
    for (std::size_t region = 0; region < regions.size(); ++region) {
        RegionReport report;
        for (const Vertex v : regions[region])
            report.population += graph[v].population;
        const std::uint32_t part = part_of_region[region];
        if (!bounds.contains(report.population))
            report.reason =
                reason_for(graph, regions[region], solutions[part], counts[part], bounds);
        result.regions.push_back(report);
    }
    return result;
}

} // namespace

Partition partition(const Graph& graph, const PartitionOptions& options) {
    check(graph, options);
    const Parts parts(graph);
    const std::size_t count = parts.members.size();
    const Terms terms(options.objective(), graph, span_m(graph, options.bounds));
    const Poll poll(options.cancelled);

    std::vector<Task> tasks(count);
    std::vector<RegionCounts> counts;
    std::vector<std::size_t> sizes;
    for (std::size_t part = 0; part < count; ++part) {
        counts.push_back(region_counts(graph, parts.members[part], options.bounds));
        sizes.push_back(parts.members[part].size());
        tasks[part].regions = counts[part].wanted;
    }
    if (options.regions) {
        const std::vector<std::size_t> shares = share_out(counts, sizes, *options.regions);
        for (std::size_t part = 0; part < count; ++part)
            tasks[part].regions = shares[part];
    }

    std::vector<Solution> solutions(count);
    parallel_for(count, [&](std::size_t part) {
        Graph copy;
        const Graph* own = &graph;
        if (count > 1)
            own = &(copy = graph.induced(parts.members[part], parts.part_of, parts.local_of));
        if (options.border_cost == BorderCost::cut_edges)
            own = &(copy = own->with_unit_costs());
        Task& task = tasks[part];
        task.exactly = options.regions.has_value();
        task.effort = options.effort;
        task.seed = Random::derive(options.seed, index(parts.members[part].front()));
        if (!options.start.empty())
            task.start = start_of(graph, parts, part, options.start);
        solutions[part] = solve_component({*own, terms, poll}, task);
    });
    return assemble(graph, parts, solutions, counts, options.bounds);
}

} // namespace evengrid::algorithms
