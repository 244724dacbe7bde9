#pragma once

#include "engine/organisation/organisation.hpp"
#include "io/city/read_city.hpp"
#include "io/city/rule_pack.hpp"
#include "io/cli/command.hpp"
#include "io/cli/measure_options.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace evengrid::io::cli {

/// The rules of a run: a pack, and the options that win over it.
struct RuleArguments {
    std::string file;
    GivenBounds bounds;
    MeasureArguments measures;
    std::optional<double> keep_existing;
    std::optional<double> coverage; ///< `engine::RequiredPoints::weight`
    std::optional<std::string> code;
    std::optional<std::string> name;
};

std::vector<Option> rule_options(RuleArguments& arguments);

/// Reads the pack, if there is one, and fills in what it and the options ask for.
/// \returns what the summary of the plan says of it
/// \throws engine::Error (input, usage) for rules that cannot be used or contradict each other
std::vector<std::pair<std::string, std::string>>
apply_rules(const RuleArguments& arguments, engine::PlanOptions& plan,
            engine::OrganisationOptions& organisation, CitySources& sources);

} // namespace evengrid::io::cli
