#include "engine/blocks/fill_streets.hpp"

#include "algorithms/parallel.hpp"
#include "engine/blocks/fit_units.hpp"
#include "engine/blocks/tessellation.hpp"
#include "engine/blocks/tiles.hpp"
#include "engine/geometry/fine_grid.hpp"
#include "engine/geometry/geos.hpp"
#include "engine/geometry/match_vertices.hpp"
#include "engine/geometry/shared_borders.hpp"
#include "engine/geometry/sides.hpp"

#include <algorithm>

namespace evengrid::engine {

namespace {

std::vector<const MultiPolygon*> grounds_of(const std::vector<GivenBlock>& blocks) {
    std::vector<const MultiPolygon*> grounds;
    for (const auto& block : blocks) {
        grounds.push_back(&block.ground);
    }
    return grounds;
}

/// The blocks and the streets between them, as one ground for all that hang together.
MultiPolygon town_of(const std::vector<GivenBlock>& blocks, double widest_street_m) {
    const auto own = unite(grounds_of(blocks));
    const auto closed = buffer(buffer(own, widest_street_m / 2), -widest_street_m / 2);
    return unite({&own, &closed}); // rounding the corners must not lose any
}

/// The blocks that stand on one ground, and what each gets of it.
struct Quarter {
    std::vector<std::uint32_t> blocks;
    std::vector<MultiPolygon> grounds;
};

void share_out(const Polygon& town, const std::vector<GivenBlock>& blocks, Quarter& quarter) {
    std::vector<const MultiPolygon*> sites;
    for (const auto i : quarter.blocks) {
        sites.push_back(&blocks[i].ground);
    }
    std::vector<Tile> tiles;
    for (auto& piece : tessellate(town, sites)) {
        tiles.push_back({{std::move(piece)}, BlockKind::given, 0, 0, true});
    }
    std::vector<MultiPolygon> pieces;
    for (const auto& tile : tiles) {
        pieces.push_back(tile.ground);
    }
    const GroundFinder finder(pieces);
    std::vector<std::size_t> parts(tiles.size());
    std::vector<std::pair<std::uint32_t, std::uint32_t>>
        stands_on; // a block of the quarter, a piece
    for (std::uint32_t k = 0; k < sites.size(); ++k) {
        for (const auto& polygon : *sites[k]) {
            for (const auto piece : finder.at(point_inside({polygon}))) {
                ++parts[piece];
                stands_on.emplace_back(k, piece);
            }
        }
    }
    const auto new_index =
        merge_tiles(tiles, parts, [](const TileMeasure& tile) { return tile.buildings == 0; });
    quarter.grounds.resize(sites.size());
    std::vector<bool> taken(tiles.size());
    for (const auto& [k, piece] : stands_on) {
        const auto tile = new_index[piece];
        if (!taken[tile]) {
            taken[tile] = true;
            auto& ground = quarter.grounds[k];
            ground.insert(ground.end(), tiles[tile].ground.begin(), tiles[tile].ground.end());
        }
    }
}

} // namespace

bool lie_apart(const std::vector<GivenBlock>& blocks) {
    constexpr double tolerance_m = 0.1;
    const auto grounds = grounds_of(blocks);
    std::vector<bool> touches(blocks.size());
    const auto most_touch = [&] {
        const auto touching = std::count(touches.begin(), touches.end(), true);
        return 2 * static_cast<std::size_t>(touching) >= blocks.size();
    };
    const auto sides = sides_of(grounds);
    each_place(sides, [&](std::span<const std::uint32_t> here) {
        for (const std::uint32_t side : here) {
            if (sides[side].polygon != sides[here.front()].polygon) {
                touches[sides[side].polygon] = touches[sides[here.front()].polygon] = true;
            }
        }
    });
    if (most_touch()) {
        return false;
    }
    for (const auto& border : shared_borders(grounds, tolerance_m)) {
        touches[border.a] = touches[border.b] = true;
    }
    return !most_touch();
}

std::vector<GivenBlock> fill_streets(const std::vector<GivenBlock>& blocks,
                                     double widest_street_m) {
    const auto town = town_of(blocks, widest_street_m);
    std::vector<MultiPolygon> parts;
    for (const auto& polygon : town) {
        parts.push_back({polygon});
    }
    const GroundFinder finder(parts);
    std::vector<Quarter> quarters(parts.size());
    for (std::uint32_t i = 0; i < blocks.size(); ++i) {
        if (blocks[i].ground.empty()) {
            continue;
        }
        for (const auto part : finder.at(point_inside(blocks[i].ground))) {
            quarters[part].blocks.push_back(i);
        }
    }
    algorithms::parallel_for(quarters.size(),
                             [&](std::size_t k) { share_out(town[k], blocks, quarters[k]); });
    auto filled = blocks;
    std::vector<MultiPolygon*> grounds;
    for (auto& quarter : quarters) {
        for (std::size_t k = 0; k < quarter.blocks.size(); ++k) {
            if (!quarter.grounds[k].empty()) {
                filled[quarter.blocks[k]].ground = std::move(quarter.grounds[k]);
            }
        }
    }
    for (auto& block : filled) {
        block.ground = on_fine_grid(block.ground);
        grounds.push_back(&block.ground);
    }
    match_vertices(grounds, 2 * fine_grid_m);
    return filled;
}

} // namespace evengrid::engine
