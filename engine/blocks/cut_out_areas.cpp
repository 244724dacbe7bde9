#include "engine/blocks/cut_out_areas.hpp"

#include "engine/error.hpp"
#include "engine/geometry/box_index.hpp"
#include "engine/geometry/geos.hpp"
#include "engine/quote.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace evengrid::engine {

namespace {

template <class Grounds>
BoxIndex boxes_of(const Grounds& things, MultiPolygon Grounds::value_type::*ground) {
    std::vector<Box> boxes;
    for (const auto& thing : things) {
        boxes.push_back(box(thing.*ground));
    }
    return BoxIndex(boxes);
}

void refuse_overlaps(const std::vector<Area>& areas, double tolerance_m) {
    const BoxIndex boxes = boxes_of(areas, &Area::ground);
    for (std::size_t i = 0; i < areas.size(); ++i) {
        for (const std::uint32_t j : boxes.meeting(box(areas[i].ground))) {
            if (j > i && is_wide(intersection(areas[i].ground, areas[j].ground), tolerance_m)) {
                throw Error(
                    ErrorCode::input,
                    fmt::format("{} and {} overlap", described(areas[i]), described(areas[j])),
                    "mending the layers of --exclusive and --keep-area");
            }
        }
    }
}

/// The unit that holds the largest part of an area, and what lies elsewhere as a finding.
UnitIndex unit_of(const Area& area, const City& city, const BoxIndex& units, double tolerance_m,
                  std::vector<Finding>& findings) {
    std::optional<std::uint32_t> best;
    double most_m2 = 0;
    for (const std::uint32_t i : units.meeting(box(area.ground))) {
        const double on_m2 = area_m2(intersection(area.ground, city.units[i].ground));
        if (on_m2 > most_m2) {
            most_m2 = on_m2;
            best = i;
        }
    }
    if (!best) {
        throw Error(ErrorCode::input, described(area) + " lies in no unit",
                    "mending the layer, or leaving the area out");
    }
    const Unit& unit = city.units[*best];
    if (is_wide(difference(area.ground, unit.ground), tolerance_m)) {
        findings.push_back(
            {.kind = "area in several units",
             .severity = Severity::warning,
             .message =
                 say("area {} lies in unit {} with {:.0f} of its {:.0f} m2; the rest "
                     "of it was left to other grids",
                     "区域 {0} 的 {3:.0f} m² 中有 {2:.0f} m² 在社区 {1} 内；其余部分归入其他网格",
                     quote(area.code), quote(unit.code), most_m2, area_m2(area.ground)),
             .source = area.source,
             .src_fid = area.src_fid,
             .unit_code = unit.code,
             .place = point_inside(area.ground)});
    }
    return UnitIndex{*best};
}

/// The outline of a building without its courtyards.
MultiPolygon filled(MultiPolygon footprint) {
    for (Polygon& polygon : footprint) {
        polygon.holes.clear();
    }
    return footprint;
}

/// The ground of an area in its unit, with all of the buildings that stand on it for the most part
/// and nothing of the others.
MultiPolygon with_whole_buildings(const MultiPolygon& area, const MultiPolygon& unit,
                                  const City& city, const BoxIndex& buildings) {
    MultiPolygon ground = intersection(area, unit);
    std::vector<MultiPolygon> joining;
    for (const std::uint32_t i : buildings.meeting(box(ground))) {
        const MultiPolygon house = filled(city.buildings[i].footprint);
        const double inside_m2 = area_m2(intersection(house, area));
        const double whole_m2 = area_m2(house);
        if (inside_m2 > 0 && 2 * inside_m2 <= whole_m2) {
            ground = difference(ground, house);
        } else if (inside_m2 > 0 && inside_m2 < whole_m2) {
            joining.push_back(intersection(house, unit));
        }
    }
    joining.push_back(std::move(ground));
    std::vector<const MultiPolygon*> parts;
    for (const MultiPolygon& part : joining) {
        parts.push_back(&part);
    }
    return unite(parts);
}

/// Gives every block that lies in an area for the most part to the unit that the area has become.
void move_given_blocks(City& city, const std::vector<Origin>& origins) {
    if (city.given_blocks.empty()) {
        return;
    }
    const BoxIndex boxes = boxes_of(city.areas, &Area::ground);
    const std::size_t units = origins.size() - city.areas.size();
    for (GivenBlock& block : city.given_blocks) {
        for (const std::uint32_t i : boxes.meeting(box(block.ground))) {
            const double inside_m2 = area_m2(intersection(block.ground, city.areas[i].ground));
            if (block.unit == origins[units + i].unit && 2 * inside_m2 > area_m2(block.ground)) {
                block.unit = UnitIndex{static_cast<std::uint32_t>(units + i)};
                break;
            }
        }
    }
}

} // namespace

std::vector<Origin> own_origins(const City& city) {
    std::vector<Origin> origins;
    for (std::uint32_t i = 0; i < city.units.size(); ++i) {
        origins.push_back({UnitIndex{i}, std::nullopt});
    }
    return origins;
}

std::string described(const Area& area) {
    return fmt::format("area {} ({}feature {})", quote(area.code),
                       area.source.empty() ? "" : quote(area.source) + ", ", area.src_fid);
}

CutCity cut_out_areas(const City& city, double tolerance_m) {
    refuse_overlaps(city.areas, tolerance_m);
    CutCity cut{city, own_origins(city)};
    const BoxIndex units = boxes_of(city.units, &Unit::ground);
    const BoxIndex buildings = boxes_of(city.buildings, &Building::footprint);
    for (std::size_t i = 0; i < city.areas.size(); ++i) {
        const Area& area = city.areas[i];
        const UnitIndex home = unit_of(area, city, units, tolerance_m, cut.city.findings);
        // What earlier areas took of the unit is gone: a strip that two cover goes to the first.
        Unit& rest = cut.city.units[index(home)];
        Unit own = rest;
        own.src_fid = area.src_fid;
        own.source = area.source;
        own.kind = area.kind;
        own.grids.reset();
        own.ground = with_whole_buildings(area.ground, rest.ground, city, buildings);
        rest.ground = difference(rest.ground, own.ground);
        cut.city.units.push_back(std::move(own));
        cut.origins.push_back({home, i});
    }
    move_given_blocks(cut.city, cut.origins);
    return cut;
}

} // namespace evengrid::engine
