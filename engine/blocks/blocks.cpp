#include "engine/blocks/blocks.hpp"

#include "algorithms/parallel.hpp"
#include "engine/blocks/along.hpp"
#include "engine/blocks/cells.hpp"
#include "engine/blocks/fit_units.hpp"
#include "engine/blocks/given_blocks.hpp"
#include "engine/blocks/number_blocks.hpp"
#include "engine/blocks/street_faces.hpp"
#include "engine/blocks/tessellation.hpp"
#include "engine/blocks/tiles.hpp"
#include "engine/blocks/whole_buildings.hpp"
#include "engine/geometry/geos.hpp"

#include <algorithm>
#include <functional>

namespace evengrid::engine {

namespace {

/// A unit on its way to be divided into blocks.
struct UnitWork {
    std::vector<Tile> tiles;
    std::vector<std::uint32_t> buildings; ///< of the city, ascending: that may stand in the unit
    std::vector<const MultiPolygon*> footprints; ///< of these
    std::vector<Footing> footings;               ///< of these
};

bool has_lines(const City& city) {
    return !city.lines.empty() || !city.water.empty();
}

Point first_corner(const MultiPolygon& ground) {
    Point corner = ground.at(0).shell.at(0);
    for (const auto& polygon : ground) {
        corner = std::min(corner, *std::min_element(polygon.shell.begin(), polygon.shell.end()));
    }
    return corner;
}

// ---- the first tiles ----------------------------------------------------------------------------

void use_given_blocks(const City& city, const BlockOptions& options, std::vector<UnitWork>& units,
                      Blocks& blocks) {
    auto given = given_tiles(city, options);
    for (std::size_t i = 0; i < units.size(); ++i) {
        units[i].tiles = std::move(given.of_unit[i]);
    }
    blocks.ledger = std::move(given.ledger);
    blocks.shared_streets_m = given.shared_streets_m;
    blocks.findings = std::move(given.findings);
}

void divide_along_lines(const City& city, const FittedUnits& fitted, const BlockOptions& options,
                        std::vector<UnitWork>& units) {
    const GroundFinder unit_finder(fitted.grounds);
    std::vector<MultiPolygon> waters;
    for (const auto& water : city.water) {
        waters.push_back(water.ground);
    }
    const GroundFinder water_finder(waters);
    for (auto& face : street_faces(city, fitted.borders, options.snap_tolerance_m)) {
        MultiPolygon ground{std::move(face)};
        const Point place = point_inside(ground);
        if (const auto unit = unit_finder.at(place); !unit.empty()) {
            const auto kind = water_finder.at(place).empty() ? BlockKind::street : BlockKind::water;
            units[unit[0]].tiles.push_back({std::move(ground), kind});
        }
    }
}

void use_whole_units(const FittedUnits& fitted, std::vector<UnitWork>& units) {
    for (std::size_t i = 0; i < units.size(); ++i) {
        for (const auto& polygon : fitted.grounds[i]) {
            units[i].tiles.push_back({{polygon}, BlockKind::tessellation});
        }
    }
}

// ---- buildings ----------------------------------------------------------------------------------

void find_candidates(const City& city, std::vector<UnitWork>& units) {
    std::vector<Box> boxes;
    for (const auto& building : city.buildings) {
        boxes.push_back(box(building.footprint));
    }
    const BoxIndex index(boxes);
    algorithms::parallel_for(units.size(), [&](std::size_t i) {
        auto& unit = units[i];
        Box around;
        for (const auto& tile : unit.tiles) {
            around = joined(around, box(tile.ground));
        }
        unit.buildings = index.meeting(around);
        for (const auto building : unit.buildings) {
            unit.footprints.push_back(&city.buildings[building].footprint);
        }
        unit.footings = footings(unit.footprints, unit.tiles);
    });
}

/// Leaves every building to the unit that holds its largest part, ties to the smaller index.
void choose_units(std::size_t building_count, std::vector<UnitWork>& units) {
    struct Best {
        std::size_t unit = 0;
        double on_m2 = 0;
    };
    std::vector<Best> best(building_count);
    for (std::size_t i = 0; i < units.size(); ++i) {
        for (std::size_t k = 0; k < units[i].buildings.size(); ++k) {
            auto& of_building = best[units[i].buildings[k]];
            if (const double on_m2 = units[i].footings[k].total_m2(); on_m2 > of_building.on_m2) {
                of_building = {i, on_m2};
            }
        }
    }
    for (std::size_t i = 0; i < units.size(); ++i) {
        UnitWork kept;
        for (std::size_t k = 0; k < units[i].buildings.size(); ++k) {
            const auto building = units[i].buildings[k];
            if (best[building].on_m2 > 0 && best[building].unit == i) {
                kept.buildings.push_back(building);
                kept.footprints.push_back(units[i].footprints[k]);
                kept.footings.push_back(std::move(units[i].footings[k]));
            }
        }
        kept.tiles = std::move(units[i].tiles);
        units[i] = std::move(kept);
    }
}

// ---- one unit -----------------------------------------------------------------------------------

/// Merges tiles that are too small, and tells the buildings.
void merge(UnitWork& unit, const std::function<bool(const TileMeasure&)>& too_small,
           const std::function<double(const SharedBorder&)>& weight = {}) {
    const auto counts = building_counts(unit.footings, unit.tiles.size());
    renumber(unit.footings, merge_tiles(unit.tiles, counts, too_small, weight));
}

/// Ground joins its neighbour across a barrier only where there is no other way.
double walkable_weight(const SharedBorder& border, const AlongFinder& finder) {
    constexpr double across_barrier = 0.01;
    double weight = 0;
    for (const auto& line : border.lines) {
        for (std::size_t i = 1; i < line.size(); ++i) {
            const double stretch_m = distance_m(line[i - 1], line[i]);
            const bool barrier = finder.followed(line[i - 1], line[i]).barrier;
            weight += barrier ? across_barrier * stretch_m : stretch_m;
        }
    }
    return weight;
}

/// Whether ground of that shape lies between the two directions of a street.
bool between_directions(const TileMeasure& tile, double dual_carriageway_m) {
    constexpr double longish = 4; // times as long as wide; street blocks seldom are
    const double wide_m = width_m(tile.area_m2, tile.perimeter_m);
    return wide_m < dual_carriageway_m / 2 ||
           (wide_m < dual_carriageway_m && tile.area_m2 > longish * wide_m * wide_m);
}

void merge_slivers(UnitWork& unit, const AlongFinder& finder, const BlockOptions& options) {
    merge(
        unit,
        [&](const TileMeasure& tile) {
            return tile.area_m2 < options.smallest_block_m2 ||
                   (tile.buildings == 0 && between_directions(tile, options.dual_carriageway_m));
        },
        [&](const SharedBorder& border) { return walkable_weight(border, finder); });
}

/// Divides tiles among the buildings on them.
void divide_among_buildings(UnitWork& unit) {
    std::vector<std::vector<const MultiPolygon*>> on_tile(unit.tiles.size());
    for (std::size_t k = 0; k < unit.footings.size(); ++k) {
        on_tile[unit.footings[k].tile()].push_back(unit.footprints[k]);
    }
    std::vector<Tile> pieces;
    for (std::size_t i = 0; i < unit.tiles.size(); ++i) {
        for (auto& piece : tessellate(unit.tiles[i].ground[0], on_tile[i])) {
            pieces.push_back({{std::move(piece)}, BlockKind::tessellation, 0, 0, true});
        }
    }
    unit.tiles = std::move(pieces);
    unit.footings = footings(unit.footprints, unit.tiles);
    merge(unit, [](const TileMeasure& tile) { return tile.leftover && tile.buildings == 0; });
}

void finish(const City& city, const BlockOptions& options, const AlongFinder& finder,
            UnitWork& unit) {
    if (city.given_blocks.empty()) {
        if (has_lines(city)) {
            merge_slivers(unit, finder, options);
        } else {
            divide_among_buildings(unit);
        }
    }
    keep_whole(unit.tiles, unit.footprints, unit.footings, options.smallest_block_m2);
}

// ---- the result ---------------------------------------------------------------------------------

/// Numbers the tiles of a unit as blocks, given ones in their own order and others from west to
/// east.
void add_blocks(const City& city, UnitIndex unit_index, UnitWork& unit, Blocks& blocks) {
    std::vector<std::pair<Point, std::uint32_t>> order;
    for (std::uint32_t i = 0; i < unit.tiles.size(); ++i) {
        const bool given = unit.tiles[i].kind == BlockKind::given;
        order.emplace_back(given ? Point{} : first_corner(unit.tiles[i].ground), i);
    }
    std::sort(order.begin(), order.end());
    std::vector<std::size_t> block_of_tile(unit.tiles.size());
    for (const auto& [corner, i] : order) {
        auto& tile = unit.tiles[i];
        block_of_tile[i] = blocks.blocks.size();
        auto& block = blocks.blocks.emplace_back();
        block.unit = unit_index;
        block.kind = tile.kind;
        block.people = tile.people;
        block.households = tile.households;
        block.src_fid = tile.src_fid;
        block.ground = std::move(tile.ground);
    }
    for (std::size_t k = 0; k < unit.buildings.size(); ++k) {
        const auto building = unit.buildings[k];
        if (unit.footings[k].on.empty()) {
            continue; // it did no more than touch the unit
        }
        auto& block = blocks.blocks[block_of_tile[unit.footings[k].tile()]];
        block.people += city.buildings[building].people;
        block.households += city.buildings[building].households;
        block.buildings.push_back(BuildingIndex{building});
    }
}

void account_for_buildings_outside(const City& city, Blocks& blocks) {
    const Message reason{"building outside every unit", "建筑不在任何社区"};
    std::int64_t people = 0;
    for (std::size_t i = 0; i < city.buildings.size(); ++i) {
        const auto& building = city.buildings[i];
        if (blocks.block_of_building[i]) {
            continue;
        }
        people += building.people;
        Finding finding{reason.english,
                        Severity::warning,
                        say("a building with {} people stands outside every unit and was left out",
                            "一栋 {} 人的建筑不在任何社区内，未计入", building.people),
                        city.sources.buildings,
                        building.src_fid,
                        "",
                        std::nullopt,
                        std::nullopt};
        if (!building.footprint.empty()) {
            finding.place = point_inside(building.footprint);
        }
        blocks.findings.push_back(std::move(finding));
    }
    if (people != 0) {
        blocks.ledger.push_back({city.counted.source, city.counted.method, reason, people});
    }
}

} // namespace

Blocks make_blocks(const City& city, const BlockOptions& options) {
    Blocks blocks;
    std::vector<UnitWork> units(city.units.size());
    if (!city.given_blocks.empty()) {
        use_given_blocks(city, options, units, blocks);
    } else {
        auto fitted = fit_units(city.units, options.boundary_tolerance_m);
        blocks.findings = std::move(fitted.findings);
        if (has_lines(city)) {
            divide_along_lines(city, fitted, options, units);
        } else {
            use_whole_units(fitted, units);
        }
    }
    find_candidates(city, units);
    choose_units(city.buildings.size(), units);
    constexpr double drawn_on_m = 0.5; // a border that was made from a line runs on it
    const AlongFinder finder(city, drawn_on_m);
    algorithms::parallel_for(units.size(),
                             [&](std::size_t i) { finish(city, options, finder, units[i]); });
    blocks.block_of_building.resize(city.buildings.size());
    for (std::uint32_t i = 0; i < units.size(); ++i) {
        add_blocks(city, UnitIndex{i}, units[i], blocks);
    }
    number_blocks(blocks);
    account_for_buildings_outside(city, blocks);
    if (options.most_people) {
        divide_blocks(city, std::vector<std::int64_t>(city.units.size(), *options.most_people),
                      options.smallest_block_m2, blocks);
    }
    return blocks;
}

} // namespace evengrid::engine
