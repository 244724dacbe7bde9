#include "algorithms/parallel.hpp"
#include "algorithms/partition.hpp"
#include "engine/blocks/block_graph.hpp"
#include "engine/blocks/blocks.hpp"
#include "io/city/read_city.hpp"

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <string>
#include <vector>

namespace {

using namespace evengrid;

/// The units of the city in the folder EVENGRID_CITY as graphs: buildings with a field `POP`,
/// communities, roads and water as shapefiles.
std::vector<algorithms::Graph> units_of(const std::string& folder,
                                        const algorithms::Bounds& bounds) {
    io::CitySources sources;
    sources.units = folder + "/communities.shp";
    sources.buildings = folder + "/buildings.shp";
    sources.roads = {folder + "/roads.shp"};
    sources.water = {folder + "/water.shp"};
    sources.people.population_field = "POP";
    const engine::City city = io::read_city(sources).city;
    engine::BlockOptions making;
    making.most_people = bounds.maximum;
    engine::BlockGraphOptions joining;
    joining.limits.assign(city.units.size(), {bounds.minimum, bounds.maximum, false});
    std::vector<algorithms::Graph> graphs;
    for (engine::UnitGraph& unit : block_graph(city, make_blocks(city, making), joining))
        if (unit.graph.vertex_count() > 0)
            graphs.push_back(std::move(unit.graph));
    return graphs;
}

struct Found {
    algorithms::Score score;
    std::uint64_t moves = 0;
    bool proven = false;

    bool better_than(const Found& other) const {
        return score.violation != other.score.violation ? score.violation < other.score.violation
                                                        : score.cost() < other.score.cost();
    }
};

Found find(const algorithms::Graph& graph, const algorithms::PartitionOptions& options) {
    const algorithms::Partition partition = algorithms::partition(graph, options);
    return {score(graph, partition.region_of, options.objective()), partition.moves,
            partition.lower_bound && partition.lower_bound->proven};
}

/// The best of as many searches under `high` as try so many times the moves.
Found find_with(double times, const Found& usual, const algorithms::Graph& graph,
                algorithms::PartitionOptions options) {
    options.effort = algorithms::Effort::high;
    Found best = usual;
    const auto moves = static_cast<std::uint64_t>(times * static_cast<double>(usual.moves));
    for (std::uint64_t spent = 0; spent < moves && !best.proven; ++options.seed) {
        Found next = find(graph, options);
        spent += next.moves;
        best = next.better_than(best) ? next : best;
    }
    return best;
}

/// What a hundred times the moves of `default` make better, unit by unit.
void default_beside_a_hundred_times_the_effort(benchmark::State& state) {
    const char* folder = std::getenv("EVENGRID_CITY");
    if (folder == nullptr) {
        state.SkipWithError("EVENGRID_CITY names no folder with a city");
        return;
    }
    const algorithms::PartitionOptions options;
    const std::vector<algorithms::Graph> units = units_of(folder, options.bounds);
    std::vector<Found> usual(units.size()), best(units.size());
    for (auto _ : state) {
        algorithms::parallel_for(units.size(), [&](std::size_t i) {
            usual[i] = find(units[i], options);
            best[i] = find_with(100, usual[i], units[i], options);
        });
    }
    const auto count = static_cast<double>(units.size());
    for (std::size_t i = 0; i < units.size(); ++i) {
        const double gap = usual[i].score.cost() / best[i].score.cost() - 1;
        const bool more_violation = usual[i].score.violation > best[i].score.violation;
        state.counters["mean_gap_%"] += more_violation ? 0 : 100 * gap / count;
        double& worst = state.counters["worst_gap_%"].value;
        worst = std::max(worst, more_violation ? 0 : 100 * gap);
        state.counters["more_violation"] += more_violation ? 1 : 0;
        state.counters["proven"] += usual[i].proven ? 1 : 0;
    }
    state.counters["units"] = count;
}
BENCHMARK(default_beside_a_hundred_times_the_effort)->Unit(benchmark::kSecond)->Iterations(1);

} // namespace
