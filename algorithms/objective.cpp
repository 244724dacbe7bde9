#include "algorithms/objective.hpp"

#include "algorithms/homes.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace evengrid::algorithms {

namespace {

struct RegionSums {
    std::int64_t population = 0;
    double area_m2 = 0;
    double perimeter_m = 0;
    Homes homes;
    std::vector<std::int64_t> measured;
};

double polsby_popper(const RegionSums& region) {
    if (region.area_m2 <= 0 || region.perimeter_m <= 0)
        return 0;
    return std::min(1.0, 4 * std::numbers::pi * region.area_m2 /
                             (region.perimeter_m * region.perimeter_m));
}

} // namespace

double span_m(const Graph& graph, const Bounds& bounds) {
    double area_m2 = 0;
    double edge_cost = 0;
    std::size_t ends = 0;
    for (std::size_t i = 0; i < graph.vertex_count(); ++i) {
        const Vertex v{static_cast<std::uint32_t>(i)};
        area_m2 += graph[v].area_m2;
        for (const Neighbour& n : graph.neighbours(v))
            edge_cost += static_cast<double>(n.cost);
        ends += graph.neighbours(v).size();
    }
    const auto target = static_cast<double>(std::max<std::int64_t>(1, bounds.target_or_middle()));
    const double regions = std::max(1.0, static_cast<double>(graph.total_population()) / target);
    if (area_m2 > 0)
        return std::sqrt(area_m2 / regions);
    return ends > 0 ? edge_cost / static_cast<double>(ends) : 0;
}

double MeasureAim::usual() const {
    const std::int64_t amount =
        target.value_or(minimum && maximum ? *minimum + (*maximum - *minimum) / 2
                                           : maximum.value_or(minimum.value_or(1)));
    return static_cast<double>(std::max<std::int64_t>(1, amount));
}

std::int64_t MeasureAim::violation(std::int64_t measured,
                                   std::int64_t people_of_usual_region) const {
    const std::int64_t beyond = std::max(
        {std::int64_t{0}, maximum ? measured - *maximum : 0, minimum ? *minimum - measured : 0});
    return static_cast<std::int64_t>(std::ceil(
        static_cast<double>(beyond) * static_cast<double>(people_of_usual_region) / usual()));
}

Score score(const Graph& graph, std::span<const Region> region_of, const Objective& objective) {
    Score result;
    std::vector<RegionSums> regions;
    for (std::size_t i = 0; i < graph.vertex_count(); ++i) {
        const Vertex v{static_cast<std::uint32_t>(i)};
        if (index(region_of[i]) >= regions.size())
            regions.resize(index(region_of[i]) + 1);
        RegionSums& region = regions[index(region_of[i])];
        region.population += graph[v].population;
        region.area_m2 += graph[v].area_m2;
        region.perimeter_m += graph[v].outer_m;
        region.homes.add(graph[v].home, graph[v].population);
        region.measured.resize(graph.measure_count());
        for (std::size_t k = 0; k < graph.measure_count(); ++k)
            region.measured[k] += graph.measures(v)[k];
        result.moved_people += graph[v].home != 0 ? graph[v].population : 0;
        for (const Neighbour& n : graph.neighbours(v)) {
            if (region_of[index(n.vertex)] == region_of[i])
                continue;
            region.perimeter_m += static_cast<double>(n.border_m);
            if (index(n.vertex) > i) {
                result.border += static_cast<double>(n.cost);
                result.cut_border_m += static_cast<double>(n.border_m);
                ++result.cut_edges;
            }
        }
    }
    const HomeShares shares(graph);
    const double unit_m = span_m(graph, objective.bounds);
    const auto target =
        static_cast<double>(std::max<std::int64_t>(1, objective.bounds.target_or_middle()));
    for (const RegionSums& region : regions) {
        const double off = (static_cast<double>(region.population) - target) / target;
        result.violation += objective.bounds.violation(region.population);
        result.deviation += objective.weights.deviation * unit_m * off * off;
        result.compactness += objective.weights.compactness * unit_m * (1 - polsby_popper(region));
        for (std::size_t k = 0; k < objective.measures.size(); ++k) {
            const MeasureAim& aim = objective.measures[k];
            result.measure_violation +=
                aim.violation(region.measured[k], objective.bounds.target_or_middle());
            const double share =
                aim.target ? (static_cast<double>(region.measured[k]) - aim.usual()) / aim.usual()
                           : 0;
            result.measures += aim.weight * unit_m * share * share;
        }
        result.moved_people -= region.homes.kept(shares);
        result.mean_compactness += polsby_popper(region) / static_cast<double>(regions.size());
    }
    result.violation += result.measure_violation;
    result.moved =
        objective.weights.moved * unit_m * static_cast<double>(result.moved_people) / target;
    if (objective.border_cost == BorderCost::cut_edges) {
        result.border = static_cast<double>(result.cut_edges);
        result.deviation = 0;
        result.compactness = 0;
        result.moved = 0;
        result.measures = 0;
    }
    return result;
}

} // namespace evengrid::algorithms
