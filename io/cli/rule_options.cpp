#include "io/cli/rule_options.hpp"

#include "io/cli/city_options.hpp"
#include "io/plan/write_plan.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace evengrid::io::cli {

namespace {

/// The options that were given although the pack has something to say as well.
std::string winners(const RuleArguments& arguments, const engine::OrganisationOptions& organisation,
                    const RulePack& pack) {
    std::string names;
    const auto name = [&](const char* option, bool is_given, bool is_in_pack) {
        if (is_given && is_in_pack) {
            names += (names.empty() ? "" : ", ") + std::string(option);
        }
    };
    const bool has_kinds = !pack.bounds_of_kind.empty();
    const GivenBounds& bounds = arguments.bounds;
    name("--min", bounds.minimum.has_value(), pack.bounds.minimum || has_kinds);
    name("--max", bounds.maximum.has_value(), pack.bounds.maximum || has_kinds);
    name("--target", bounds.target.has_value(), pack.bounds.target || has_kinds);
    const MeasureArguments& measures = arguments.measures;
    const auto any_in_pack = [&](const std::vector<std::string>& said) {
        return std::any_of(said.begin(), said.end(),
                           [&](const std::string& text) { return is_in(pack, text); });
    };
    name("--limit", !measures.limits.empty(), any_in_pack(measures.limits));
    name("--wanted", !measures.wanted.empty(), any_in_pack(measures.wanted));
    name("--keep-existing", arguments.keep_existing.has_value(), pack.moved.has_value());
    name("--coverage-weight", arguments.coverage.has_value(), pack.coverage.has_value());
    name("--code-template", arguments.code.has_value(), pack.code.has_value());
    name("--name-template", arguments.name.has_value(), pack.name.has_value());
    name("--group-size", organisation.group_size.has_value(), pack.grids_per_chief.has_value());
    return names.empty() ? "no option" : names;
}

/// The first that is given.
template <class Value>
void choose(Value& target, const std::optional<Value>& first, const std::optional<Value>& second) {
    target = first.value_or(second.value_or(target));
}

} // namespace

std::vector<Option> rule_options(RuleArguments& arguments) {
    return joined(
        {bounds_options(arguments.bounds), measure_options(arguments.measures),
         under("Rules", {{"--rules", &arguments.file, "FILE",
                          "rule pack: a TOML file with bounds, weights, codes, staff ratios and "
                          "the facts that have to hold per grid; options win over it"}}),
         under("Existing plan",
               {{.name = "--keep-existing",
                 .target = &arguments.keep_existing,
                 .value = "WEIGHT",
                 .help =
                     "what it costs that people leave their existing grid: for as many as the "
                     "target, so many times the side of a square grid of border; 1 when not given",
                 .at_least = 0}}),
         under("Organisation",
               {{.name = "--coverage-weight",
                 .target = &arguments.coverage,
                 .value = "WEIGHT",
                 .help = "what a change of borders may cost that gives a grid a point it lacks, in "
                         "sides of a square grid; 0, nothing, when not given",
                 .at_least = 0}}),
         under("Grids",
               {{"--code-template", &arguments.code, "TEMPLATE",
                 "how the codes of grids are made: {county:6}{street:3}{community:3}{seq:03}"},
                {"--name-template", &arguments.name, "TEMPLATE",
                 "how their names are made, likewise"}})});
}

std::vector<std::pair<std::string, std::string>>
apply_rules(const RuleArguments& arguments, engine::PlanOptions& plan,
            engine::OrganisationOptions& organisation, CitySources& sources) {
    std::vector<std::pair<std::string, std::string>> said;
    RulePack pack;
    if (!arguments.file.empty()) {
        pack = read_rules(arguments.file);
        said = {{"rules", summary_parts({{"file", arguments.file},
                                         {"title", pack.title.english},
                                         {"title_zh", pack.title.chinese},
                                         {"rules", static_cast<std::int64_t>(pack.rules.size())},
                                         {"source", pack.source.english},
                                         {"source_zh", pack.source.chinese},
                                         {"sha256", pack.sha256}})},
                {"rules_overruled_by", winners(arguments, organisation, pack)}};
    }
    add_measures(arguments.measures, pack);
    algorithms::Bounds& bounds = plan.partition.bounds;
    bounds = arguments.bounds.over(pack.bounds.over(bounds));
    check(bounds);
    for (auto& [kind, of_kind] : pack.bounds_of_kind) {
        of_kind = arguments.bounds.over(of_kind);
        check(of_kind);
    }
    algorithms::CostWeights& weights = plan.partition.weights;
    choose(weights.deviation, pack.deviation, {});
    choose(weights.compactness, pack.compactness, {});
    choose(weights.moved, arguments.keep_existing, pack.moved);
    choose(plan.points.weight, arguments.coverage, pack.coverage);
    plan.codes.code = arguments.code ? arguments.code : pack.code;
    choose(plan.codes.name, arguments.name, pack.name);
    if (pack.grids_per_chief && !organisation.group_size) {
        organisation.group_size = pack.grids_per_chief;
    }
    organisation.people_per_worker = pack.people_per_worker;
    plan.bounds_of_kind = std::move(pack.bounds_of_kind);
    plan.rules = std::move(pack.rules);
    sources.measures = std::move(pack.measures);
    return said;
}

} // namespace evengrid::io::cli
