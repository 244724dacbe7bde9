#include "engine/blocks/cells.hpp"

#include "algorithms/parallel.hpp"
#include "engine/blocks/inner_paths.hpp"
#include "engine/blocks/number_blocks.hpp"
#include "engine/blocks/tessellation.hpp"
#include "engine/blocks/tiles.hpp"
#include "engine/blocks/whole_buildings.hpp"

#include <algorithm>
#include <map>
#include <numeric>

namespace evengrid::engine {

namespace {

// ---- which blocks -------------------------------------------------------------------------------

/// People of all blocks that a block is bound to by compounds which stand on several, itself
/// included: what would have to be one grid to part none of them.
std::vector<std::int64_t> people_bound_together(const City& city, const Blocks& blocks) {
    std::vector<std::size_t> leader(blocks.blocks.size());
    std::iota(leader.begin(), leader.end(), std::size_t{0});
    const auto leader_of = [&](std::size_t i) {
        while (leader[i] != i) {
            i = leader[i] = leader[leader[i]];
        }
        return i;
    };
    std::map<std::pair<UnitIndex, std::uint32_t>, std::size_t> first_block;
    for (std::size_t i = 0; i < leader.size(); ++i) {
        for (const auto k : blocks.blocks[i].buildings) {
            if (const auto compound = city.buildings[index(k)].compound; compound != 0) {
                const auto first = first_block.try_emplace({blocks.blocks[i].unit, compound}, i);
                leader[leader_of(i)] = leader_of(first.first->second);
            }
        }
    }
    std::vector<std::int64_t> people(leader.size());
    for (std::size_t i = 0; i < leader.size(); ++i) {
        people[leader_of(i)] += blocks.blocks[i].people;
    }
    for (std::size_t i = 0; i < leader.size(); ++i) {
        people[i] = people[leader_of(i)];
    }
    return people;
}

// ---- how a piece of ground is divided -----------------------------------------------------------

using OnGround = std::vector<const Building*>;

std::vector<Polygon> around(const Polygon& ground, const std::vector<MultiPolygon>& outlines) {
    std::vector<const MultiPolygon*> sites;
    for (const auto& outline : outlines) {
        sites.push_back(&outline);
    }
    return tessellate(ground, sites);
}

/// Each compound gets what is nearest to it, and so do the buildings of none together.
std::vector<Polygon> around_compounds(const Polygon& ground, const OnGround& buildings) {
    std::map<std::uint32_t, MultiPolygon> of_compound;
    for (const auto* building : buildings) {
        auto& outline = of_compound[building->compound];
        outline.insert(outline.end(), building->footprint.begin(), building->footprint.end());
    }
    std::vector<MultiPolygon> outlines;
    for (auto& [compound, outline] : of_compound) {
        outlines.push_back(std::move(outline));
    }
    return around(ground, outlines);
}

std::vector<Polygon> around_buildings(const Polygon& ground, const OnGround& buildings) {
    std::vector<MultiPolygon> outlines;
    for (const auto* building : buildings) {
        outlines.push_back(building->footprint);
    }
    return around(ground, outlines);
}

// ---- one block ----------------------------------------------------------------------------------

/// A block that is divided, and what becomes of it.
struct Division {
    std::size_t block = 0;
    std::int64_t most_people = 0;
    bool parts_compounds = false; ///< the compounds on it are parted even if it holds few people
    std::vector<Tile> cells;
    std::vector<Footing> footings; ///< one per building of the block
};

class Divider {
public:
    Divider(const City& city, const Block& block, double smallest_m2, Division& division)
        : m_smallest_m2(smallest_m2), m_division(division) {
        for (const auto& polygon : block.ground) {
            division.cells.push_back({{polygon}, BlockKind::cell});
        }
        for (const auto i : block.buildings) {
            m_buildings.push_back(&city.buildings[index(i)]);
            m_footprints.push_back(&m_buildings.back()->footprint);
        }
        division.footings = footings(m_footprints, division.cells);
    }

    /// Divides the cells that still hold too many people, or all of them.
    template <class Method>
    void divide(const Method& method, bool all = false) {
        auto& cells = m_division.cells;
        std::vector<OnGround> on_cell(cells.size());
        std::vector<std::int64_t> people(cells.size());
        for (std::size_t k = 0; k < m_buildings.size(); ++k) {
            if (const auto& footing = m_division.footings[k]; !footing.on.empty()) {
                on_cell[footing.tile()].push_back(m_buildings[k]);
                people[footing.tile()] += m_buildings[k]->people;
            }
        }
        std::vector<Tile> pieces;
        bool divided = false;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const bool too_many = people[i] > m_division.most_people && on_cell[i].size() > 1;
            if (!too_many && !all) {
                pieces.push_back(std::move(cells[i]));
                continue;
            }
            auto parts = method(cells[i].ground[0], on_cell[i]);
            divided = divided || parts.size() > 1;
            for (auto& piece : parts) {
                pieces.push_back({{std::move(piece)}, BlockKind::cell, 0, 0, true});
            }
        }
        cells = std::move(pieces);
        if (divided) {
            tidy();
        }
    }

private:
    /// Pieces without a building join a neighbour, and every building stands on one of them.
    void tidy() {
        auto& [block, most, parts, cells, standing] = m_division;
        standing = footings(m_footprints, cells);
        renumber(standing, merge_tiles(cells, building_counts(standing, cells.size()),
                                       [](const TileMeasure& cell) {
                                           return cell.leftover && cell.buildings == 0;
                                       }));
        keep_whole(cells, m_footprints, standing, m_smallest_m2);
    }

    double m_smallest_m2;
    Division& m_division;
    OnGround m_buildings;
    std::vector<const MultiPolygon*> m_footprints;
};

void divide(const City& city, const Block& block, const InnerPaths& paths, double smallest_m2,
            Division& division) {
    Divider divider(city, block, smallest_m2, division);
    divider.divide(around_compounds, division.parts_compounds);
    divider.divide([&](const Polygon& ground, const OnGround&) { return paths.divide(ground); });
    divider.divide(around_buildings);
}

/// Puts the cells in the place of their block.
void replace(const City& city, const Block& block, Division& division, std::vector<Block>& blocks) {
    const auto first = blocks.size();
    for (auto& cell : division.cells) {
        auto& made = blocks.emplace_back();
        made.unit = block.unit;
        made.kind = division.cells.size() > 1 ? BlockKind::cell : block.kind;
        made.ground = std::move(cell.ground);
        made.src_fid = block.src_fid;
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
    const auto bound_together = people_bound_together(city, blocks);
    std::vector<Division> divisions;
    for (std::size_t i = 0; i < blocks.blocks.size(); ++i) {
        const auto& block = blocks.blocks[i];
        const auto most = most_people[index(block.unit)];
        if (bound_together[i] > most && block.buildings.size() > 1) {
            divisions.push_back({i, most, bound_together[i] > block.people, {}, {}});
        }
    }
    if (divisions.empty()) {
        return false;
    }
    const InnerPaths paths(city);
    algorithms::parallel_for(divisions.size(), [&](std::size_t k) {
        divide(city, blocks.blocks[divisions[k].block], paths, smallest_block_m2, divisions[k]);
    });
    std::erase_if(divisions, [](const Division& division) { return division.cells.size() < 2; });
    if (divisions.empty()) {
        return false;
    }
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
