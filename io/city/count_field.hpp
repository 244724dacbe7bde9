#pragma once

#include "engine/city.hpp"
#include "io/files/vector_source.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace evengrid::io {

/// A field of people, households or the like, as it stands in a layer.
struct CountField {
    std::string source; ///< the layer, as the user named it
    std::string field;
    std::vector<std::int64_t> fids; ///< one per feature
    std::vector<Value> values;      ///< one per feature
    // What a message says of it: what it is for, and what to try where it holds no numbers.
    std::string purpose = "count people";
    std::string remedy = "correct the values, or --bad-population exclude to count them as 0 and "
                         "list them";
};

/// Reads whole people from a field.
///
/// Null and negative values count as 0 and are listed, each with its feature. Fractions become
/// whole people whose sum is the rounded sum (`engine::whole_people`). Numbers that stand as text
/// are read; what is no number at all is refused, or with `exclude_bad` counted as 0 and listed.
/// \throws engine::Error (input) for what is no number, and for 2^53 people and more, from where on
///         the formats that a plan is written in are no longer exact.
std::vector<std::int64_t> read_counts(const CountField& field, bool exclude_bad,
                                      std::vector<engine::Finding>& findings);

/// A measurement such as floors or a height, also with its unit ("6层", "12 F", "18.5 m"): what is
/// no number is unknown, and how often that was the case is one finding.
std::vector<std::optional<double>> read_measures(const CountField& field,
                                                 std::vector<engine::Finding>& findings);

} // namespace evengrid::io
