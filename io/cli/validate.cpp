#include "io/cli/validate.hpp"

#include "engine/quote.hpp"
#include "io/plan/read_plan.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <iostream>
#include <map>
#include <memory>

namespace evengrid::io::cli {

namespace {

struct Arguments {
    std::string plan;
    bool json = false;
};

/// A finding's place in the CRS of the file, where people look for it.
std::optional<engine::Point> written_place(const engine::Finding& finding,
                                           const PlanToJudge& judged) {
    if (!finding.place || engine::same_crs(judged.metric, judged.written)) {
        return finding.place;
    }
    return engine::Transform(judged.metric, judged.written, *finding.place)(*finding.place);
}

/// The rules, how often each was tried, and what breaks it: a few cases of each kind.
void print_table(const engine::Verdict& verdict, const PlanToJudge& judged) {
    std::cout << fmt::format("{:<44}{:>10}{:>10}\n", "Rule", "tried", "broken");
    for (const engine::Check& check : verdict.checks) {
        std::cout << fmt::format("{:<44}{:>10}{:>10}\n", check.rule, check.tried, check.broken);
    }
    for (const auto& [measure, count] : verdict.not_measured_again) {
        std::cout << fmt::format(
            "not measured again, for the plan does not show it: {} of {} grids\n",
            engine::quote(measure), count);
    }
    constexpr int most_shown = 10;
    std::map<std::string, int> shown;
    for (const engine::Finding& finding : verdict.findings) {
        if (++shown[finding.kind] > most_shown) {
            continue;
        }
        const auto place = written_place(finding, judged);
        std::cout << fmt::format("{}: {}{}\n", finding.kind, finding.message.english,
                                 place ? fmt::format(" (at {:.6f} {:.6f})", place->x_m, place->y_m)
                                       : "");
    }
    for (const auto& [kind, count] : shown) {
        if (count > most_shown) {
            std::cout << fmt::format("{}: {} more\n", kind, count - most_shown);
        }
    }
    std::cout << (verdict.findings.empty() ? "The plan holds.\n"
                  : verdict.holds()        ? "The plan holds, with exceptions.\n"
                                           : "The plan breaks rules.\n");
}

void print_json(const engine::Verdict& verdict, const PlanToJudge& judged) {
    using Json = nlohmann::ordered_json;
    Json json;
    json["holds"] = verdict.holds();
    json["checks"] = Json::array();
    for (const engine::Check& check : verdict.checks) {
        json["checks"].push_back(
            {{"rule", check.rule}, {"tried", check.tried}, {"broken", check.broken}});
    }
    json["not_measured_again"] = verdict.not_measured_again;
    json["findings"] = Json::array();
    for (const engine::Finding& finding : verdict.findings) {
        Json& entry = json["findings"].emplace_back();
        entry["kind"] = finding.kind;
        entry["severity"] = engine::words(finding.severity);
        entry["message"] = finding.message.english;
        if (finding.grid_id) {
            entry["grid_id"] = *finding.grid_id;
            entry["unit_code"] = finding.unit_code;
        }
        if (const auto place = written_place(finding, judged)) {
            entry["x"] = place->x_m;
            entry["y"] = place->y_m;
        }
    }
    std::cout << json.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
}

Status run(const Arguments& arguments) {
    const PlanToJudge judged = read_plan(arguments.plan);
    const engine::Verdict verdict = engine::validate_plan(judged.plan);
    (arguments.json ? print_json : print_table)(verdict, judged);
    return verdict.findings.empty() ? Status::done : Status::rule_not_met;
}

} // namespace

Command validate_command() {
    const auto arguments = std::make_shared<Arguments>();
    return {"validate",
            "judge a written plan: tiling, connection, whole buildings, people, bounds",
            {{"PLAN", &arguments->plan, "", "the plan: a file, or a folder of one layer a file"},
             {"--json", &arguments->json, "", "print the verdict for machines"}},
            [arguments] { return run(*arguments); },
            "    evengrid validate plan.gpkg"};
}

} // namespace evengrid::io::cli
