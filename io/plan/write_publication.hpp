#pragma once

#include "engine/organisation/publication.hpp"
#include "io/city/read_city.hpp"

#include <string>

namespace evengrid::io {

/// Writes what of a plan can be shown to everyone as a GeoPackage with QGIS styles: the layers
/// `grids`, `units` and `streets`, whose counts are null where they are hidden, and a `summary`
/// with the rule. Nothing is copied from the input but names and codes of units and areas.
///
/// The target is absent, old or complete, as with `write_plan`.
/// \throws engine::Error (output) when anything goes wrong; then nothing was written.
void write_publication(const CityInput& input, const engine::Publication& publication,
                       const std::string& path, bool overwrite);

} // namespace evengrid::io
