#include "algorithms/agglomerate.hpp"
#include "algorithms/coarsen.hpp"
#include "algorithms/lattice.hpp"
#include "algorithms/partition.hpp"
#include "algorithms/search.hpp"

#include <benchmark/benchmark.h>

namespace evengrid::algorithms {
namespace {

// One drawn town for all kernels: 2,500 blocks, as many as a core anneals at once.
struct Town {
    Graph graph = random_lattice(50, 50, 1);
    Objective objective;
    Terms terms{objective, graph, span_m(graph, objective.bounds)};
    Poll poll;
    Problem problem{graph, terms, poll};
    std::size_t regions = static_cast<std::size_t>(graph.total_population() / 1500);
};

void anneal_proposals(benchmark::State& state) {
    const Town town;
    Search search(town.problem, agglomerate(town.problem, town.regions, 1), town.regions, 1);
    const double unit_m = mean_edge_cost(town.graph);
    constexpr std::uint64_t proposals = 100'000;
    for (auto _ : state)
        search.anneal({proposals, 0.3 * unit_m, 0.3 * unit_m, 1, false});
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) *
                            static_cast<std::int64_t>(proposals));
}
BENCHMARK(anneal_proposals);

void agglomerate_town(benchmark::State& state) {
    const Town town;
    for (auto _ : state)
        benchmark::DoNotOptimize(agglomerate(town.problem, town.regions, 1));
}
BENCHMARK(agglomerate_town);

void coarsen_town(benchmark::State& state) {
    const Town town;
    for (auto _ : state)
        benchmark::DoNotOptimize(coarsen(town.problem, 750, 1));
}
BENCHMARK(coarsen_town);

void divide_a_unit(benchmark::State& state) {
    const Graph graph = random_lattice(5, 7, 1);
    for (auto _ : state)
        benchmark::DoNotOptimize(partition(graph, {}));
}
BENCHMARK(divide_a_unit);

} // namespace
} // namespace evengrid::algorithms
