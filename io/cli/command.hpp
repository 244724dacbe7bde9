#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace evengrid::io::cli {

/// What the process ends with, documented in docs/manual.md.
enum class Status {
    done = 0,
    failed = 1,
    usage = 2,
    rule_not_met = 3, ///< the work is done, but a rule could not be met; each case is named
    input = 4,
    crs = 5,
    output = 6,
    limit = 7,
    interrupted = 130, ///< by SIGINT or SIGTERM; nothing was written
};

/// Where the value of an option goes; what it points to before parsing is the default. A list takes
/// the option several times; an optional says whether the option was given.
using Target = std::variant<bool*, std::int64_t*, std::uint64_t*, double*, std::string*,
                            std::optional<std::int64_t>*, std::optional<double>*,
                            std::optional<std::string>*, std::vector<std::string>*>;

/// One option of a command. The same line makes the parser, `--help` and the check of the manual.
struct Option {
    std::string
        name; ///< "--min"; without dashes ("PLAN") an argument by position, which is required
    Target target;
    std::string value; ///< what stands for the value in the help, "FILE"; empty for a flag
    std::string help;  ///< a phrase: what it does, unit, range
    bool required = false;
    std::vector<std::string> choices{}; ///< the only values allowed; empty: any
    std::optional<double> at_least{};   ///< smallest number allowed
    std::string title{};                ///< what it stands under in the help
};

/// The default of an option as the help tells it; empty where it has none.
std::string default_of(const Option& option);

/// The options, under a title in the help.
std::vector<Option> under(const std::string& title, std::vector<Option> options);

/// Several lists of options, one after the other.
std::vector<Option> joined(std::initializer_list<std::vector<Option>> lists);

/// A sub-command. Every command is one file pair `io/cli/NAME.{hpp,cpp}` whose header has the one
/// function `Command NAME_command()`: it keeps its arguments in a struct, lists the options that
/// fill them, and binds them to what is to be done. Nothing is opened before `run` is called.
///
/// `run` writes results to stdout or files and everything else to stderr. It throws
/// `engine::Error` for what a person has to mend and `algorithms::Cancelled` when interrupted.
struct Command {
    std::string name;
    std::string purpose; ///< one line
    std::vector<Option> options;
    std::function<Status()> run;
    std::string examples{}; ///< lines at the end of its help; a test runs them on a sample city
};

} // namespace evengrid::io::cli
