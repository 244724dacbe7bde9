#include "io/cli/commands.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <string>
#include <string_view>

namespace {

using namespace evengrid::io::cli;

/// Text as roff shows it as it stands.
std::string roff(std::string_view text) {
    std::string safe;
    bool begins = true;
    for (const char c : text) {
        safe += begins && (c == '.' || c == '\'') ? "\\&" : "";
        safe += c == '\\' ? "\\e" : c == '-' ? "\\-" : std::string(1, c);
        begins = c == '\n';
    }
    return safe;
}

std::string upper(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](char c) {
        return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    });
    return text;
}

std::string entry(const Option& option) {
    std::string told = option.help;
    if (!option.choices.empty()) {
        told += fmt::format(": {}", fmt::join(option.choices, ", "));
    }
    if (const std::string usual = default_of(option); !usual.empty()) {
        told += fmt::format(" (default: {})", usual);
    }
    return fmt::format(".TP\n.BI \"{}\" \"{}{}\"\n{}\n", roff(option.name),
                       option.value.empty() ? "" : " ", roff(option.value), roff(told));
}

std::string page(const Command& command) {
    std::string text =
        fmt::format(".TH EVENGRID\\-{} 1 \"\" \"evengrid\" \"User commands\"\n"
                    ".SH NAME\nevengrid\\-{} \\- {}\n"
                    ".SH SYNOPSIS\n.B evengrid {}\n",
                    upper(command.name), command.name, roff(command.purpose), command.name);
    std::string title;
    std::string options;
    for (const Option& option : command.options) {
        if (option.name.front() != '-') {
            text += fmt::format(".I {}\n", roff(option.name));
        }
        if (option.title != title || options.empty()) {
            title = option.title;
            options += fmt::format(".SH {}\n", title.empty() ? "OPTIONS" : upper(title));
        }
        options += entry(option);
    }
    return text + ".RI [ OPTIONS ]\n" + options +
           fmt::format(".SH EXAMPLES\n.nf\n{}\n.fi\n", roff(command.examples)) +
           ".SH EXIT STATUS\nThat of\n.BR evengrid (1).\n.SH SEE ALSO\n.BR evengrid (1)\n";
}

} // namespace

/// Writes the man page of every command into a folder, from what its `--help` is made of; the build
/// runs it. `evengrid.1`, which they refer to, is written by hand.
int main(int argc, char** argv) {
    for (const Command& command : all_commands()) {
        std::ofstream file(fmt::format("{}/evengrid-{}.1", argc > 1 ? argv[1] : ".", command.name));
        file << page(command);
        if (!file.flush()) {
            std::cerr << fmt::format("cannot write the man page of {}\n", command.name);
            return 1;
        }
    }
}
