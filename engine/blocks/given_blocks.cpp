#include "engine/blocks/given_blocks.hpp"

#include "algorithms/parallel.hpp"
#include "engine/blocks/fill_streets.hpp"
#include "engine/blocks/fit_units.hpp"
#include "engine/geometry/fine_grid.hpp"
#include "engine/geometry/geos.hpp"
#include "engine/geometry/overlaps.hpp"
#include "engine/geometry/repair.hpp"

#include <map>
#include <optional>

namespace evengrid::engine {

namespace {

Finding streets_filled(std::size_t blocks, double widest_street_m) {
    return {
        "streets between blocks",
        Severity::note,
        say("most of the {} blocks touch no other; the streets between them, up to {} m wide, were "
            "shared out among the blocks beside them",
            "{} 个街区大多互不相接；其间不超过 {} m 宽的街道已分给两侧街区", blocks,
            widest_street_m),
        "",
        std::nullopt,
        "",
        std::nullopt,
        std::nullopt};
}

/// The blocks of a unit, and what was found when they were made to fit together.
struct UnitBlocks {
    std::vector<GivenBlock> blocks;
    std::vector<Finding> findings;
};

const Message block_word{"block", "街区"};

/// Blocks fit together as units do.
Unit as_unit(const GivenBlock& block) {
    return {block.src_fid, std::to_string(block.src_fid), "", block.ground};
}

void add(Finding finding, UnitBlocks& unit) {
    finding.unit_code.clear(); // it is the block's number
    unit.findings.push_back(std::move(finding));
}

void repair_overlaps(double tolerance_m, UnitBlocks& unit) {
    std::vector<const MultiPolygon*> grounds;
    for (const auto& block : unit.blocks) {
        grounds.push_back(&block.ground);
    }
    if (!overlap(grounds)) {
        return;
    }
    std::vector<Unit> shapes;
    for (const auto& block : unit.blocks) {
        shapes.push_back(as_unit(block));
    }
    auto fitted = fit_units(shapes, tolerance_m, block_word);
    for (std::size_t i = 0; i < shapes.size(); ++i) {
        unit.blocks[i].ground = std::move(fitted.grounds[i]);
    }
    for (auto& finding : fitted.findings) {
        add(std::move(finding), unit);
    }
}

/// Leaves what blocks of two units cover to the unit that is first by its code.
void repair_between_units(const City& city, double tolerance_m, std::vector<UnitBlocks>& units) {
    constexpr double rounding_m = 1e-3; // sides that match cross by less
    std::vector<GivenBlock*> blocks;
    std::vector<const MultiPolygon*> grounds;
    for (UnitBlocks& unit : units) {
        for (GivenBlock& block : unit.blocks) {
            blocks.push_back(&block);
            grounds.push_back(&block.ground);
        }
    }
    const auto code_of = [&](std::size_t i) -> const std::string& {
        return city.units[index(blocks[i]->unit)].code;
    };
    std::map<std::size_t, MultiPolygon> left;
    for (const CommonGround& common : common_grounds(grounds, rounding_m)) {
        const auto order = code_of(common.a) <=> code_of(common.b);
        if (order == 0) {
            continue;
        }
        const std::size_t first = order < 0 ? common.a : common.b;
        const std::size_t other = order < 0 ? common.b : common.a;
        check_overlap(common.ground, as_unit(*blocks[first]), as_unit(*blocks[other]), tolerance_m,
                      block_word);
        MultiPolygon& rest = left.try_emplace(other, *grounds[other]).first->second;
        rest = difference(rest, *grounds[first]);
    }
    for (auto& [i, rest] : left) {
        const double lost_m2 = area_m2(*grounds[i]) - area_m2(rest);
        if (auto finding = boundary_repaired({0, lost_m2}, as_unit(*blocks[i]), rest, block_word)) {
            add(std::move(*finding), units[index(blocks[i]->unit)]);
        }
        blocks[i]->ground = std::move(rest);
    }
}

/// Puts the blocks on the fine grid, where what is narrower falls together and is dropped.
void put_on_fine_grid(std::vector<UnitBlocks>& units) {
    std::vector<MultiPolygon*> grounds;
    for (UnitBlocks& unit : units) {
        for (GivenBlock& block : unit.blocks) {
            block.ground = on_fine_grid(block.ground);
            grounds.push_back(&block.ground);
        }
    }
    repair_all(grounds);
}

/// Accounts for the people of a block that others cover.
void leave_out(const City& city, const GivenBlock& block, const std::string& unit_code,
               GivenTiles& result) {
    const Message reason{"block covered by others", "街区被其他街区覆盖"};
    result.findings.push_back({reason.english, Severity::warning,
                               say("other blocks cover a block with {} people; it was left out",
                                   "一个 {} 人的街区被其他街区覆盖，未计入", block.people),
                               "", block.src_fid, unit_code, std::nullopt, std::nullopt});
    if (block.people != 0) {
        result.ledger.push_back({city.counted.source, city.counted.method, reason, block.people});
    }
}

} // namespace

GivenTiles given_tiles(const City& city, const BlockOptions& options) {
    GivenTiles result;
    std::vector<UnitBlocks> units(city.units.size());
    const bool apart = lie_apart(city.given_blocks);
    if (apart) {
        result.shared_streets_m = options.widest_street_m;
        result.findings.push_back(
            streets_filled(city.given_blocks.size(), options.widest_street_m));
    }
    for (auto& block :
         apart ? fill_streets(city.given_blocks, options.widest_street_m) : city.given_blocks) {
        units[index(block.unit)].blocks.push_back(block);
    }
    algorithms::parallel_for(units.size(), [&](std::size_t i) {
        repair_overlaps(options.boundary_tolerance_m, units[i]);
    });
    repair_between_units(city, options.boundary_tolerance_m, units);
    put_on_fine_grid(units);
    for (std::size_t i = 0; i < units.size(); ++i) {
        auto& tiles = result.of_unit.emplace_back();
        result.findings.insert(result.findings.end(), units[i].findings.begin(),
                               units[i].findings.end());
        for (auto& block : units[i].blocks) {
            if (block.ground.empty()) {
                leave_out(city, block, city.units[i].code, result);
            } else {
                tiles.push_back({std::move(block.ground), BlockKind::given, block.people,
                                 block.households, false, block.src_fid});
            }
        }
    }
    for (Finding& finding : result.findings) {
        finding.source = finding.src_fid ? city.sources.blocks : "";
    }
    return result;
}

} // namespace evengrid::engine
