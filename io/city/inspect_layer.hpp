#pragma once

#include "io/city/read_city.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace evengrid::io {

/// What a field holds.
struct FieldReport {
    std::string name;
    bool is_number = false;
    std::int64_t nulls = 0;
    std::int64_t not_numbers = 0; ///< of a number field: values that are none
    std::optional<double> least{};
    std::optional<double> most{};
    std::string example{};              ///< the first text of a text field
    std::optional<Encoding> encoding{}; ///< of a text field, where the format does not fix it
};

/// Who is in the cells of a population raster that meet the extent of the units.
struct RasterPeople {
    std::int64_t people = 0;
    std::int64_t outside_units = 0; ///< of them: in cells whose middle lies in no unit
};

/// What a layer looks like, read from front to end with nothing changed.
struct LayerReport {
    std::string role; ///< "buildings", "units", ...
    std::string given;
    std::string layer_name{};
    std::string shape{}; ///< "polygons", ...; of the first feature that has one; "cells"
    std::int64_t features = 0;
    std::int64_t without_geometry = 0;
    std::string crs{};                  ///< empty: the file does not say
    engine::Box extent{};               ///< in the layer's CRS; empty where nothing has a place
    std::optional<Encoding> encoding{}; ///< of its text; none where the format fixes it
    std::vector<FieldReport> fields{};
    std::optional<std::string> population_field{}; ///< that is called as if it held the people
    std::optional<RasterPeople> people{}; ///< of a population raster, once the units are known
    std::string refusal{};                ///< why it cannot be read; empty when it can
};

/// Looks at all the layers that a city would be read from, in the order of `CitySources`.
/// What is wrong with a layer is in its report.
std::vector<LayerReport> inspect_layers(const CitySources& sources);

/// Counts the people of a population raster in the extent of the units, and those outside them.
/// \throws engine::Error as `read_people_raster`
RasterPeople count_raster_people(const std::string& path, const CityInput& input);

} // namespace evengrid::io
