#pragma once

#include "engine/sample/sample_city.hpp"

#include <string>

namespace evengrid::io {

/// Writes a sample city as the files that a city's office would hand over: a folder of shapefiles
/// in EPSG:4547 (CGCS2000, 3-degree zone at 114 degrees east), and `staff.csv`. The layers and
/// fields are those of docs/manual.md, "The sample city"; a layer that would be empty is left out.
/// The same city gives the same bytes.
///
/// \param folder does not exist yet
/// \param encoding of the text in the shapefiles: "UTF-8" or "GBK"; each says so in its .cpg. The
/// CSV
///        is UTF-8.
/// \throws engine::Error (output) when anything goes wrong; then nothing was written.
void write_sample(const engine::SampleCity& city, const std::string& folder,
                  const std::string& encoding);

} // namespace evengrid::io
