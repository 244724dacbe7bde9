#pragma once

#include "engine/geometry/map_shift.hpp"
#include "io/city/read_city.hpp"

#include <string>
#include <vector>

namespace evengrid::io {

/// A layer that something is read from.
struct NamedLayer {
    std::string role;  ///< "buildings": the option that gives it
    std::string given; ///< as the user named it
};

/// All vector layers that a city is read from.
std::vector<NamedLayer> layers_of(const CitySources& sources);

/// What is said of the encoding of a layer: by its own name, or else by its role, or else of all;
/// of several the last. Empty where nothing is.
/// \param encodings "GBK", "buildings=GBK" or "north.shp=GBK"
std::string encoding_of(const NamedLayer& layer, const std::vector<std::string>& encodings);

/// The shift that a layer's coordinates are said to have, likewise; what is said of no layer is
/// said of the buildings.
/// \param shifts "gcj02", "roads=bd09"
/// \throws engine::Error (usage) for a shift that there is not.
engine::MapShift shift_of(const NamedLayer& layer, const std::vector<std::string>& shifts);

/// \param option that the settings were given by, for the message
/// \throws engine::Error (usage) for a setting that is said of none of the layers.
void check_settings(const std::string& option, const std::vector<std::string>& settings,
                    const std::vector<NamedLayer>& layers);

} // namespace evengrid::io
