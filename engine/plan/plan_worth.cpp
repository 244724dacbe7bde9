#include "engine/plan/plan_worth.hpp"

#include "engine/plan/refine.hpp"

#include <algorithm>

namespace evengrid::engine {

namespace {

void add(algorithms::Score& sum, const algorithms::Score& more) {
    sum.violation += more.violation;
    sum.measure_violation += more.measure_violation;
    sum.border += more.border;
    sum.deviation += more.deviation;
    sum.compactness += more.compactness;
    sum.moved += more.moved;
    sum.measures += more.measures;
    sum.moved_people += more.moved_people;
    sum.cut_border_m += more.cut_border_m;
    sum.cut_edges += more.cut_edges;
}

} // namespace

PlanWorth plan_worth(const Division& division) {
    constexpr double rounding = 1 + 1e-6; // a graph holds lengths in single precision
    PlanWorth worth;
    double compactness = 0;
    std::size_t grids = 0;
    for (std::size_t i = 0; i < division.units.size(); ++i) {
        const algorithms::Partition& partition = division.partitions[i];
        if (partition.regions.empty()) {
            continue;
        }
        const algorithms::Score score = algorithms::score(
            division.units[i].graph, partition.region_of, division.options[i].objective());
        add(worth.score, score);
        compactness += score.mean_compactness * static_cast<double>(partition.regions.size());
        grids += partition.regions.size();
        ++worth.units;
        const auto& least = partition.lower_bound;
        if (!least || least->violation != score.violation) {
            continue;
        }
        ++worth.bounded;
        worth.bounded_cost_m += score.cost();
        worth.least_cost_m += std::min(score.cost(), least->cost);
        worth.proven += score.cost() <= least->cost * rounding ? 1U : 0U;
    }
    worth.score.mean_compactness = grids > 0 ? compactness / static_cast<double>(grids) : 0;
    return worth;
}

} // namespace evengrid::engine
