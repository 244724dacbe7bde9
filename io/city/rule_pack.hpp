#pragma once

#include "algorithms/objective.hpp"
#include "engine/rules/rules.hpp"
#include "io/city/field_measures.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace evengrid::io {

/// Bounds as somebody gives them: what is left out holds as it did.
struct GivenBounds {
    std::optional<std::int64_t> minimum;
    std::optional<std::int64_t> maximum;
    std::optional<std::int64_t> target;

    algorithms::Bounds over(const algorithms::Bounds& others) const;
};

/// The rules of a place, as a file has them.
struct RulePack {
    engine::Message title;  ///< never empty
    engine::Message source; ///< who asks for it, in words
    GivenBounds bounds;
    std::map<std::string, algorithms::Bounds> bounds_of_kind;
    std::optional<double> deviation; ///< weights, as in `algorithms::CostWeights`
    std::optional<double> compactness;
    std::optional<double> moved;
    std::optional<double> coverage;  ///< `engine::RequiredPoints::weight`
    std::optional<std::string> code; ///< templates
    std::optional<std::string> name;
    std::optional<std::int64_t> people_per_worker;
    std::optional<std::int64_t> grids_per_chief;
    std::vector<FieldMeasure> measures; ///< that fields count, besides those that are known
    std::vector<engine::Rule> rules;    ///< the bounds first, with their clauses
    std::string sha256;                 ///< of the file
};

/// Lets a rule be about the measure of that name: a known one, or one of these that fields count.
/// \returns whether there is one
bool set_measure(const std::string& name, const std::vector<FieldMeasure>& measures,
                 engine::Rule& rule);

/// Reads a rule pack, a TOML file whose keys docs/manual.md lists.
///
/// Every table of bounds and every rule needs a clause: what is asked for, in a sentence. A rule
/// without a source has that of the pack. What people read may have its Chinese beside it, under
/// the same key with `_zh`; else it is the same in both languages.
/// \throws engine::Error (input) naming file, line and key: for a key or measure that is not known,
///         a value of the wrong type, limits that contradict each other, an id or a kind that
///         stands there twice.
RulePack read_rules(const std::string& path);

} // namespace evengrid::io
