#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace evengrid::io {

/// A layer as the user names it: `path` or `path|layername=NAME`.
struct LayerName {
    std::string given; ///< word by word
    std::string path;  ///< as GDAL opens it: a zip archive has been entered
    std::string layer; ///< empty: the only one
};

/// Finds the file that a layer name means, without opening it.
///
/// Only plain files, and members of a zip archive (`towns.zip`, `/vsizip/towns.zip/a.shp`), are let
/// through: no address, no connection string, no text that is data itself. An archive may have 100
/// members of together 4 GB, packed at most 200 times, and no archive within; of its vector
/// files the only one is taken, or the one called as the layer.
/// \throws engine::Error (input, limit)
LayerName find_layer(const std::string& given);

/// The files that a layer is read from: the members of a shapefile, the file itself, the archive.
std::vector<std::string> files_of(const LayerName& layer);

} // namespace evengrid::io
