#include "engine/blocks/block_graph.hpp"
#include "engine/blocks/blocks.hpp"
#include "engine/sample/sample_city.hpp"

#include <benchmark/benchmark.h>

namespace {

using namespace evengrid::engine;

/// A sample city as the engine takes it.
City city_of(std::int64_t communities) {
    SampleOptions options;
    options.communities = static_cast<std::size_t>(communities);
    const auto sample = draw_city(options);
    City city;
    for (const auto& building : sample.buildings) {
        city.buildings.push_back({static_cast<std::int64_t>(city.buildings.size()),
                                  {building.footprint},
                                  building.people,
                                  building.households});
    }
    for (const auto& community : sample.communities) {
        city.units.push_back(
            {static_cast<std::int64_t>(city.units.size()), community.code, "", {community.ground}});
    }
    for (const auto& road : sample.roads) {
        city.lines.push_back(
            {static_cast<std::int64_t>(city.lines.size()), LineKind::road, "", road.line});
    }
    return city;
}

/// Time per community must stay about the same: block making grows almost linearly.
void make_blocks_of_a_city(benchmark::State& state) {
    const auto city = city_of(state.range(0));
    BlockOptions options;
    options.most_people = 2000;
    std::size_t blocks = 0;
    for (auto _ : state) {
        blocks = make_blocks(city, options).blocks.size();
    }
    state.counters["buildings"] = static_cast<double>(city.buildings.size());
    state.counters["blocks"] = static_cast<double>(blocks);
}
BENCHMARK(make_blocks_of_a_city)
    ->Arg(10)
    ->Arg(100)
    ->Arg(1000)
    ->Unit(benchmark::kMillisecond)
    ->Iterations(1);

void block_graph_of_a_city(benchmark::State& state) {
    const auto city = city_of(state.range(0));
    const auto blocks = make_blocks(city, {});
    for (auto _ : state) {
        benchmark::DoNotOptimize(block_graph(city, blocks, {}));
    }
}
BENCHMARK(block_graph_of_a_city)
    ->Arg(10)
    ->Arg(100)
    ->Arg(1000)
    ->Unit(benchmark::kMillisecond)
    ->Iterations(1);

} // namespace
