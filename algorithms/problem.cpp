#include "algorithms/problem.hpp"

#include <algorithm>
#include <numbers>

namespace evengrid::algorithms {

Terms::Terms(const Objective& objective, const Graph& graph, double span_m)
    : bounds(objective.bounds),
      target(static_cast<double>(std::max<std::int64_t>(1, objective.bounds.target_or_middle()))),
      homes(graph), measures(objective.measures), measure_deviation_m(measures.size(), 0) {
    if (objective.border_cost == BorderCost::border) {
        deviation_m = objective.weights.deviation * span_m / (target * target);
        compactness_m = objective.weights.compactness * span_m;
        moved_m = objective.weights.moved * span_m / target;
        for (std::size_t k = 0; k < measures.size(); ++k)
            measure_deviation_m[k] = measures[k].target ? measures[k].weight * span_m : 0;
    }
    // A thirtieth of the target out of bounds weighs a span.
    violation_m = 30 * span_m / target;
}

double Terms::lack_m(double area_m2, double perimeter_m) const {
    if (area_m2 <= 0 || perimeter_m <= 0)
        return compactness_m;
    // No shape is more compact than a circle, but a drawn graph may claim so.
    return compactness_m *
           std::max(0.0, 1 - 4 * std::numbers::pi * area_m2 / (perimeter_m * perimeter_m));
}

Worth Terms::of_measure(std::size_t measure, std::int64_t measured) const {
    const MeasureAim& aim = measures[measure];
    const double share = static_cast<double>(measured) / aim.usual() - 1;
    return {aim.violation(measured, bounds.target_or_middle()),
            measure_deviation_m[measure] * share * share};
}

Worth Terms::of_measures(std::span<const std::int64_t> measured) const {
    Worth worth;
    for (std::size_t k = 0; k < measures.size(); ++k)
        worth += of_measure(k, measured[k]);
    return worth;
}

void evaluate(const Problem& problem, Solution& solution) {
    struct Sums {
        std::int64_t population = 0;
        double area_m2 = 0;
        double perimeter_m = 0;
        Homes homes;
    };
    std::vector<Sums> regions(solution.regions);
    const std::size_t measures = problem.terms.measures.size();
    std::vector<std::int64_t> measured(solution.regions * measures, 0); // by region
    double border = 0;
    std::int64_t moved = 0;
    for (std::uint32_t v = 0; v < problem.graph.vertex_count(); ++v) {
        Sums& region = regions[solution.labels[v]];
        const VertexData& data = problem.graph[Vertex{v}];
        region.population += data.population;
        region.area_m2 += data.area_m2;
        region.perimeter_m += data.outer_m;
        region.homes.add(data.home, data.population);
        moved += data.home != 0 ? data.population : 0;
        for (std::size_t k = 0; k < measures; ++k)
            measured[solution.labels[v] * measures + k] += problem.graph.measures(Vertex{v})[k];
        for (const Neighbour& n : problem.graph.neighbours(Vertex{v})) {
            if (solution.labels[index(n.vertex)] == solution.labels[v])
                continue;
            border += static_cast<double>(n.cost) / 2;
            region.perimeter_m += static_cast<double>(n.border_m);
        }
    }
    solution.violation = 0;
    solution.cost_m = border;
    for (const Sums& region : regions) {
        moved -= region.homes.kept(problem.terms.homes);
        solution.violation += problem.terms.bounds.violation(region.population);
        solution.cost_m += problem.terms.off_target_m(region.population) +
                           problem.terms.lack_m(region.area_m2, region.perimeter_m);
    }
    for (std::size_t region = 0; region < solution.regions && measures > 0; ++region) {
        const Worth worth =
            problem.terms.of_measures({measured.data() + region * measures, measures});
        solution.violation += worth.violation;
        solution.cost_m += worth.cost_m;
    }
    solution.cost_m += problem.terms.moved_m * static_cast<double>(moved);
}

double mean_edge_cost(const Graph& graph) {
    double sum = 0;
    for (std::uint32_t v = 0; v < graph.vertex_count(); ++v)
        for (const Neighbour& n : graph.neighbours(Vertex{v}))
            sum += static_cast<double>(n.cost);
    return graph.edge_count() > 0 ? sum / static_cast<double>(2 * graph.edge_count()) : 0;
}

} // namespace evengrid::algorithms
