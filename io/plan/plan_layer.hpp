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

/// The way from the CRS of a plan to metres, none where it is metric: to the equal-area map around
/// its middle.
struct WayToMetres {
    engine::Crs metric;
    engine::Transform transform;
};
std::optional<WayToMetres> way_to_metres(const engine::Crs& crs, const engine::Box& around);

} // namespace evengrid::io
