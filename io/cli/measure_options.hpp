#pragma once

#include "io/city/rule_pack.hpp"
#include "io/cli/command.hpp"

#include <string>
#include <vector>

namespace evengrid::io::cli {

/// Further measures and what is asked of them, as the command line says it.
struct MeasureArguments {
    std::vector<std::string> measures; ///< "workload=HOUSEHOLDS+3*ELDERLY"
    std::vector<std::string> limits;   ///< "households=200..600"
    std::vector<std::string> wanted;   ///< "street_m=4000"
};

std::vector<Option> measure_options(MeasureArguments& arguments);

/// Whether a pack has a rule that a text of `--limit` or `--wanted` is about: on that measure, for
/// grids of no special kind.
bool is_in(const RulePack& pack, const std::string& said);

/// Adds what was asked for to a pack. A limit takes the place of all limits that the pack has for
/// grids of no special kind on that measure, a wanted amount that of their targets.
/// \throws engine::Error (usage) for what cannot be read, or is about no measure that adds up.
void add_measures(const MeasureArguments& arguments, RulePack& pack);

} // namespace evengrid::io::cli
