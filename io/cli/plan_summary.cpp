#include "io/cli/plan_summary.hpp"

#include "engine/plan/unit_bounds.hpp"
#include "engine/quote.hpp"
#include "io/cli/organisation_summary.hpp"
#include "io/cli/text_table.hpp"
#include "io/grouped.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace evengrid::io::cli {

namespace {

std::int64_t grids_in_bounds(const engine::Plan& plan) {
    return std::count_if(plan.grids.begin(), plan.grids.end(),
                         [](const engine::Grid& grid) { return grid.in_bounds; });
}

std::map<std::string_view, std::vector<const engine::Grid*>>
out_of_bounds_by_reason(const engine::Plan& plan) {
    std::map<std::string_view, std::vector<const engine::Grid*>> grids;
    for (const engine::Grid& grid : plan.grids) {
        if (!grid.in_bounds) {
            grids[engine::words(grid.reason)].push_back(&grid);
        }
    }
    return grids;
}

/// The first few codes of the grids.
std::string named(const std::vector<const engine::Grid*>& grids) {
    constexpr std::size_t most = 5;
    std::string names;
    for (std::size_t i = 0; i < std::min(most, grids.size()); ++i) {
        names += fmt::format("{}{} ({})", i == 0 ? "" : ", ", engine::quote(grids[i]->code),
                             grouped(grids[i]->people));
    }
    return names + (grids.size() > most ? ", ..." : "");
}

/// How many grids there are in each third of the bounds, as bars: where the people stand at a
/// glance.
std::string thirds_table(const engine::Plan& plan, const algorithms::Bounds& bounds) {
    constexpr std::int64_t thirds = 3, longest = 24;
    if (bounds.maximum >= engine::unlimited_people) {
        return {};
    }
    const std::int64_t range = bounds.maximum - bounds.minimum + 1;
    std::array<std::int64_t, thirds> counts{};
    std::int64_t most = 1;
    for (const engine::Grid& grid : plan.grids) {
        if (bounds.contains(grid.people)) {
            auto& count =
                counts[static_cast<std::size_t>((grid.people - bounds.minimum) * thirds / range)];
            most = std::max(most, ++count);
        }
    }
    std::string table;
    for (std::int64_t i = 0; i < thirds && range >= thirds; ++i) {
        const std::int64_t count = counts[static_cast<std::size_t>(i)];
        std::string bar;
        for (std::int64_t cell = 0; cell < (count * longest + most - 1) / most; ++cell) {
            bar += "█";
        }
        // The least number of people whose third is the i-th, and the one before the next.
        const auto begin = [&](std::int64_t third) {
            return bounds.minimum + (third * range + thirds - 1) / thirds;
        };
        table += row(fmt::format("    {} to {}", grouped(begin(i)), grouped(begin(i + 1) - 1)),
                     count, bar);
    }
    return table;
}

/// On how many grids a rule was tried, and how many of them do not keep it.
struct Tally {
    std::int64_t tried = 0;
    std::int64_t broken = 0;
};

std::vector<Tally> tallies(const engine::Plan& plan) {
    std::vector<Tally> of_rule(plan.rules.size());
    for (const engine::RuleOutcome& outcome : plan.outcomes) {
        ++of_rule[outcome.rule].tried;
        of_rule[outcome.rule].broken += outcome.passed ? 0 : 1;
    }
    return of_rule;
}

/// One row for every rule: how many grids keep it.
std::string rules_table(const engine::Plan& plan) {
    std::string table = "Rules\n";
    const std::vector<Tally> of_rule = tallies(plan);
    for (std::size_t i = 0; i < of_rule.size(); ++i) {
        table += row(fmt::format("  {}", plan.rules[i].id), of_rule[i].tried - of_rule[i].broken,
                     fmt::format("of {} grids; {}", grouped(of_rule[i].tried),
                                 plan.rules[i].clause.english));
    }
    return table;
}

/// What a kind of change comes to, and which ones are tried last.
struct TrialWords {
    std::string_view tried; ///< with what was tried, by name or by how often
    std::string_view none;  ///< where nothing was
    std::string_view lesser;
    std::string_view impossible;
};

TrialWords trial_words(engine::Relaxed what) {
    using engine::Relaxed;
    switch (what) {
    case Relaxed::block:
        return {"divided block {}", "divided no block", "with fewer people",
                "cannot be divided along buildings"};
    case Relaxed::unit:
        return {"joined it with unit {}", "joined it with no unit", "with shorter borders", ""};
    case Relaxed::barrier:
        return {"opened a barrier at {} places", "opened no barrier", "at shorter borders",
                "cannot be opened one by one"};
    case Relaxed::minimum:
        return {"lowered the minimum {} times", "did not lower the minimum", "", ""};
    case Relaxed::maximum:
        return {"raised the maximum {} times", "did not raise the maximum", "", ""};
    }
    return {};
}

/// "divided block 7 or 12 (33 with fewer people not tried; 4 cannot be divided along buildings)".
std::string in_words(const engine::Trial& trial) {
    const TrialWords words = trial_words(trial.what);
    const std::string which = trial.names.empty()
                                  ? std::to_string(trial.tried)
                                  : fmt::format("{}", fmt::join(trial.names, " or "));
    std::vector<std::string> notes;
    if (trial.left_out > 0) {
        notes.push_back(
            fmt::format("{} {} not tried{}", grouped(static_cast<std::int64_t>(trial.left_out)),
                        trial.why == engine::Untried::lesser ? words.lesser : "more",
                        trial.why == engine::Untried::needless ? ", since one mends it"
                        : trial.why == engine::Untried::costly ? ", which would take too long"
                                                               : ""));
    }
    if (trial.impossible > 0) {
        notes.push_back(fmt::format("{} {}", grouped(static_cast<std::int64_t>(trial.impossible)),
                                    words.impossible));
    }
    return (trial.tried > 0 ? fmt::format(fmt::runtime(words.tried), which)
                            : std::string(words.none)) +
           (notes.empty() ? "" : fmt::format(" ({})", fmt::join(notes, "; ")));
}

/// What would mend each unit that is out of bounds: the people that would be left out of bounds.
std::string relaxations_table(const Outcome& outcome) {
    std::string table = "What would mend what is out of bounds, one change at a time\n";
    std::int64_t not_tried = 0;
    for (const engine::TriedUnit& tried : outcome.tried) {
        if (tried.trials.empty()) {
            ++not_tried;
            continue;
        }
        const engine::Unit& unit = outcome.input.city.units[engine::index(tried.unit)];
        table += fmt::format("  unit {}, {} people out of bounds\n", engine::quote(unit.code),
                             grouped(tried.out_of_bounds));
        for (const engine::Relaxation& relaxation : tried.relaxations) {
            table += fmt::format(
                "    {:<8} {}{}\n", words(relaxation.what), relaxation.change.english,
                relaxation.mends() ? "" : fmt::format("; {} are left", grouped(relaxation.after)));
        }
        for (const engine::Trial& trial : tried.trials) {
            table += fmt::format("    {:<8} {}\n", &trial == &tried.trials.front() ? "tried" : "",
                                 in_words(trial));
        }
    }
    if (not_tried > 0) {
        table += fmt::format("  not tried: {} more units\n", grouped(not_tried));
    }
    return table;
}

/// What the plan costs, of what, and how much of it the best plan might save.
std::string worth_table(const engine::PlanWorth& worth) {
    const algorithms::Score& score = worth.score;
    const auto metres = [](double amount_m) { return grouped(std::llround(amount_m)); };
    std::string parts =
        fmt::format("border {}, people off target {}, not compact {}", metres(score.border),
                    metres(score.deviation), metres(score.compactness));
    if (score.moved > 0) {
        parts += fmt::format(", people moved {}", metres(score.moved));
    }
    if (score.measures > 0) {
        parts += fmt::format(", measures off target {}", metres(score.measures));
    }
    const auto count = [](std::size_t number) {
        return grouped(static_cast<std::int64_t>(number));
    };
    const std::string cost = row("Cost in metres of border", std::llround(score.cost()), parts);
    if (worth.bounded == 0) {
        return cost +
               fmt::format("{:<28}{:>12}   no lower bound is known for any of the {} units\n",
                           "  above the least", "unknown", count(worth.units));
    }
    return cost + row("  above the least, at most",
                      std::llround(worth.bounded_cost_m - worth.least_cost_m),
                      fmt::format("in {} of {} units, where that is known; {} are proven best",
                                  count(worth.bounded), count(worth.units), count(worth.proven)));
}

} // namespace

void Stopwatch::lap(std::string stage) {
    const auto now = std::chrono::steady_clock::now();
    m_laps_s.emplace_back(std::move(stage), std::chrono::duration<double>(now - m_start).count());
    m_start = now;
}

bool keeps_rules(const engine::Plan& plan) {
    return grids_in_bounds(plan) == static_cast<std::int64_t>(plan.grids.size()) &&
           std::all_of(plan.outcomes.begin(), plan.outcomes.end(),
                       [](const engine::RuleOutcome& outcome) { return outcome.passed; });
}

std::string summary_table(const Outcome& outcome) {
    const engine::Plan& plan = outcome.plan;
    const algorithms::Bounds& bounds = outcome.options.partition.bounds;
    const auto grids = static_cast<std::int64_t>(plan.grids.size());
    const std::int64_t in_bounds = grids_in_bounds(plan);
    std::string table = row("Units", static_cast<std::int64_t>(outcome.input.city.units.size()));
    if (!outcome.input.city.buildings.empty()) {
        table += row("Buildings", static_cast<std::int64_t>(outcome.input.city.buildings.size()));
    }
    table += row("Blocks", static_cast<std::int64_t>(plan.blocks.blocks.size()));
    table += row("Grids", grids);
    table += row("  within bounds", in_bounds,
                 fmt::format("{}, {} to {} people", percent(in_bounds, grids),
                             grouped(bounds.minimum), grouped(bounds.maximum)));
    table += thirds_table(plan, bounds);
    for (const auto& [reason, members] : out_of_bounds_by_reason(plan)) {
        table += row(fmt::format("  {}", reason), static_cast<std::int64_t>(members.size()),
                     named(members));
    }
    table += worth_table(plan.worth);
    if (!plan.rules.empty()) {
        table += rules_table(plan);
    }
    table += ledger_table(plan.ledger, "in grids");
    if (plan.handover) {
        table += row("  in another grid than before", plan.handover->moved_people,
                     fmt::format("no plan with so many grids moves fewer than {}",
                                 grouped(plan.handover->least_moved_people)));
    }
    table += organisation_table(outcome.input.city, plan, outcome.organisation);
    if (!outcome.tried.empty()) {
        table += relaxations_table(outcome);
    }
    if (!outcome.findings.empty()) {
        table += "Findings\n" + findings_table(outcome.findings);
    }
    std::string laps;
    for (const auto& [stage, seconds] : outcome.stopwatch.laps_s()) {
        laps += fmt::format("{}{} {:.1f} s", laps.empty() ? "" : ", ", stage, seconds);
    }
    return table + fmt::format("Time                        {}\nPlan                        {}\n",
                               laps, outcome.path);
}

std::string summary_json(const Outcome& outcome) {
    using Json = nlohmann::ordered_json;
    const engine::Plan& plan = outcome.plan;
    Json json;
    json["output"] = outcome.path;
    json["units"] = outcome.input.city.units.size();
    json["buildings"] = outcome.input.city.buildings.size();
    json["blocks"] = plan.blocks.blocks.size();
    json["grids"] = plan.grids.size();
    json["grids_in_bounds"] = grids_in_bounds(plan);
    json["out_of_bounds"] = Json::object();
    for (const auto& [reason, members] : out_of_bounds_by_reason(plan)) {
        Json& listed = json["out_of_bounds"][std::string(reason)] = Json::array();
        for (const engine::Grid* grid : members) {
            listed.push_back(
                {{"grid_id", grid->grid_id}, {"code", grid->code}, {"population", grid->people}});
        }
    }
    if (plan.handover) {
        json["people_moved"] = plan.handover->moved_people;
        json["people_moved_at_least"] = plan.handover->least_moved_people;
    }
    const algorithms::Score& score = plan.worth.score;
    json["cost"] = {{"total", score.cost()},        {"border", score.border},
                    {"deviation", score.deviation}, {"compactness", score.compactness},
                    {"moved", score.moved},         {"measures", score.measures},
                    {"violation", score.violation}};
    json["lower_bound"] = {{"units", plan.worth.bounded},
                           {"units_proven_optimal", plan.worth.proven},
                           {"cost_of_units", plan.worth.bounded_cost_m},
                           {"cost", plan.worth.least_cost_m}};
    if (!plan.rules.empty()) {
        const std::vector<Tally> of_rule = tallies(plan);
        for (std::size_t i = 0; i < of_rule.size(); ++i) {
            json["rules"].push_back({{"rule", plan.rules[i].id},
                                     {"clause", plan.rules[i].clause.english},
                                     {"source", plan.rules[i].source.english},
                                     {"grids", of_rule[i].tried},
                                     {"broken", of_rule[i].broken}});
        }
    }
    if (Json organisation =
            Json::parse(organisation_json(outcome.input.city, plan, outcome.organisation));
        !organisation.is_null()) {
        json["organisation"] = std::move(organisation);
    }
    json["ledger"] = Json::array();
    for (const engine::LedgerEntry& entry : plan.ledger) {
        json["ledger"].push_back({{"source", entry.source},
                                  {"method", entry.method.english},
                                  {"reason", entry.reason.english},
                                  {"people", entry.people}});
    }
    for (const engine::TriedUnit& tried : outcome.tried) {
        const std::string& code = outcome.input.city.units[engine::index(tried.unit)].code;
        for (const engine::Relaxation& relaxation : tried.relaxations) {
            json["explain"].push_back({{"unit_code", code},
                                       {"relaxed", words(relaxation.what)},
                                       {"change", relaxation.change.english},
                                       {"out_of_bounds_before", relaxation.before},
                                       {"out_of_bounds_after", relaxation.after}});
        }
        Json all{{"unit_code", code}, {"out_of_bounds", tried.out_of_bounds}};
        all["trials"] = Json::array();
        for (const engine::Trial& trial : tried.trials) {
            all["trials"].push_back({{"relaxed", words(trial.what)},
                                     {"tried", trial.tried},
                                     {"left_out", trial.left_out},
                                     {"impossible", trial.impossible},
                                     {"names", trial.names}});
        }
        json["explain_tried"].push_back(std::move(all));
    }
    json["findings"] = Json::array();
    for (const engine::Finding& finding : outcome.findings) {
        Json listed{{"kind", finding.kind},
                    {"severity", engine::words(finding.severity)},
                    {"message", finding.message.english},
                    {"source", finding.source}};
        if (finding.src_fid) {
            listed["src_fid"] = *finding.src_fid;
        }
        if (!finding.unit_code.empty()) {
            listed["unit_code"] = finding.unit_code;
        }
        if (finding.grid_id) {
            listed["grid_id"] = *finding.grid_id;
        }
        json["findings"].push_back(std::move(listed));
    }
    for (const auto& [stage, seconds] : outcome.stopwatch.laps_s()) {
        json["seconds"][stage] = seconds;
    }
    return engine::printable_json(json.dump(2, ' ', false, Json::error_handler_t::replace)) + '\n';
}

} // namespace evengrid::io::cli
