#include "engine/plan/refine.hpp"

#include "algorithms/parallel.hpp"
#include "engine/blocks/cells.hpp"
#include "engine/plan/existing.hpp"
#include "engine/plan/keep_existing.hpp"

#include <algorithm>
#include <limits>

namespace evengrid::engine {

namespace {

std::int64_t violation(const algorithms::Partition& partition, const algorithms::Bounds& bounds) {
    std::int64_t people = 0;
    for (const auto& region : partition.regions) {
        people += bounds.violation(region.population);
    }
    return people;
}

/// Whether smaller blocks might help: the reason does not lie in the figures of the whole unit.
bool is_stuck(const algorithms::Partition& partition) {
    return std::any_of(partition.regions.begin(), partition.regions.end(), [](const auto& region) {
        return region.reason == algorithms::Reason::bottleneck;
    });
}

} // namespace

void refine(const City& city, const BlockOptions& blocks, const BlockGraphOptions& graph,
            Division& division) {
    constexpr auto unlimited = std::numeric_limits<std::int64_t>::max();
    std::vector<std::int64_t> most_people(division.units.size(), unlimited);
    const std::vector<bool> locked = locked_homes(city);
    std::vector<std::size_t> stuck;
    for (std::size_t i = 0; i < division.units.size(); ++i) {
        if (is_stuck(division.partitions[i])) {
            stuck.push_back(i);
        }
    }
    for (const std::int64_t share : {2, 4}) {
        auto finer = std::vector(division.units.size(), unlimited);
        for (const auto i : stuck) {
            finer[i] = division.options[i].bounds.maximum / share;
        }
        auto trial = division.blocks;
        if (stuck.empty() || !divide_blocks(city, finer, blocks.smallest_block_m2, trial)) {
            break;
        }
        const auto units = block_graph(city, trial, graph);
        algorithms::parallel_for(stuck.size(), [&](std::size_t k) {
            const auto i = stuck[k];
            const auto& options = division.options[i];
            auto anew = divide_unit(units[i].graph, locked, options);
            auto& best = division.partitions[i];
            if (violation(anew, options.bounds) < violation(best, options.bounds)) {
                best = std::move(anew);
                most_people[i] = finer[i];
            }
        });
        std::erase_if(stuck, [&](std::size_t i) { return !is_stuck(division.partitions[i]); });
    }
    if (divide_blocks(city, most_people, blocks.smallest_block_m2, division.blocks)) {
        division.units = block_graph(city, division.blocks, graph);
    }
}

} // namespace evengrid::engine
