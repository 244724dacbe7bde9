#include "engine/plan/hard_cases.hpp"

#include "algorithms/bottlenecks.hpp"
#include "algorithms/counts.hpp"
#include "engine/geometry/geos.hpp"
#include "engine/quote.hpp"

#include <algorithm>
#include <iterator>

namespace evengrid::engine {

namespace {

/// A vertex is the first of its blocks to a reader.
std::vector<BlockIndex> first_blocks(const UnitGraph& unit) {
    std::vector<BlockIndex> first(unit.graph.vertex_count());
    for (std::size_t i = unit.blocks.size(); i-- > 0;) {
        first[unit.vertex_of[i]] = unit.blocks[i];
    }
    return first;
}

HardCase named(const algorithms::Bottleneck& found, const std::vector<BlockIndex>& first_block) {
    return {Reason::bottleneck, first_block[algorithms::index(found.vertex)], found.people,
            found.violation};
}

void keep_worse(const HardCase& found, std::optional<HardCase>& worst) {
    if (!worst || found.violation > worst->violation) {
        worst = found;
    }
}

Message explain(const HardCase& hard, const std::string& unit_code, const Blocks& blocks,
                const Building* too_full, const algorithms::Bounds& bounds) {
    const std::int64_t block_id = hard.block ? blocks.blocks[index(*hard.block)].block_id : 0;
    switch (hard.reason) {
    case Reason::block_above_maximum:
        return too_full != nullptr
                   ? say("building {} alone holds {} people, above the maximum of {}, and no "
                         "building is cut; see whether its number is right, or allow more",
                         "建筑 {} 一栋即有 {} 人，高于上限 "
                         "{}，而建筑不可分割；请核对人数，或提高上限",
                         too_full->src_fid, hard.people, bounds.maximum)
                   : say("block {} alone holds {} people, above the maximum of {}; split it, or "
                         "allow more",
                         "街区 {} 一处即有 {} 人，高于上限 {}；请拆分街区，或提高上限", block_id,
                         hard.people, bounds.maximum);
    case Reason::unit_below_minimum:
        return say("unit {} holds {} people, below the minimum of {}; join it with another, or "
                   "allow fewer",
                   "社区 {} 有 {} 人，低于下限 {}；请与其他社区合并，或降低下限", quote(unit_code),
                   hard.people, bounds.minimum);
    case Reason::component_below_minimum:
        return say(
            "the ground around block {} holds {} people, below the minimum of {}, and hangs "
            "together with no other ground of the unit; open a way across, or allow fewer",
            "街区 {} 一带有 {} 人，低于下限 {}，且与社区其他部分不相连；请开通一处通道，或降低下限",
            block_id, hard.people, bounds.minimum);
    case Reason::no_whole_number_of_grids:
        return say("the {} people around block {} are too many for {} grid{} and too few for {}; "
                   "change a limit",
                   "街区 {1} 一带的 {0} 人对 {2} 个网格偏多，对 {4} 个又不足{3}；请调整上限或下限",
                   hard.people, block_id, hard.people / bounds.minimum,
                   Message{hard.people < 2 * bounds.minimum ? "" : "s", ""},
                   hard.people / bounds.minimum + 1);
    case Reason::bottleneck:
        return explain_bottleneck(hard, blocks);
    default:
        return {};
    }
}

} // namespace

std::vector<HardCase> hard_cases(const UnitGraph& unit, const algorithms::Bounds& bounds) {
    if (const auto people = unit.graph.total_population(); people < bounds.minimum) {
        return {{Reason::unit_below_minimum, {}, people, bounds.minimum - people}};
    }
    const std::vector<BlockIndex> first_block = first_blocks(unit);
    const std::vector<std::uint32_t> part_of = algorithms::components(unit.graph);
    const algorithms::Grouping parts(part_of, algorithms::component_count(part_of));
    std::vector<HardCase> small, uncountable, oversize, bottlenecks;
    std::vector<bool> is_countable(parts.size(), true);
    for (std::size_t part = 0; part < parts.size(); ++part) {
        std::int64_t people = 0, others = 0;
        for (const algorithms::Vertex vertex : parts[part]) {
            const std::int64_t own = unit.graph[vertex].population;
            people += own;
            if (own > bounds.maximum) {
                oversize.push_back({Reason::block_above_maximum,
                                    first_block[algorithms::index(vertex)], own,
                                    own - bounds.maximum});
            } else {
                others += own;
            }
        }
        const BlockIndex block = first_block[algorithms::index(parts[part].front())];
        const auto counts = algorithms::region_counts(unit.graph, parts[part], bounds);
        is_countable[part] = counts.legal;
        if (people < bounds.minimum) {
            small.push_back(
                {Reason::component_below_minimum, block, people, bounds.minimum - people});
        } else if (!counts.legal && others >= bounds.minimum) {
            const std::int64_t grids = others / bounds.minimum;
            uncountable.push_back(
                {Reason::no_whole_number_of_grids, block, others,
                 std::min(others - grids * bounds.maximum, (grids + 1) * bounds.minimum - others)});
        }
    }
    for (const algorithms::Bottleneck& found : algorithms::bottlenecks(unit.graph, bounds)) {
        if (is_countable[part_of[algorithms::index(found.vertex)]]) {
            bottlenecks.push_back(named(found, first_block));
        }
    }
    for (const auto& cases : {uncountable, bottlenecks, oversize}) {
        small.insert(small.end(), cases.begin(), cases.end());
    }
    return small;
}

std::vector<std::optional<HardCase>> bottlenecks_of_regions(const UnitGraph& unit,
                                                            const algorithms::Partition& partition,
                                                            const algorithms::Bounds& bounds) {
    const std::vector<BlockIndex> first_block = first_blocks(unit);
    const std::vector<std::uint32_t> part_of = algorithms::components(unit.graph);
    std::vector<std::optional<HardCase>> of_part(algorithms::component_count(part_of));
    std::vector<std::optional<HardCase>> of_region(partition.regions.size());
    for (const algorithms::Bottleneck& found : algorithms::bottlenecks(unit.graph, bounds)) {
        const std::size_t vertex = algorithms::index(found.vertex);
        keep_worse(named(found, first_block), of_part[part_of[vertex]]);
        keep_worse(named(found, first_block),
                   of_region[algorithms::index(partition.region_of[vertex])]);
    }
    for (std::size_t vertex = 0; vertex < part_of.size(); ++vertex) {
        auto& bottleneck = of_region[algorithms::index(partition.region_of[vertex])];
        bottleneck = bottleneck ? bottleneck : of_part[part_of[vertex]];
    }
    return of_region;
}

const Building* sole_building(const Block& block, const City& city) {
    for (const BuildingIndex i : block.buildings) {
        if (city.buildings[index(i)].people == block.people) {
            return &city.buildings[index(i)];
        }
    }
    return nullptr;
}

Message explain_bottleneck(const HardCase& bottleneck, const Blocks& blocks) {
    return say("{} people hang on block {}, a bottleneck, so that no division of the unit leaves "
               "fewer than {} out of bounds; split a block, or change a limit",
               "{0} 人须经街区 {1} 相连，形成瓶颈，任何划分都至少有 {2} "
               "人超限；请拆分街区，或调整上限或下限",
               bottleneck.people, blocks.blocks[index(*bottleneck.block)].block_id,
               bottleneck.violation);
}

std::vector<Finding> hard_case_findings(const City& city, const Blocks& blocks, UnitIndex unit,
                                        const std::vector<HardCase>& cases,
                                        const algorithms::Bounds& bounds) {
    std::vector<Finding> findings;
    for (const HardCase& hard : cases) {
        Finding finding;
        const Building* too_full = nullptr;
        if (hard.block) {
            finding.place = blocks.blocks[index(*hard.block)].inside;
        } else if (!city.units[index(unit)].ground.empty()) {
            finding.place = point_inside(city.units[index(unit)].ground);
        }
        if (hard.reason == Reason::block_above_maximum) {
            too_full = sole_building(blocks.blocks[index(*hard.block)], city);
        }
        if (too_full != nullptr) {
            finding.source = city.sources.buildings;
            finding.src_fid = too_full->src_fid;
            finding.place = point_inside(too_full->footprint);
        }
        finding.kind = words(hard.reason);
        finding.severity = Severity::error;
        finding.message = explain(hard, city.units[index(unit)].code, blocks, too_full, bounds);
        finding.unit_code = city.units[index(unit)].code;
        findings.push_back(std::move(finding));
    }
    return findings;
}

} // namespace evengrid::engine
