#pragma once

#include "engine/message.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evengrid::engine {

/// What can be measured of a grid.
enum class Measure {
    population, ///< people
    households,
    buildings,
    blocks,
    area_m2,
    perimeter_m, ///< holes included
    compactness, ///< Polsby-Popper, 1 for a circle
    parts,       ///< pieces of ground that do not touch: 1 for ground that hangs together
    units,       ///< units that its blocks are in
    points,      ///< places that serve people, of a kind or of any
    street_m,    ///< streets to patrol; half of a street goes to either side of it
    counted,     ///< one of `City::measures`, which a rule names
};

/// As a rule pack and the field `measure` say it: "population", "area_m2", ...
std::string_view words(Measure measure);
/// The measure of that name, where there is one.
std::optional<Measure> measure_named(std::string_view name);
/// All of the names, for a message.
std::string measure_names();

/// Whether a grid has as much of it as its blocks together, so that the search can keep its limits:
/// households, buildings, area, streets and what fields count. People are left to the bounds.
bool adds_up(Measure measure);

/// A fact that is to hold for every grid that it is about: a measure within limits, both inclusive.
///
/// A rule without kinds is about every grid but exclusive ones; one with kinds about the grids in
/// units and areas of these.
struct Rule {
    std::string id; ///< unique in the plan
    Measure measure = Measure::population;
    std::string counted{};    ///< name of the measure, where it is `Measure::counted`
    std::string point_kind{}; ///< of the points that are counted; empty: any
    std::optional<double> at_least{};
    /// With neither limit, a rule on the population asks for the bounds of the grid.
    std::optional<double> at_most{};
    std::optional<double> target{}; ///< wanted, if it can be had; only of a measure that adds up
    std::optional<double> weight{}; ///< of it in the cost, as `algorithms::MeasureAim::weight`
    std::vector<std::string> kinds{};
    std::vector<std::string> not_kinds{}; ///< that it is not about after all
    std::string id_zh{};                  ///< what it is called in Chinese; empty: the same
    Message clause{};                     ///< what is asked for, in a sentence
    Message source{};                     ///< who asks for it: a standard, a notice
};

/// What a rule is called.
Message rule_name(const Rule& rule);

/// What a rule measures, as a rule pack and the field `measure` say it.
std::string_view measure_name(const Rule& rule);

/// The name, and what it means in Chinese; with the kind of the points that a rule counts.
Message measure_in_words(const Rule& rule);

/// Whether a rule is about the grids in units or areas of a kind.
bool is_about(const Rule& rule, const std::string& kind, bool is_exclusive);

/// What a rule says of a grid.
struct RuleOutcome {
    std::int64_t grid_id = 0;
    std::size_t rule = 0; ///< index
    double measured = 0;
    std::optional<double> at_least;
    std::optional<double> at_most;
    bool passed = true;
};

/// "1 to 5", "at least 1", "at most 5", "anything".
Message limits_in_words(const std::optional<double>& at_least,
                        const std::optional<double>& at_most);

} // namespace evengrid::engine
