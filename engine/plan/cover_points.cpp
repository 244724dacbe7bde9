#include "engine/plan/cover_points.hpp"

#include "algorithms/parallel.hpp"
#include "engine/blocks/fit_units.hpp"
#include "engine/geometry/geos.hpp"
#include "engine/plan/existing.hpp"
#include "engine/quote.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

namespace evengrid::engine {

namespace {

/// How many points of every kind stand on each vertex of a unit.
std::vector<algorithms::Amenity> amenities(const City& city, const std::vector<std::string>& kinds,
                                           const std::vector<std::vector<std::size_t>>& points,
                                           const UnitGraph& unit) {
    std::vector<algorithms::Amenity> made(kinds.size(),
                                          algorithms::Amenity(unit.graph.vertex_count()));
    for (std::size_t i = 0; i < unit.blocks.size(); ++i) {
        for (const std::size_t point : points[index(unit.blocks[i])]) {
            for (std::size_t kind = 0; kind < kinds.size(); ++kind) {
                made[kind][unit.vertex_of[i]] +=
                    is_of_kind(city.points[point], kinds[kind]) ? 1U : 0U;
            }
        }
    }
    return made;
}

/// Which regions are an existing grid, the whole of it and nothing else, or hold a locked one.
std::vector<bool> fixed_regions(const algorithms::Graph& graph,
                                const algorithms::Partition& partition,
                                const std::vector<bool>& locked) {
    std::vector<std::set<std::uint32_t>> homes(partition.regions.size()),
        regions_of_home(locked.size());
    std::vector<bool> fixed(partition.regions.size(), false);
    for (std::uint32_t v = 0; v < graph.vertex_count(); ++v) {
        const std::uint32_t home = graph[algorithms::Vertex{v}].home;
        const auto region = static_cast<std::uint32_t>(index(partition.region_of[v]));
        homes[region].insert(home);
        regions_of_home[home].insert(region);
        if (locked[home]) {
            fixed[region] = true;
        }
    }
    for (std::size_t region = 0; region < fixed.size(); ++region) {
        const std::uint32_t home = homes[region].size() == 1 ? *homes[region].begin() : 0;
        fixed[region] = fixed[region] || (home != 0 && regions_of_home[home].size() == 1);
    }
    return fixed;
}

/// What the regions hold after their borders were changed.
void recount(const algorithms::Graph& graph, const algorithms::Bounds& bounds,
             algorithms::Partition& partition) {
    for (auto& region : partition.regions) {
        region.population = 0;
    }
    for (std::uint32_t v = 0; v < graph.vertex_count(); ++v) {
        partition.regions[index(partition.region_of[v])].population +=
            graph[algorithms::Vertex{v}].population;
    }
    for (auto& region : partition.regions) {
        region.reason = bounds.contains(region.population)          ? algorithms::Reason::none
                        : region.reason == algorithms::Reason::none ? algorithms::Reason::bottleneck
                                                                    : region.reason;
    }
}

Message cost_in_words(double cost_m) {
    return cost_m > 0.5
               ? say("costs as much as {:.0f} m of border", "代价相当于 {:.0f} m 边界", cost_m)
               : say("costs nothing", "没有代价");
}

Message listed(const std::vector<std::int64_t>& blocks) {
    return {
        fmt::format("{} {}", blocks.size() == 1 ? "block" : "blocks", fmt::join(blocks, " and ")),
        fmt::format("街区 {}", fmt::join(blocks, "、"))};
}

/// What a grid gets and what it gives for it: "block 7 of grid "a-002" for block 3".
Message trade(const Plan& plan, const PointChange& change) {
    const std::string from = quote(plan.grids[static_cast<std::size_t>(change.from) - 1].code);
    return change.taken.empty() ? say("{} of grid {}", "网格 {1} 的{0}", listed(change.given), from)
                                : say("{} of grid {} for {}", "网格 {1} 的{0}（换出{2}）",
                                      listed(change.given), from, listed(change.taken));
}

} // namespace

Message offer_in_words(const Plan& plan, const PointChange& offer) {
    return say("it would get one with {}, which {}", "若并入{}，即可获得，{}", trade(plan, offer),
               cost_in_words(offer.cost_m));
}

Message point_of(const std::string& kind) {
    return kind.empty() ? say("point", "服务点") : say("point {}", "{} 类服务点", quote(kind));
}

bool is_of_kind(const ServicePoint& point, const std::string& kind) {
    return kind.empty() || point.kind == kind;
}

std::vector<std::optional<BlockIndex>> blocks_of_points(const City& city, const Blocks& blocks) {
    std::vector<MultiPolygon> grounds;
    for (const Block& block : blocks.blocks) {
        grounds.push_back(block.ground);
    }
    const GroundFinder finder(grounds);
    std::vector<std::optional<BlockIndex>> found;
    for (const ServicePoint& point : city.points) {
        const auto at = finder.at(point.place);
        found.push_back(at.empty() ? std::nullopt : std::optional(BlockIndex{at.front()}));
    }
    return found;
}

std::vector<std::string> required_kinds(const PlanOptions& options) {
    std::vector<std::string> kinds = options.points.kinds;
    if (kinds.empty()) {
        kinds.emplace_back();
    }
    for (const Rule& rule : options.rules) {
        const bool is_for_all = rule.kinds.empty() && rule.not_kinds.empty();
        if (rule.measure == Measure::points && rule.at_least.value_or(0) > 0 && is_for_all) {
            kinds.push_back(rule.point_kind);
        }
    }
    std::sort(kinds.begin(), kinds.end());
    kinds.erase(std::unique(kinds.begin(), kinds.end()), kinds.end());
    return kinds;
}

std::vector<algorithms::Spread> cover_points(const City& city,
                                             const std::vector<std::string>& kinds, double weight,
                                             Division& division) {
    std::vector<algorithms::Spread> spreads(division.units.size());
    if (kinds.empty() || city.points.empty()) {
        return spreads;
    }
    std::vector<std::vector<std::size_t>> points(division.blocks.blocks.size());
    const auto block_of = blocks_of_points(city, division.blocks);
    for (std::size_t i = 0; i < block_of.size(); ++i) {
        if (block_of[i]) {
            points[index(*block_of[i])].push_back(i);
        }
    }
    const std::vector<bool> locked = locked_homes(city);
    algorithms::parallel_for(division.units.size(), [&](std::size_t i) {
        const UnitGraph& unit = division.units[i];
        algorithms::Partition& partition = division.partitions[i];
        const algorithms::PartitionOptions& options = division.options[i];
        spreads[i] = algorithms::spread(
            unit.graph, amenities(city, kinds, points, unit),
            {options.objective(), weight, fixed_regions(unit.graph, partition, locked)},
            partition.region_of);
        if (!spreads[i].made.empty()) {
            recount(unit.graph, options.bounds, partition);
        }
    });
    return spreads;
}

void tell_point_changes(const City& city, const std::vector<std::string>& kinds,
                        const Division& division, const std::vector<algorithms::Spread>& spreads,
                        Plan& plan) {
    for (std::size_t i = 0; i < spreads.size(); ++i) {
        const UnitGraph& unit = division.units[i];
        std::vector<std::int64_t> grid_of_region(division.partitions[i].regions.size());
        std::vector<std::vector<std::int64_t>> blocks_of(unit.graph.vertex_count());
        for (std::size_t k = 0; k < unit.blocks.size(); ++k) {
            const std::size_t block = index(unit.blocks[k]);
            const auto region = division.partitions[i].region_of[unit.vertex_of[k]];
            grid_of_region[index(region)] = plan.grid_of_block[block];
            blocks_of[unit.vertex_of[k]].push_back(plan.blocks.blocks[block].block_id);
        }
        const auto ids = [&](const std::vector<algorithms::Vertex>& vertices) {
            std::vector<std::int64_t> blocks;
            for (const auto v : vertices) {
                blocks.insert(blocks.end(), blocks_of[index(v)].begin(), blocks_of[index(v)].end());
            }
            return blocks;
        };
        const auto told = [&](const algorithms::BorderChange& change) {
            return PointChange{kinds[change.amenity],
                               grid_of_region[index(change.from)],
                               grid_of_region[index(change.to)],
                               ids(change.given),
                               ids(change.taken),
                               change.cost_m};
        };
        for (const auto& change : spreads[i].made) {
            plan.point_changes.push_back(told(change));
        }
        for (const auto& change : spreads[i].offers) {
            plan.point_offers.push_back(told(change));
        }
    }
    for (const PointChange& change : plan.point_changes) {
        const Grid& to = plan.grids[static_cast<std::size_t>(change.to) - 1];
        plan.findings.push_back(
            {.kind = "border changed for a point",
             .message = say("grid {} had no {}; it got {}, which {}",
                            "网格 {} 原无{}；现并入{}，{}", quote(to.code), point_of(change.kind),
                            trade(plan, change), cost_in_words(change.cost_m)),
             .unit_code = city.units[index(to.unit)].code,
             .grid_id = to.grid_id,
             .place = point_inside(
                 plan.blocks.blocks[static_cast<std::size_t>(change.given[0]) - 1].ground)});
    }
}

} // namespace evengrid::engine
