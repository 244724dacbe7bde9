#include "io/cli/measure_options.hpp"

#include "engine/error.hpp"
#include "engine/quote.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <sstream>

namespace evengrid::io::cli {

namespace {

std::string name_in(const std::string& said) {
    return said.substr(0, said.find('='));
}

/// Whether a rule is on a measure, for grids of no special kind.
bool is_on(const engine::Rule& rule, const std::string& measure) {
    return engine::measure_name(rule) == measure && rule.kinds.empty();
}

/// What an option says, "NAME=VALUE", and how it is put right.
struct Said {
    Said(const char* option, const std::string& text, const char* example)
        : name(name_in(text)), value(text.substr(std::min(name.size() + 1, text.size()))),
          m_option(option), m_text(text), m_example(example) {
        if (name.empty() || value.empty()) {
            refuse("it has to be NAME=VALUE");
        }
    }

    [[noreturn]] void refuse(const std::string& why) const {
        throw engine::Error(engine::ErrorCode::usage,
                            fmt::format("{} {}: {}", m_option, engine::quote(m_text), why),
                            fmt::format("{} {}", m_option, m_example));
    }

    double number(const std::string& text) const {
        double number = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(number) ||
            number < 0) {
            refuse(fmt::format("{} is no number from 0", engine::quote(text)));
        }
        return number;
    }

    std::optional<double> number_or_none(const std::string& text) const {
        return text.empty() ? std::nullopt : std::optional(number(text));
    }

    const char* option() const { return m_option; }

    std::string name, value;

private:
    const char* m_option;
    const std::string& m_text;
    const char* m_example;
};

FieldMeasure measure_in(const Said& said) {
    FieldMeasure measure{said.name, {}};
    std::istringstream terms(said.value);
    for (std::string term; std::getline(terms, term, '+');) {
        const auto times = term.find('*');
        const std::string field = times == std::string::npos ? term : term.substr(times + 1);
        if (field.empty()) {
            said.refuse("a field has no name");
        }
        measure.weights[field] +=
            times == std::string::npos ? 1 : said.number(term.substr(0, times));
    }
    return measure;
}

/// The rule that the option is about: the pack's for grids of no special kind, or one of its own.
engine::Rule& rule_for(const Said& said, RulePack& pack) {
    engine::Rule asked;
    if (!set_measure(said.name, pack.measures, asked) || !engine::adds_up(asked.measure)) {
        said.refuse(fmt::format("{} is no measure that adds up; there are households, buildings, "
                                "area_m2, street_m and those of --measure",
                                engine::quote(said.name)));
    }
    for (engine::Rule& rule : pack.rules) {
        if (is_on(rule, said.name)) {
            return rule;
        }
    }
    asked.id = said.name;
    asked.id_zh = engine::measure_in_words(asked).chinese;
    asked.clause =
        engine::say("The command line asks for it: {}.", "命令行要求：{}。", said.option());
    asked.source = {"the command line", "命令行"};
    return pack.rules.emplace_back(std::move(asked));
}

} // namespace

std::vector<Option> measure_options(MeasureArguments& arguments) {
    return under(
        "Bounds",
        {{"--measure", &arguments.measures, "MEASURE",
          "a further measure: its name, and fields of the buildings, or of the blocks where there "
          "are no buildings, with their weights; may be given several times"},
         {"--limit", &arguments.limits, "LIMITS",
          "what a grid may have of a measure besides people, such as households or street_m; may "
          "be given several times"},
         {"--wanted", &arguments.wanted, "AMOUNT",
          "what a grid should have of it, if that can be; may be given several times"}});
}

bool is_in(const RulePack& pack, const std::string& said) {
    return std::any_of(pack.rules.begin(), pack.rules.end(),
                       [&](const engine::Rule& rule) { return is_on(rule, name_in(said)); });
}

void add_measures(const MeasureArguments& arguments, RulePack& pack) {
    for (const std::string& text : arguments.measures) {
        const Said said("--measure", text, "workload=HOUSEHOLDS+3*ELDERLY");
        if (engine::measure_named(said.name)) {
            said.refuse(fmt::format("there is a measure {} already", engine::quote(said.name)));
        }
        std::erase_if(pack.measures, [&](const FieldMeasure& m) { return m.name == said.name; });
        pack.measures.push_back(measure_in(said));
    }
    for (const std::string& text : arguments.limits) {
        const Said said("--limit", text, "households=200..600");
        const auto dots = said.value.find("..");
        if (dots == std::string::npos || said.value == "..") {
            said.refuse("limits are LEAST..MOST, either may be left out");
        }
        engine::Rule& rule = rule_for(said, pack);
        rule.at_least = said.number_or_none(said.value.substr(0, dots));
        rule.at_most = said.number_or_none(said.value.substr(dots + 2));
        if (rule.at_least && rule.at_most && *rule.at_least > *rule.at_most) {
            said.refuse("the first limit is above the second");
        }
    }
    for (const std::string& text : arguments.wanted) {
        const Said said("--wanted", text, "households=450");
        engine::Rule& rule = rule_for(said, pack);
        const double amount = said.number(said.value);
        if (amount < rule.at_least.value_or(amount) || amount > rule.at_most.value_or(amount)) {
            said.refuse(fmt::format("it is not within the limits, {}",
                                    engine::limits_in_words(rule.at_least, rule.at_most).english));
        }
        rule.target = amount;
    }
}

} // namespace evengrid::io::cli
