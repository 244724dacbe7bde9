#pragma once

#include "engine/people.hpp"
#include "io/city/city_layer.hpp"

#include <functional>
#include <string>
#include <vector>

namespace evengrid::io {

/// Buildings with their people, however they were counted.
struct CountedBuildings {
    std::string source;     ///< the layer or raster that says how many there are
    engine::Message method; ///< "field POP", "floor area", ...
    engine::CountMethod counted_by = engine::CountMethod::counted;
    std::vector<std::int64_t> people;     ///< one per feature
    std::vector<std::int64_t> households; ///< one per feature
    std::vector<std::string> compounds;   ///< one per feature; empty: of none
    std::vector<std::string> existing;    ///< grid in force of each; empty where no field names it
    std::vector<engine::CountedMeasure> measures; ///< further ones; amounts are one per feature
    std::vector<engine::LedgerEntry> left_out; ///< people of totals on whose ground nobody can live
    std::vector<InputFile> files;              ///< read besides the buildings
};

/// Loads the buildings, brings them to the metric CRS, and counts their people by the most trusted
/// of the sources given. Findings go to the layer.
/// \param units the ground that everyone is counted on: cells of a raster in it are read as well
///              where no building stands
/// \throws engine::Error (input, crs, usage, limit); algorithms::Cancelled.
CountedBuildings load_buildings(CityLayer& buildings, const CitySources& sources,
                                const engine::Crs& metric, const engine::Box& units,
                                const std::function<bool()>& cancelled);

} // namespace evengrid::io
