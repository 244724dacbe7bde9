#include "io/city/compare_layers.hpp"

#include "engine/geometry/box_index.hpp"
#include "engine/geometry/geos.hpp"
#include "engine/geometry/overlaps.hpp"
#include "engine/quote.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace evengrid::io {

namespace {

using engine::LikelyShift;
using engine::MapShift;
using engine::Message;
using engine::say;
using engine::Severity;

/// One of two layers that are compared.
struct Side {
    std::string setting; ///< what comes before a shift in --from-crs: "units.shp="
    Message from;        ///< it, where a shift is taken back from it; empty for the layer itself
    MapShift undone = MapShift::none; ///< what --from-crs took back
};

MapShift undone_of(const std::string& given, const CityInput& input) {
    const auto file = std::find_if(input.files.begin(), input.files.end(),
                                   [&](const InputFile& each) { return each.layer == given; });
    return file == input.files.end() ? MapShift::none : file->shift;
}

/// Names the layer that is shifted, or the one that only --from-crs has shifted.
/// \param astray how many are not where they belong
void name_shift(CityLayer& layer, const LikelyShift& found, const Message& astray,
                const Side& places, const Side& grounds) {
    const Side& shifted = found.of_grounds ? grounds : places;
    const Side& other = found.of_grounds ? places : grounds;
    const std::string shift(engine::words(found.shift));
    const double left = found.astray_without_shift * 100;
    if (other.undone == found.shift) {
        layer.note("shift taken back in vain", Severity::warning,
                   say("{0} since --from-crs {2} takes back a shift, but only {1:.1f} % would "
                       "without it; it makes things worse: leave it out",
                       "用 --from-crs {2} 还原偏移后，{0}；不还原则仅 {1:.1f} "
                       "%。该换算适得其反，请去掉此选项",
                       astray, left, other.setting + shift));
    } else {
        layer.note("shifted coordinates", Severity::warning,
                   say("{0}, but only {1:.1f} % would if the shift of {2} were taken back{3}; if "
                       "so, use --from-crs {4}",
                       "{0}，{3}还原 {2} 偏移后仅 {1:.1f} %；若确有此偏移，请用 --from-crs {4}",
                       astray, left, shift, shifted.from, shifted.setting + shift));
    }
}

/// Places along streets, each of which stands for the same length.
std::vector<engine::Point> places_along(const std::vector<Feature>& streets) {
    constexpr double apart_m = 20;
    std::vector<engine::Point> places;
    double next_m = apart_m / 2; // from the start of the stretch
    for (const Feature& street : streets) {
        for (const engine::Line& line : street.lines) {
            for (std::size_t i = 1; i < line.size(); ++i) {
                const engine::Point a = line[i - 1], b = line[i];
                const double stretch_m = engine::distance_m(a, b);
                for (; next_m < stretch_m; next_m += apart_m) {
                    const double t = next_m / stretch_m;
                    places.push_back({a.x_m + t * (b.x_m - a.x_m), a.y_m + t * (b.y_m - a.y_m)});
                }
                next_m -= stretch_m;
            }
        }
    }
    return places;
}

} // namespace

void compare_with_units(CityLayer& buildings, const CityInput& input) {
    std::vector<engine::Point> places;
    for (const Feature& feature : buildings.features) {
        if (!feature.polygons.empty()) {
            places.push_back(feature.polygons[0].shell[0]);
        }
    }
    std::vector<engine::MultiPolygon> grounds;
    for (const engine::Unit& unit : input.city.units) {
        grounds.push_back(unit.ground);
    }
    const LikelyShift found = engine::likely_shift(places, grounds, input.metric);
    const Message outside = say("{:.1f} % of the buildings stand outside every unit",
                                "{:.1f} % 的建筑不在任何社区内", found.astray * 100);
    constexpr double many = 0.01;
    if (found.shift != MapShift::none) {
        name_shift(
            buildings, found, outside, {"", {}, buildings.shift()},
            {input.units + "=", {" from the units", "将社区图层"}, undone_of(input.units, input)});
    } else if (found.astray >= many) {
        buildings.note("many buildings outside", Severity::note,
                       say("{}; where they should not, the two layers differ in reference system "
                           "or extent",
                           "{}；若不应如此，则两个图层的坐标系或范围不同", outside));
    }
}

void name_overlaps(CityInput& input, const std::function<bool()>& cancelled) {
    constexpr double considerable = 0.05; // less is how exactly walls are drawn
    const std::vector<engine::Building>& buildings = input.city.buildings;
    std::vector<const engine::MultiPolygon*> footprints;
    for (const engine::Building& building : buildings) {
        footprints.push_back(&building.footprint);
    }
    for (const engine::Overlap& overlap : engine::overlaps(footprints, considerable, cancelled)) {
        const engine::Building& smaller = buildings[overlap.smaller];
        input.city.findings.push_back(
            {.kind = "buildings overlap",
             .severity = Severity::note,
             .message =
                 say("{:.0f} % of it, {:.1f} m2, are ground of feature {} as well; whoever "
                     "lives there may be counted twice",
                     "其 {:.0f} % 即 {:.1f} m² 与要素 {} 重叠；该处人口可能重复计算",
                     overlap.share * 100, overlap.area_m2, buildings[overlap.larger].src_fid),
             .source = input.city.sources.buildings,
             .src_fid = smaller.src_fid,
             .place = engine::point_inside(smaller.footprint)});
    }
}

void compare_with_buildings(CityLayer& streets, const CityInput& input) {
    std::vector<engine::MultiPolygon> footprints;
    for (const engine::Building& building : input.city.buildings) {
        footprints.push_back(building.footprint);
    }
    const LikelyShift found = engine::likely_shift(places_along(streets.features), footprints,
                                                   input.metric, engine::Belong::outside);
    const Message inside = say("{:.1f} % of its length among the buildings lies in them",
                               "其在建筑范围内的长度有 {:.1f} % 落在建筑内", found.astray * 100);
    if (found.shift != MapShift::none) {
        name_shift(streets, found, inside, {streets.source().given() + "=", {}, streets.shift()},
                   {"",
                    {" from the buildings", "将建筑图层"},
                    undone_of(input.city.sources.buildings, input)});
    } else if (found.by_chance) {
        streets.note("streets through buildings", Severity::warning,
                     say("{}, about as much as of streets drawn anywhere; the streets or the "
                         "buildings seem to lie elsewhere than they should",
                         "{}，与随意放置的道路相当；道路或建筑的位置可能有误", inside));
    }
}

void name_units_without_streets(CityInput& input) {
    constexpr double near_m = 50; // a street may be drawn beside the border that it is
    constexpr std::size_t most_named = 5;
    if (input.city.lines.empty()) {
        return;
    }
    std::vector<engine::Box> stretches;
    for (const engine::GroundLine& street : input.city.lines) {
        for (std::size_t i = 1; i < street.line.size(); ++i) {
            stretches.push_back(engine::box({street.line[i - 1], street.line[i]}));
        }
    }
    const engine::BoxIndex near(stretches);
    std::size_t without = 0;
    std::string codes;
    for (const engine::Unit& unit : input.city.units) {
        const engine::Box around = engine::grown(engine::box(unit.ground), near_m);
        if (near.meeting(around).empty() && ++without <= most_named) {
            codes += (codes.empty() ? "" : ", ") + engine::quote(unit.code);
        }
    }
    if (without > 0) {
        input.city.findings.push_back(
            {.kind = "units without streets",
             .severity = Severity::note,
             .message = say("no street comes near {} of the {} units: {}{}; where there should be "
                            "some, the streets are of another place or extent",
                            "{1} 个社区中有 {0} 个附近没有道路：{2}{3}；若本应有，则道路图层的位"
                            "置或范围不同",
                            without, input.city.units.size(), codes,
                            without > most_named ? ", ..." : "")});
    }
}

} // namespace evengrid::io
