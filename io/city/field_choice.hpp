#pragma once

#include "io/city/city_layer.hpp"

#include <optional>

namespace evengrid::io {

/// The field that holds the codes of the units: the one named, or else the first that is called
/// like a code and holds a different value for every unit, or else any that does.
/// \returns none where no field does, so that units are called by their feature id.
std::optional<std::size_t> choose_code_field(const VectorSource& source,
                                             const std::vector<Feature>& features);

/// The field that holds the codes of existing grids: the first that is called like one, even where
/// a few of its values are missing or stand there twice, so that these are told rather than every
/// grid called by another field; or else as for units.
std::optional<std::size_t> choose_grid_code_field(const VectorSource& source,
                                                  const std::vector<Feature>& features);

/// Notes of every field that is called like a code and comes before the chosen one that two
/// features have the same value there: what may be a mistake in the layer.
void note_repeated_codes(CityLayer& layer, const std::optional<std::size_t>& chosen);

/// The field that holds the ids of buildings, told by what it is called; none where none is.
std::optional<std::size_t> choose_id_field(const VectorSource& source);

/// The field that holds the names of features, told by what it is called; or else, where all
/// fields were read, of those that end like one ("VILLNAME") the one that tells most features
/// apart, if it does so with more than half of them; none where none is.
std::optional<std::size_t> choose_name_field(const VectorSource& source,
                                             const std::vector<Feature>& features = {});

/// The field that names the street that a unit nests in, likewise.
std::optional<std::size_t> choose_street_field(const VectorSource& source);

/// The fields of a point that hold its kind and how many people it can serve, likewise.
std::optional<std::size_t> choose_kind_field(const VectorSource& source);
std::optional<std::size_t> choose_capacity_field(const VectorSource& source);

/// The field that is called as if it held the people and is one of numbers, likewise.
std::optional<std::size_t> choose_population_field(const VectorSource& source);

/// The field that holds floors, heights or uses, told by what it is called; none where none is.
std::optional<std::size_t> choose_floors_field(const VectorSource& source);
std::optional<std::size_t> choose_height_field(const VectorSource& source);
std::optional<std::size_t> choose_use_field(const VectorSource& source);

/// A field in quotes, or what a finding says where there is none.
engine::Message field_in_words(const VectorSource& source, const std::optional<std::size_t>& field,
                               const engine::Message& otherwise = {"no field", "无"});

/// The field of codes in quotes, or that features are called by their id.
engine::Message code_in_words(const VectorSource& source, const std::optional<std::size_t>& field);

} // namespace evengrid::io
