#pragma once

#include "io/files/vector_source.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace evengrid::io {

/// The fields that are read of a layer of a plan.
struct PlanFields {
    std::vector<std::string> needed;   ///< a layer without one of them belongs to no plan
    std::vector<std::string> wanted{}; ///< null where the layer has no such field
};

/// How a layer of a plan is named: `path|layername=NAME` of its file, or of one in its folder.
/// Empty where a folder has no such file.
std::string plan_layer_name(const std::string& path, const std::string& layer);

/// Whether a plan has a layer: buildings, for instance, are missing where people live on blocks.
/// \param path the file, or the folder for formats of one file to a layer
bool has_plan_layer(const std::string& path, const std::string& layer);

/// Opens a layer of a plan that `write_plan` wrote, in any of its formats.
/// \throws engine::Error (input) for what is no plan
VectorSource open_plan_layer(const std::string& path, const std::string& layer);

/// Reads a layer of a plan. The values of a feature are those of the needed fields, then of the
/// wanted ones.
/// \returns the CRS of the layer
/// \throws engine::Error (input) for what is no plan
engine::Crs read_plan_layer(const std::string& path, const std::string& layer,
                            const PlanFields& fields, const std::function<void(Feature&&)>& take);

/// Refuses a file that is no plan. \throws engine::Error (input), always
[[noreturn]] void refuse_plan(const std::string& path, const std::string& why);

/// Values of a field: 0 for null.
std::int64_t whole_of(const Value& value);
double real_of(const Value& value);
std::optional<std::int64_t> whole_or_none(const Value& value);
std::optional<double> real_or_none(const Value& value);

/// The way from the CRS of a plan to metres, none where it is metric: to the equal-area map around
/// its middle.
struct WayToMetres {
    engine::Crs metric;
    engine::Transform transform;
};
std::optional<WayToMetres> way_to_metres(const engine::Crs& crs, const engine::Box& around);

/// Brings the ground of all grids and blocks and the footprints of all buildings to metres.
/// \param plan `PlanFile`, or what the judge reads: grids, blocks and buildings by these names
/// \returns the way there, for whatever else has a place; none where the CRS is metric already
template <class Plan>
std::optional<WayToMetres> bring_to_metres(const engine::Crs& crs, Plan& plan) {
    engine::Box box;
    for (const auto& grid : plan.grids) {
        box = engine::joined(box, engine::box(grid.ground));
    }
    std::optional<WayToMetres> way = way_to_metres(crs, box);
    if (way) {
        const engine::Move to_metric = std::cref(way->transform);
        for (auto& grid : plan.grids) {
            grid.ground = engine::moved(grid.ground, to_metric);
        }
        for (auto& block : plan.blocks) {
            block.ground = engine::moved(block.ground, to_metric);
        }
        for (auto& building : plan.buildings) {
            building.footprint = engine::moved(building.footprint, to_metric);
        }
    }
    return way;
}

} // namespace evengrid::io
