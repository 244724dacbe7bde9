#include "engine/blocks/cells.hpp"

#include "algorithms/parallel.hpp"
#include "engine/blocks/number_blocks.hpp"
#include "engine/blocks/tessellation.hpp"
#include "engine/blocks/tiles.hpp"
#include "engine/blocks/whole_buildings.hpp"

#include <algorithm>
#include <map>

namespace evengrid::engine {

namespace {

/// A block that is divided, and what becomes of it.
struct Division {
    std::size_t block = 0;
    std::vector<Tile> cells;
    std::vector<Footing> footings; ///< one per building of the block
};

/// Compounds with no more people than a cell may hold; their buildings need not be parted.
std::map<std::uint32_t, std::int64_t> whole_compounds(const City& city, const Block& block,
                                                      std::int64_t most_people) {
    std::map<std::uint32_t, std::int64_t> people;
    for (const auto i : block.buildings) {
        const auto& building = city.buildings[index(i)];
        if (building.compound != 0) {
            people[building.compound] += building.people;
        }
    }
    std::erase_if(people, [&](const auto& entry) { return entry.second > most_people; });
    return people;
}

/// The outlines that share a cell: those of a compound, or of a single building.
std::vector<MultiPolygon> outlines(const City& city, const Block& block, std::int64_t most_people) {
    const auto compounds = whole_compounds(city, block, most_people);
    std::vector<MultiPolygon> result;
    std::map<std::uint32_t, std::size_t> of_compound;
    for (const auto i : block.buildings) {
        const auto& building = city.buildings[index(i)];
        if (compounds.count(building.compound) != 0) {
            const auto [place, is_new] = of_compound.try_emplace(building.compound, result.size());
            if (!is_new) {
                auto& outline = result[place->second];
                outline.insert(outline.end(), building.footprint.begin(), building.footprint.end());
                continue;
            }
        }
        result.push_back(building.footprint);
    }
    return result;
}

void divide(const City& city, const Block& block, std::int64_t most_people,
            double smallest_block_m2, Division& division) {
    const auto shapes = outlines(city, block, most_people);
    std::vector<const MultiPolygon*> sites, footprints;
    for (const auto& shape : shapes) {
        sites.push_back(&shape);
    }
    for (const auto i : block.buildings) {
        footprints.push_back(&city.buildings[index(i)].footprint);
    }
    for (auto& piece : tessellate(block.ground[0], sites)) {
        division.cells.push_back({{std::move(piece)}, BlockKind::cell, 0, 0, true});
    }
    division.footings = footings(footprints, division.cells);
    const auto counts = building_counts(division.footings, division.cells.size());
    renumber(division.footings, merge_tiles(division.cells, counts, [](const TileMeasure& cell) {
                 return cell.leftover && cell.buildings == 0;
             }));
    keep_whole(division.cells, footprints, division.footings, smallest_block_m2);
}

/// Puts the cells in the place of their block. \returns the first of them.
void replace(const City& city, const Block& block, Division& division, std::vector<Block>& blocks) {
    const auto first = blocks.size();
    for (auto& cell : division.cells) {
        auto& made = blocks.emplace_back();
        made.unit = block.unit;
        made.kind = BlockKind::cell;
        made.ground = std::move(cell.ground);
    }
    blocks[first].people = block.people;
    blocks[first].households = block.households;
    for (std::size_t k = 0; k < block.buildings.size(); ++k) {
        const auto& building = city.buildings[index(block.buildings[k])];
        const auto& footing = division.footings[k];
        auto& cell = blocks[first + (footing.on.empty() ? 0 : footing.tile())];
        cell.buildings.push_back(block.buildings[k]);
        cell.people += building.people;
        cell.households += building.households;
        // What is left with the first cell are the people of the block who are in no building.
        blocks[first].people -= building.people;
        blocks[first].households -= building.households;
    }
}

} // namespace

bool divide_blocks(const City& city, const std::vector<std::int64_t>& most_people,
                   double smallest_block_m2, Blocks& blocks) {
    std::vector<Division> divisions;
    for (std::size_t i = 0; i < blocks.blocks.size(); ++i) {
        const auto& block = blocks.blocks[i];
        if (block.people > most_people[index(block.unit)] && block.buildings.size() > 1 &&
            block.ground.size() == 1) {
            divisions.push_back({i, {}, {}});
        }
    }
    if (divisions.empty()) {
        return false;
    }
    algorithms::parallel_for(divisions.size(), [&](std::size_t k) {
        const auto& block = blocks.blocks[divisions[k].block];
        divide(city, block, most_people[index(block.unit)], smallest_block_m2, divisions[k]);
    });
    std::vector<Block> result;
    auto next = divisions.begin();
    for (std::size_t i = 0; i < blocks.blocks.size(); ++i) {
        if (next != divisions.end() && next->block == i) {
            replace(city, blocks.blocks[i], *next++, result);
        } else {
            result.push_back(std::move(blocks.blocks[i]));
        }
    }
    blocks.blocks = std::move(result);
    number_blocks(blocks);
    return true;
}

} // namespace evengrid::engine
