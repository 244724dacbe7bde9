#include "algorithms/partition.hpp"

#include "algorithms/multilevel.hpp"
#include "algorithms/parallel.hpp"
#include "algorithms/random.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace evengrid::algorithms {

namespace {

std::size_t wanted_regions(const Graph& graph, const Bounds& bounds) {
    const std::int64_t total = graph.total_population();
    const std::int64_t fewest =
        (total + bounds.maximum - 1) / std::max<std::int64_t>(1, bounds.maximum);
    const std::int64_t most = bounds.minimum > 0 ? total / bounds.minimum : total;
    const auto near = static_cast<std::int64_t>(
        std::llround(static_cast<double>(total) /
                     static_cast<double>(std::max<std::int64_t>(1, bounds.target_or_middle()))));
    const std::int64_t count = std::max(std::min(near, most), fewest);
    return static_cast<std::size_t>(
        std::clamp<std::int64_t>(count, 1, static_cast<std::int64_t>(graph.vertex_count())));
}

Work work_for(Effort effort) {
    switch (effort) {
    case Effort::fast:
        return {50, 1e9, 1000, 4};
    case Effort::standard:
        return {150, 1e9, 4000, 32};
    case Effort::high:
        return {3000, 1e9, 40000, 64};
    }
    return {};
}

} // namespace

Partition partition(const Graph& graph, const PartitionOptions& options) {
    const Bounds& bounds = options.bounds;
    if (bounds.minimum < 0 || bounds.maximum < bounds.minimum)
        throw std::invalid_argument("partition: bounds are negative or crossed");
    const std::vector<std::uint32_t> component = components(graph);
    const std::size_t count =
        component.empty() ? 0
                          : std::size_t{*std::max_element(component.begin(), component.end())} + 1;
    const Grouping members(component, count);
    std::vector<std::uint32_t> local(graph.vertex_count());
    for (std::size_t c = 0; c < count; ++c)
        for (std::uint32_t i = 0; i < members[c].size(); ++i)
            local[index(members[c][i])] = i;
    const double span = span_m(graph, bounds);
    const Terms terms(options.objective(), span);
    const Poll poll(options.cancelled);

    std::vector<Solution> solutions(count);
    parallel_for(count, [&](std::size_t c) {
        Graph part = graph.induced(members[c], component, local);
        if (options.border_cost == BorderCost::cut_edges)
            part = part.with_unit_costs();
        const std::size_t regions = options.regions && count == 1
                                        ? std::min(*options.regions, part.vertex_count())
                                        : wanted_regions(part, bounds);
        solutions[c] = solve_multilevel({part, terms, poll}, regions, work_for(options.effort),
                                        Random::derive(options.seed, index(members[c][0])));
    });

    Partition result;
    result.region_of.resize(graph.vertex_count());
    std::vector<std::uint32_t> base(count + 1, 0);
    for (std::size_t c = 0; c < count; ++c) {
        base[c + 1] = base[c] + static_cast<std::uint32_t>(solutions[c].regions);
        result.moves += solutions[c].moves;
    }
    std::vector<std::uint32_t> number(base[count], ~std::uint32_t{0});
    for (std::size_t v = 0; v < graph.vertex_count(); ++v) {
        std::uint32_t& region =
            number[base[component[v]] + solutions[component[v]].labels[local[v]]];
        if (region == ~std::uint32_t{0}) {
            region = static_cast<std::uint32_t>(result.regions.size());
            result.regions.emplace_back();
        }
        result.region_of[v] = Region{region};
        RegionReport& report = result.regions[region];
        const std::int64_t people = graph[Vertex{static_cast<std::uint32_t>(v)}].population;
        report.population += people;
        if (people > bounds.maximum)
            report.reason = Reason::block_above_maximum;
    }
    for (std::size_t v = 0; v < graph.vertex_count(); ++v) {
        RegionReport& report = result.regions[index(result.region_of[v])];
        if (bounds.contains(report.population))
            report.reason = Reason::none;
        else if (report.reason == Reason::none) {
            std::int64_t total = 0;
            for (const Vertex u : members[component[v]])
                total += graph[u].population;
            if (solutions[component[v]].regions == 1 && total < bounds.minimum)
                report.reason = Reason::component_below_minimum;
            else if (bounds.minimum > 0 &&
                     (total + bounds.maximum - 1) / std::max<std::int64_t>(1, bounds.maximum) >
                         total / bounds.minimum)
                report.reason = Reason::no_whole_number_of_grids;
            else
                report.reason = Reason::bottleneck;
        }
    }
    return result;
}

} // namespace evengrid::algorithms
