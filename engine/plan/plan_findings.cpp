#include "engine/plan/plan_findings.hpp"

#include "engine/geometry/geos.hpp"
#include "engine/plan/hard_cases.hpp"
#include "engine/quote.hpp"

#include <algorithm>

namespace evengrid::engine {

namespace {

/// The block with the most people of a grid; the first of several.
const Block& fullest_block(const Grid& grid, const Blocks& blocks) {
    return blocks.blocks[index(
        *std::max_element(grid.blocks.begin(), grid.blocks.end(), [&](BlockIndex a, BlockIndex b) {
            return blocks.blocks[index(a)].people < blocks.blocks[index(b)].people;
        }))];
}

Message explain(const Grid& grid, const City& city, const Plan& plan, const Building* too_full) {
    if (grid.area && grid.reason == Reason::component_below_minimum) {
        return say("area {} is divided on its own; give its kind bounds in the rules, or leave the "
                   "area out",
                   "区域 {} 单独划分；请在规则中为其类别设定范围，或不使用该区域",
                   quote(city.areas[*grid.area].code));
    }
    switch (grid.reason) {
    case Reason::none:
        break;
    case Reason::block_above_maximum: {
        if (too_full != nullptr) {
            return say("building {} alone holds {}, and no building is cut; see whether its number "
                       "is right, or allow more",
                       "建筑 {} 一栋即有 {} 人，而建筑不可分割；请核对人数，或提高上限",
                       too_full->src_fid, too_full->people);
        }
        const Block& block = fullest_block(grid, plan.blocks);
        return say("block {} alone holds {}; split it, or allow more",
                   "街区 {} 一处即有 {} 人；请拆分街区，或提高上限", block.block_id, block.people);
    }
    case Reason::unit_below_minimum:
        return say("no one else lives in the unit; join it with another, or allow fewer",
                   "社区内没有其他人口；请与其他社区合并，或降低下限");
    case Reason::component_below_minimum:
        return say("its ground hangs together with no other ground of the unit; open a way across, "
                   "or allow fewer",
                   "其范围与社区其他部分不相连；请开通一处通道，或降低下限");
    case Reason::no_whole_number_of_grids:
        return say("the people there are too many for so many grids and too few for one more; "
                   "change a limit",
                   "该处人口对现有网格数偏多，再增一个网格又不足；请调整上限或下限");
    case Reason::locked:
        return say("it is an existing grid that must not change; unlock it",
                   "该现行网格已锁定，不得变动；请解除锁定");
    case Reason::exclusive:
        return say("it is an exclusive area, one grid whatever it holds; change the bounds of its "
                   "kind",
                   "该专属区域无论人口多少均为一个网格；请调整其类别的范围");
    case Reason::bottleneck:
        return grid.bottleneck
                   ? explain_bottleneck(*grid.bottleneck, plan.blocks)
                   : say("the way the blocks hang together allows no better division; "
                         "split a block, or change a limit",
                         "街区的连接方式不允许更好的划分；请拆分街区，或调整上限或下限");
    }
    return {};
}

Finding out_of_bounds(const Grid& grid, const City& city, const Plan& plan) {
    const algorithms::Bounds& bounds = grid.bounds;
    const bool above = grid.people > bounds.maximum;
    const Building* too_full = grid.reason == Reason::block_above_maximum
                                   ? sole_building(fullest_block(grid, plan.blocks), city)
                                   : nullptr;
    Finding finding;
    finding.kind = words(grid.reason);
    finding.severity = Severity::error;
    finding.message =
        say("grid {} holds {} people, {} of {}: {}", "网格 {} 有 {} 人，{} {}：{}",
            quote(grid.code), grid.people,
            above ? say("above the maximum", "高于上限") : say("below the minimum", "低于下限"),
            above ? bounds.maximum : bounds.minimum, explain(grid, city, plan, too_full));
    finding.unit_code = city.units[index(grid.unit)].code;
    finding.grid_id = grid.grid_id;
    finding.place = point_inside(grid.ground);
    if (grid.bottleneck) {
        finding.place = plan.blocks.blocks[index(*grid.bottleneck->block)].inside;
    }
    if (too_full != nullptr) {
        finding.source = city.sources.buildings;
        finding.src_fid = too_full->src_fid;
        finding.place = point_inside(too_full->footprint);
    }
    return finding;
}

/// Who was counted, and after it everyone who was left out on the way.
std::vector<LedgerEntry> ledger_of(LedgerEntry counted, const City& city, const Blocks& blocks) {
    std::vector<LedgerEntry> ledger{std::move(counted)};
    ledger.insert(ledger.end(), city.ledger.begin(), city.ledger.end());
    ledger.insert(ledger.end(), blocks.ledger.begin(), blocks.ledger.end());
    return ledger;
}

} // namespace

std::vector<LedgerEntry> plan_ledger(const City& city, const Plan& plan) {
    LedgerEntry planned{city.counted.source, city.counted.method, {}, 0};
    for (const Grid& grid : plan.grids) {
        planned.people += grid.people;
    }
    return ledger_of(planned, city, plan.blocks);
}

std::vector<LedgerEntry> blocks_ledger(const City& city, const Blocks& blocks) {
    LedgerEntry counted{city.counted.source, city.counted.method, {}, 0};
    for (const Block& block : blocks.blocks) {
        counted.people += block.people;
    }
    return ledger_of(counted, city, blocks);
}

std::vector<Finding> plan_findings(const City& city, const Plan& plan) {
    std::vector<Finding> findings = city.findings;
    findings.insert(findings.end(), plan.blocks.findings.begin(), plan.blocks.findings.end());
    for (const Grid& grid : plan.grids) {
        if (!grid.in_bounds) {
            findings.push_back(out_of_bounds(grid, city, plan));
        }
    }
    for (std::size_t i = 0; plan.handover && i < plan.handover->olds.size(); ++i) {
        if (plan.handover->olds[i].fate == Fate::left_out) {
            const ExistingGrid& old = city.existing[i];
            findings.push_back(
                {.kind = "existing grid outside every unit",
                 .severity = Severity::warning,
                 .message =
                     say("nothing of existing grid {} (feature {}) is in the plan",
                         "现行网格 {}（要素 {}）完全不在新方案内", quote(old.code), old.src_fid),
                 .src_fid = old.src_fid,
                 .place = point_inside(old.ground)});
        }
    }
    const auto at_risk = std::count_if(plan.grids.begin(), plan.grids.end(),
                                       [](const Grid& grid) { return grid.at_risk; });
    if (at_risk > 0) {
        findings.push_back(
            {.kind = "at risk",
             .severity = Severity::warning,
             .message = say("{} grids within bounds may be out of them: their people are "
                            "estimated, {:.0f} % off to either side",
                            "{} 个符合范围的网格可能超出范围：其人口为估算，上下误差 {:.0f} %",
                            at_risk, city.people_error * 100)});
    }
    return findings;
}

} // namespace evengrid::engine
