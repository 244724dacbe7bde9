#pragma once

#include "io/city/read_city.hpp"

#include <string>
#include <vector>

namespace evengrid::io {

/// A layer that something is read from.
struct NamedLayer {
    std::string role;  ///< "buildings": the option that gives it
    std::string given; ///< as the user named it
};

/// All layers that a city is read from, the population raster last.
std::vector<NamedLayer> layers_of(const CitySources& sources);

/// What is said of the encoding of a layer: by its own name, or else by its role, or else of all;
/// of several the last. Empty where nothing is.
/// \param encodings "GBK", "buildings=GBK" or "north.shp=GBK"
std::string encoding_of(const NamedLayer& layer, const std::vector<std::string>& encodings);

/// \throws engine::Error (usage) for an encoding that is said of none of the layers.
void check_encodings(const std::vector<std::string>& encodings,
                     const std::vector<NamedLayer>& layers);

} // namespace evengrid::io
