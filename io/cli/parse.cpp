#include "io/cli/parse.hpp"

#include "engine/quote.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <iostream>
#include <type_traits>

namespace evengrid::io::cli {

namespace {

std::string text_of(const Versions& versions) {
    std::string text;
    for (const auto& [name, version] : versions()) {
        text += fmt::format("{} {}\n", name, version);
    }
    text.pop_back();
    return text;
}

template <class Value>
constexpr bool may_be_absent = false;
template <class Value>
constexpr bool may_be_absent<std::optional<Value>> = true;

/// Refuses what is no number, or no whole one, or too small, in our words. CLI::Range would print
/// its upper end, the largest double, in the help.
template <class Number>
CLI::Validator number(const std::optional<double>& at_least) {
    return CLI::Validator(
        [at_least](std::string& text) -> std::string {
            double value = 0;
            if (!CLI::detail::lexical_cast(text, value) || !std::isfinite(value)) {
                return engine::quote(text) + " is no number";
            }
            const double least = at_least.value_or(std::is_unsigned_v<Number> ? 0 : value);
            if (value < least) {
                return fmt::format("{} is below {}", engine::quote(text), least);
            }
            Number exact{}; // of what is too large, CLI11 makes the largest there is
            return CLI::detail::lexical_cast(text, exact) && static_cast<double>(exact) == value
                       ? ""
                       : engine::quote(text) + " is no whole number, or too large";
        },
        std::string());
}

CLI::Validator one_of(const std::vector<std::string>& choices) {
    return CLI::Validator(
        [choices](std::string& text) {
            return std::find(choices.begin(), choices.end(), text) != choices.end()
                       ? std::string()
                       : fmt::format("{} is none of: {}", engine::quote(text),
                                     fmt::join(choices, ", "));
        },
        fmt::format("{{{}}}", fmt::join(choices, ",")));
}

template <class Value>
void check_number(CLI::Option& declared, const std::optional<double>& at_least) {
    if constexpr (may_be_absent<Value>) {
        check_number<typename Value::value_type>(declared, at_least);
    } else if constexpr (std::is_arithmetic_v<Value> && !std::is_same_v<Value, bool>) {
        declared.check(number<Value>(at_least));
    }
}

void declare(CLI::App& app, const Option& option) {
    CLI::Option* declared = std::visit(
        [&](auto* target) -> CLI::Option* {
            using Value = std::remove_pointer_t<decltype(target)>;
            if constexpr (std::is_same_v<Value, bool>) {
                return app.add_flag(option.name, *target, option.help);
            } else {
                CLI::Option* made = app.add_option(option.name, *target, option.help);
                if constexpr (!may_be_absent<Value>) {
                    made->default_str(default_of(option));
                }
                check_number<Value>(*made, option.at_least);
                return made;
            }
        },
        option.target);
    declared->required(option.required || option.name.front() != '-');
    if (!option.title.empty()) {
        declared->group(option.title);
    }
    if (std::holds_alternative<bool*>(option.target)) {
        return;
    }
    declared->type_name(option.name.front() == '-' ? option.value : "");
    if (!std::holds_alternative<std::vector<std::string>*>(option.target)) {
        declared->multi_option_policy(CLI::MultiOptionPolicy::Throw);
    } else if (option.name.front() == '-') {
        declared->expected(1)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    }
    if (!option.choices.empty()) {
        declared->check(one_of(option.choices));
    }
}

/// What is wrong with the arguments, with what was given in quotes.
std::string complaint(const CLI::App& app, const CLI::ParseError& error) {
    if (error.get_exit_code() != static_cast<int>(CLI::ExitCodes::ExtrasError)) {
        return engine::printable(error.what());
    }
    std::vector<std::string> unknown = app.remaining(true);
    std::transform(unknown.begin(), unknown.end(), unknown.begin(),
                   [](const std::string& argument) { return engine::quote(argument); });
    return fmt::format("unknown argument {}", fmt::join(unknown, ", "));
}

/// CLI11 has a status of its own for every mistake; ours is one.
Status explain(const CLI::App& app, const CLI::ParseError& error) {
    if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success)) {
        app.exit(error, std::cout, std::cerr); // --help and --version
        return Status::done;
    }
    const CLI::App* used = &app;
    if (const auto chosen = app.get_subcommands(); !chosen.empty()) {
        used = chosen.front();
    }
    const std::string name = used == &app ? "evengrid" : "evengrid " + used->get_name();
    std::cerr << fmt::format("{}: {}\n  try: {} --help\nnothing was written\n", name,
                             complaint(app, error), name);
    return Status::usage;
}

} // namespace

std::variant<std::function<Status()>, Status> parse(int argc, const char* const* argv,
                                                    const std::vector<Command>& commands,
                                                    const Versions& versions) {
    CLI::App app("evengrid divides a city into compact, connected grids of even population.",
                 "evengrid");
    if (versions) {
        app.set_version_flag(
            "--version", [&] { return text_of(versions); },
            "print the versions of evengrid and its libraries");
    }
    app.set_help_flag("-h,--help", "print this help");
    app.require_subcommand(1);
    app.footer("A first plan, of a city that is made up:\n"
               "    evengrid sample --communities 12 --seed 7 --output city\n"
               "    evengrid partition --buildings city/buildings.shp --population-field POP \\\n"
               "        --units city/communities.shp --roads city/roads.shp --output plan.gpkg\n"
               "    evengrid report plan.gpkg\n"
               "evengrid COMMAND --help lists the options of a command, with examples.");
    std::function<Status()> chosen;
    for (const Command& command : commands) {
        CLI::App* declared = app.add_subcommand(command.name, command.purpose);
        for (const Option& option : command.options) {
            declare(*declared, option);
        }
        if (!command.examples.empty()) {
            declared->footer("Examples:\n" + command.examples);
        }
        declared->callback([&] { chosen = command.run; });
    }
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return explain(app, error);
    }
    return chosen;
}

} // namespace evengrid::io::cli
