#include "io/cli/validate.hpp"

#include "engine/quote.hpp"
#include "io/grouped.hpp"
#include "io/plan/kinds.hpp"
#include "io/plan/read_plan.hpp"
#include "io/report/boundary_words.hpp"

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
    std::string language = "en";
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

/// A kind of finding, which may be an exception.
std::string told(const std::string& kind, const Speech& say) {
    constexpr std::string_view exception = "exception: ";
    if (kind.starts_with(exception)) {
        return std::string(say(exception, "例外：")) + told(kind.substr(exception.size()), say);
    }
    std::string words = kind;
    for (const auto& kinds : {reasons(), finding_kinds(), verdict_kinds()}) {
        words = known_words(kinds, words, say);
    }
    return words;
}

/// The rules, how often each was tried, and what breaks it: a few cases of each kind.
std::string table_of(const engine::Verdict& verdict, const PlanToJudge& judged, const Speech& say) {
    constexpr auto line = "{:<44}{:>12}{:>10}\n";
    std::string table =
        fmt::format(line, say("Rule", "规则"), say("tried", "检查"), say("broken", "不符"));
    for (const engine::Check& check : verdict.checks) {
        table += fmt::format(line, say(check.rule), grouped(check.tried), grouped(check.broken));
    }
    for (const auto& [measure, count] : verdict.not_measured_again) {
        table += fmt::format(
            fmt::runtime(say("not measured again, for the plan does not show it: {} of {} grids\n",
                             "未重新测量，方案中没有：{}，{} 个网格\n")),
            engine::quote(measure), count);
    }
    constexpr int most_shown = 10;
    const int decimals = engine::is_geographic(judged.written) ? 6 : 1; // about 10 cm
    std::map<std::string, int> shown;
    for (const engine::Finding& finding : verdict.findings) {
        if (++shown[finding.kind] > most_shown) {
            continue;
        }
        const auto place = written_place(finding, judged);
        table +=
            fmt::format("{}{}{}", told(finding.kind, say), say(": ", "："), say(finding.message));
        if (place) {
            table +=
                fmt::format(fmt::runtime(say(" (at {:.{}f} {:.{}f})", "（位于 {:.{}f} {:.{}f}）")),
                            place->x_m, decimals, place->y_m, decimals);
        }
        table += '\n';
    }
    for (const auto& [kind, count] : shown) {
        if (count > most_shown) {
            table += fmt::format(fmt::runtime(say("{}: {} more\n", "{}：另有 {} 处\n")),
                                 told(kind, say), count - most_shown);
        }
    }
    return table.append(verdict.findings.empty() ? say("The plan holds.\n", "方案成立。\n")
                        : verdict.holds()
                            ? say("The plan holds, with exceptions.\n", "方案成立，有例外。\n")
                            : say("The plan breaks rules.\n", "方案不符合规则。\n"));
}

void print_json(const engine::Verdict& verdict, const PlanToJudge& judged) {
    using Json = nlohmann::ordered_json;
    Json json;
    json["holds"] = verdict.holds();
    json["checks"] = Json::array();
    for (const engine::Check& check : verdict.checks) {
        json["checks"].push_back({{"rule", check.rule.english},
                                  {"rule_zh", check.rule.chinese},
                                  {"tried", check.tried},
                                  {"broken", check.broken}});
    }
    json["not_measured_again"] = verdict.not_measured_again;
    json["findings"] = Json::array();
    for (const engine::Finding& finding : verdict.findings) {
        Json& entry = json["findings"].emplace_back();
        entry["kind"] = finding.kind;
        entry["severity"] = engine::words(finding.severity);
        entry["message"] = finding.message.english;
        entry["message_zh"] = finding.message.chinese;
        if (finding.grid_id) {
            entry["grid_id"] = *finding.grid_id;
            entry["unit_code"] = finding.unit_code;
        }
        if (const auto place = written_place(finding, judged)) {
            entry["x"] = place->x_m;
            entry["y"] = place->y_m;
        }
    }
    std::cout << engine::printable_json(json.dump(2, ' ', false, Json::error_handler_t::replace))
              << '\n';
}

Status run(const Arguments& arguments) {
    const PlanToJudge judged = read_plan(arguments.plan);
    const engine::Verdict verdict = engine::validate_plan(judged.plan);
    if (arguments.json) {
        print_json(verdict, judged);
    } else {
        std::cout << engine::printable(
            table_of(verdict, judged, Speech{language_named(arguments.language)}));
    }
    return verdict.findings.empty() ? Status::done : Status::rule_not_met;
}

} // namespace

Command validate_command() {
    const auto arguments = std::make_shared<Arguments>();
    return {"validate",
            "judge a written plan: tiling, connection, whole buildings, people, bounds",
            {{"PLAN", &arguments->plan, "", "the plan: a file, or a folder of one layer a file"},
             {.name = "--lang",
              .target = &arguments->language,
              .value = "LANGUAGE",
              .help = "language of the verdict; the one for machines has both",
              .choices = {"en", "zh"}},
             {"--json", &arguments->json, "", "print the verdict for machines"}},
            [arguments] { return run(*arguments); },
            "    evengrid validate plan.gpkg"};
}

} // namespace evengrid::io::cli
