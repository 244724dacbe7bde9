#include "engine/blocks/number_blocks.hpp"

#include "algorithms/parallel.hpp"
#include "engine/geometry/fine_grid.hpp"
#include "engine/geometry/geos.hpp"
#include "engine/geometry/match_vertices.hpp"

namespace evengrid::engine {

void number_blocks(Blocks& blocks) {
    std::vector<MultiPolygon*> grounds;
    for (std::uint32_t i = 0; i < blocks.blocks.size(); ++i) {
        auto& block = blocks.blocks[i];
        block.block_id = std::int64_t{i} + 1;
        grounds.push_back(&block.ground);
        for (const auto building : block.buildings) {
            blocks.block_of_building[index(building)] = BlockIndex{i};
        }
    }
    match_vertices(grounds, 2 * fine_grid_m);
    algorithms::parallel_for(blocks.blocks.size(), [&](std::size_t i) {
        auto& block = blocks.blocks[i];
        block.area_m2 = area_m2(block.ground);
        block.inside = point_inside(block.ground);
    });
}

} // namespace evengrid::engine
