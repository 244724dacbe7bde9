#include "io/report/picture_part.hpp"

#include "engine/error.hpp"
#include "engine/geometry/geos.hpp"
#include "engine/quote.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace evengrid::io {

namespace {

using engine::Error;
using engine::ErrorCode;
using engine::quote;

/// The box around a box on another map.
engine::Box moved(const engine::Box& box, const engine::Crs& from, const engine::Crs& to) {
    if (engine::same_crs(from, to)) {
        return box;
    }
    const engine::Transform transform(from, to, {box.min_x_m, box.min_y_m});
    return engine::box(engine::moved(engine::rectangle(box), std::cref(transform)));
}

engine::Box box_of(const std::vector<const PlanFile::Grid*>& grids) {
    engine::Box box;
    for (const PlanFile::Grid* grid : grids) {
        box = engine::joined(box, engine::box(grid->ground));
    }
    return box.empty() ? engine::Box{0, 0, 1, 1} : box;
}

std::string in_words(const PlanFile::Unit& unit) {
    return unit.name.empty() || unit.name == unit.code
               ? quote(unit.code)
               : fmt::format("{} ({})", quote(unit.code), quote(unit.name));
}

/// The unit of that code, or else the only one of that name.
const PlanFile::Unit& unit_called(const PlanFile& plan, const std::string& called) {
    const auto find = [&](std::string PlanFile::Unit::*by) {
        std::vector<const PlanFile::Unit*> found;
        for (const PlanFile::Unit& unit : plan.units) {
            if (unit.*by == called) {
                found.push_back(&unit);
            }
        }
        return found;
    };
    auto found = find(&PlanFile::Unit::code);
    if (found.empty()) {
        found = find(&PlanFile::Unit::name);
    }
    if (found.size() == 1) {
        return *found.front();
    }
    constexpr std::size_t most_named = 8;
    std::string known;
    for (std::size_t i = 0; i < std::min(plan.units.size(), most_named); ++i) {
        known += (i > 0 ? ", " : "") + in_words(plan.units[i]);
    }
    if (plan.units.size() > most_named) {
        known += fmt::format(" and {} more", plan.units.size() - most_named);
    }
    throw Error(ErrorCode::usage,
                found.empty()
                    ? fmt::format("the plan {} has no unit {}", quote(plan.name), quote(called))
                    : fmt::format("{} units of the plan {} are called {}", found.size(),
                                  quote(plan.name), quote(called)),
                "the code of one of its units: " + known);
}

/// The grids that have ground in a box.
std::vector<const PlanFile::Grid*> grids_in(const PlanFile& plan, const engine::Box& box) {
    const engine::MultiPolygon ground = engine::rectangle(box);
    std::vector<const PlanFile::Grid*> found;
    for (const PlanFile::Grid& grid : plan.grids) {
        if (engine::meet(engine::box(grid.ground), box) &&
            !engine::intersection(grid.ground, ground).empty()) {
            found.push_back(&grid);
        }
    }
    return found;
}

} // namespace

PicturePart picture_part(const PlanFile& plan, const PictureOptions& options, const Area& paper) {
    PicturePart part;
    for (const PlanFile::Grid& grid : plan.grids) {
        part.grids.push_back(&grid);
    }
    part.ground = box_of(part.grids);
    if (!options.unit.empty()) {
        part.unit = &unit_called(plan, options.unit);
        std::erase_if(part.grids, [&](const PlanFile::Grid* grid) {
            return &plan.units[grid->unit] != part.unit;
        });
        part.ground = box_of(part.grids);
    } else if (options.extent) {
        const engine::Box whole = moved(part.ground, plan.crs, plan.written);
        part.ground = Frame(moved(*options.extent, plan.written, plan.crs), paper).shown();
        part.grids = grids_in(plan, part.ground);
        if (part.grids.empty()) {
            throw Error(ErrorCode::usage,
                        fmt::format("the plan {} has no grid in the extent {:.10g},{:.10g},"
                                    "{:.10g},{:.10g}",
                                    quote(plan.name), options.extent->min_x_m,
                                    options.extent->min_y_m, options.extent->max_x_m,
                                    options.extent->max_y_m),
                        fmt::format("an extent within that of the plan, {:.10g},{:.10g},{:.10g},"
                                    "{:.10g} in {}",
                                    whole.min_x_m, whole.min_y_m, whole.max_x_m, whole.max_y_m,
                                    engine::describe(plan.written)));
        }
    }
    return part;
}

} // namespace evengrid::io
