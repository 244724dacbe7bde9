#include "engine/validate/validate_rules.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace evengrid::engine::validation {

namespace {

/// The ground of several polygons; nothing where they overlap or cannot be united.
MultiPolygon ground_of(const std::vector<const Block*>& blocks) {
    std::vector<const MultiPolygon*> grounds;
    for (const Block* block : blocks) {
        grounds.push_back(&block->ground);
    }
    return unite(grounds);
}

/// Numbers the pieces of a grid so that pieces of one block have the same number.
std::vector<std::size_t> joined_by_blocks(const MultiPolygon& pieces,
                                          const std::vector<const Block*>& blocks) {
    std::vector<std::size_t> joined(pieces.size());
    std::iota(joined.begin(), joined.end(), std::size_t{0});
    for (const Block* block : blocks) {
        std::optional<std::size_t> first;
        for (std::size_t i = 0; block->ground.size() > 1 && i < pieces.size(); ++i) {
            const bool has_part =
                std::any_of(block->ground.begin(), block->ground.end(), [&](const Polygon& part) {
                    return contains(pieces[i], point_inside({part}));
                });
            if (has_part && !first) {
                first = joined[i];
            } else if (has_part) {
                std::replace(joined.begin(), joined.end(), std::size_t{joined[i]}, *first);
            }
        }
    }
    return joined;
}

/// The sides of all grids, to see which buildings a border runs through.
class GridSides {
public:
    explicit GridSides(const std::vector<Grid>& grids) {
        std::vector<Box> boxes;
        for (const Grid& grid : grids) {
            for (const Polygon& polygon : grid.ground) {
                add(polygon.shell, boxes);
                for (const Ring& hole : polygon.holes) {
                    add(hole, boxes);
                }
            }
        }
        m_index = BoxIndex(boxes);
    }

    /// Whether any side comes near the box.
    bool is_near(const Box& box) const { return !m_index.meeting(box).empty(); }

private:
    static void add(const Ring& ring, std::vector<Box>& boxes) {
        for (std::size_t i = 1; i < ring.size(); ++i) {
            boxes.push_back(box({ring[i - 1], ring[i]}));
        }
    }

    BoxIndex m_index;
};

} // namespace

bool try_validity(const Indexed& in, Verdict& verdict) {
    Rule rule({"geometries are valid", "几何有效"}, "geometry not valid", verdict);
    const auto is_valid = [&](const MultiPolygon& ground, const auto& name,
                              const Grid* grid = nullptr) {
        rule.tried();
        const auto wrong = invalidity(ground);
        if (wrong) {
            rule.broken(grid, say("{}: {}", "{}：{}", name(), wrong->reason), wrong->place);
        }
        return !wrong;
    };
    bool is_sound = true;
    for (const Grid& grid : in.plan.grids) {
        const auto name = [&] {
            return say("grid {} of the layer grids", "图层 grids 的网格 {}", grid.grid_id);
        };
        is_sound = is_valid(grid.ground, name, &grid) && is_sound;
        if (grid.ground.empty()) {
            rule.broken(&grid, say("grid {} has no ground", "网格 {} 没有范围", grid.grid_id));
            is_sound = false;
        }
    }
    for (const Block& block : in.plan.blocks) {
        const auto name = [&] {
            return say("block {} of the layer blocks", "图层 blocks 的街区 {}", block.block_id);
        };
        is_sound = is_valid(block.ground, name) && is_sound;
    }
    for (const auto& building : in.plan.buildings) {
        is_valid(building.footprint, [&] {
            return say("building {} of the layer buildings", "图层 buildings 的建筑 {}",
                       building.src_fid);
        });
    }
    return is_sound;
}

void try_overlaps(const Indexed& in, Verdict& verdict) {
    Rule rule({"grids do not overlap", "网格互不重叠"}, "grids overlap", verdict);
    for (std::size_t i = 0; i < in.plan.grids.size(); ++i) {
        const Grid& a = in.plan.grids[i];
        for (const std::uint32_t j : in.boxes.meeting(box(a.ground))) {
            if (j <= i) {
                continue;
            }
            rule.tried();
            const Grid& b = in.plan.grids[j];
            if (const MultiPolygon both = intersection(a.ground, b.ground); in.is_wide(both)) {
                rule.broken(&a,
                            say("grids {} and {} overlap by {:.2f} m2",
                                "网格 {} 与 {} 重叠 {:.2f} 平方米", a.grid_id, b.grid_id,
                                area_m2(both)),
                            place_of(both));
            }
        }
    }
}

void try_tiling(const Indexed& in, Verdict& verdict) {
    Rule rule({"grids are the ground of their blocks", "网格与其街区范围一致"},
              "grid unlike its blocks", verdict);
    for (std::size_t i = 0; i < in.plan.grids.size(); ++i) {
        const Grid& grid = in.plan.grids[i];
        rule.tried();
        const MultiPolygon blocks = ground_of(in.blocks_of_grid[i]);
        for (const MultiPolygon& rest :
             {difference(blocks, grid.ground), difference(grid.ground, blocks)}) {
            if (in.is_wide(rest)) {
                rule.broken(&grid,
                            say("grid {} differs from its blocks by {:.2f} m2",
                                "网格 {} 与其街区相差 {:.2f} 平方米", grid.grid_id, area_m2(rest)),
                            place_of(rest));
            }
        }
    }
}

void try_cover(const Indexed& in, Verdict& verdict) {
    Rule rule({"grids cover the units", "网格覆盖全部社区"}, "ground not covered", verdict);
    if (!in.plan.units_area_m2) {
        return;
    }
    rule.tried();
    double covered_m2 = 0, border_m = 0;
    for (const Grid& grid : in.plan.grids) {
        covered_m2 += area_m2(grid.ground);
        border_m += perimeter_m(grid.ground);
    }
    const double missing_m2 = *in.plan.units_area_m2 - covered_m2;
    if (std::abs(missing_m2) > std::max(in.tolerance_m * border_m, 1e-6 * covered_m2)) {
        rule.broken(nullptr, say("the units have {:.2f} m2, the grids {:.2f} m2",
                                 "社区共 {:.2f} 平方米，网格共 {:.2f} 平方米",
                                 *in.plan.units_area_m2, covered_m2));
    }
}

void try_connection(const Indexed& in, Verdict& verdict) {
    Rule rule({"a grid hangs together as its unit does", "网格在社区连通处连通"}, "grid in pieces",
              verdict);
    std::map<std::pair<std::string, std::string>, MultiPolygon> unit_ground; // and area
    for (std::size_t i = 0; i < in.plan.grids.size(); ++i) {
        const Grid& grid = in.plan.grids[i];
        rule.tried();
        if (grid.ground.size() < 2) {
            continue;
        }
        MultiPolygon& unit = unit_ground[{grid.unit_code, grid.area}];
        if (unit.empty()) {
            std::vector<const MultiPolygon*> grounds;
            for (const Grid* other : in.grids_of_unit.at(grid.unit_code)) {
                if (other->area == grid.area) {
                    grounds.push_back(&other->ground);
                }
            }
            unit = unite(grounds);
        }
        const std::vector<std::size_t> joined = joined_by_blocks(grid.ground, in.blocks_of_grid[i]);
        std::map<std::size_t, std::size_t> seen; // part of the unit -> what was found there
        for (std::size_t piece = 0; piece < grid.ground.size(); ++piece) {
            const Point inside = point_inside({grid.ground[piece]});
            const auto part = std::find_if(unit.begin(), unit.end(),
                                           [&](const Polygon& p) { return contains(p, inside); });
            const auto at = static_cast<std::size_t>(part - unit.begin());
            if (const auto [found, is_new] = seen.emplace(at, joined[piece]);
                !is_new && found->second != joined[piece]) {
                rule.broken(&grid,
                            say("grid {} has a piece that hangs together with none of the others",
                                "网格 {} 有一块与其余各块不相连", grid.grid_id),
                            inside);
            }
        }
    }
}

void try_buildings(const Indexed& in, Verdict& verdict) {
    Rule rule({"no grid border cuts a building", "网格边界不切割建筑"}, "building cut", verdict);
    const GridSides sides(in.plan.grids);
    for (const auto& building : in.plan.buildings) {
        const auto found =
            building.grid_id ? in.grid_of_id.find(*building.grid_id) : in.grid_of_id.end();
        if (found == in.grid_of_id.end() || building.footprint.empty()) {
            continue;
        }
        rule.tried();
        const Grid& grid = in.plan.grids[found->second];
        const Box around = box(building.footprint);
        if (!sides.is_near(around) && contains(grid.ground, building.footprint[0].shell[0])) {
            continue;
        }
        if (invalidity(building.footprint)) {
            continue; // a broken rule of its own
        }
        // What lies in another unit is not the plan's doing: units are given.
        for (const std::uint32_t i : in.boxes.meeting(around)) {
            const Grid& other = in.plan.grids[i];
            if (&other == &grid || other.unit_code != grid.unit_code) {
                continue;
            }
            if (const MultiPolygon cut = intersection(building.footprint, other.ground);
                in.is_wide(cut)) {
                rule.broken(&grid,
                            say("building {} is in grid {}, but {:.2f} m2 of it lie in grid {}",
                                "建筑 {} 属网格 {}，却有 {:.2f} 平方米在网格 {} 内",
                                building.src_fid, grid.grid_id, area_m2(cut), other.grid_id),
                            place_of(cut));
            }
        }
    }
}

} // namespace evengrid::engine::validation
