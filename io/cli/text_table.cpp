#include "io/cli/text_table.hpp"

#include "engine/quote.hpp"
#include "io/grouped.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>

#include <sys/ioctl.h>
#include <unistd.h>

namespace evengrid::io::cli {

namespace {

constexpr std::size_t note_column = 28 + 12 + 3; ///< as `row` sets them
constexpr std::size_t wide_screen = 100; ///< columns; on less, long notes stand below their row

/// How many columns a byte of UTF-8 begins: two for Han characters and their like, of three bytes
/// and more.
std::size_t columns_begun(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0xe3 ? 2U : (byte & 0xc0) == 0x80 ? 0U : 1U;
}

/// Where the first so many columns of a text end, in bytes.
std::size_t end_of_columns(std::string_view text, std::size_t columns) {
    std::size_t taken = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        taken += columns_begun(text[i]);
        if (taken > columns) {
            return i;
        }
    }
    return text.size();
}

/// Continues a text that is wider than the screen on further lines, which are indented.
/// \param kept bytes of the text that stay on the first line
std::string broken(std::string_view text, std::size_t columns, std::size_t indent,
                   std::size_t kept) {
    std::string lines;
    std::size_t room = columns;
    for (std::size_t end = 0; (end = end_of_columns(text, room)) < text.size();) {
        const std::size_t blank = text.rfind(' ', end);
        const bool can_break = blank != text.npos && blank > kept;
        lines +=
            std::string(text.substr(0, can_break ? blank : end)) + '\n' + std::string(indent, ' ');
        text.remove_prefix(can_break ? blank + 1 : end);
        room = columns - indent;
        kept = 0;
    }
    return lines + std::string(text);
}

/// Where the note of a row begins, which follows its number; none for other lines.
std::optional<std::size_t> note_of(std::string_view line) {
    for (std::size_t i = 28; i + 4 < line.size(); ++i) {
        if (line[i] >= '0' && line[i] <= '9' && line.substr(i + 1, 3) == "   ") {
            return i + 4;
        }
    }
    return std::nullopt;
}

/// A line whose note goes on below itself, or, on a narrow screen, stands below its row.
std::string folded_line(std::string_view line, std::size_t columns) {
    constexpr std::size_t indent = 6;
    const bool is_wide = columns_of(line) > columns;
    const auto note = note_of(line);
    if (is_wide && note && columns < wide_screen) {
        const std::string below = std::string(indent, ' ') + std::string(line.substr(*note));
        return std::string(line.substr(0, *note - 3)) + '\n' +
               broken(below, columns, indent, indent);
    }
    return broken(line, columns, note_column, note.value_or(note_column));
}

/// None where stdout is no terminal.
std::optional<std::size_t> columns_of_stdout() {
    winsize size{};
    const bool is_terminal =
        isatty(STDOUT_FILENO) == 1 && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0;
    return is_terminal && size.ws_col > 0 ? std::optional<std::size_t>(size.ws_col) : std::nullopt;
}

} // namespace

std::string folded(std::string_view table, std::size_t columns) {
    std::string text;
    while (!table.empty()) {
        const std::size_t end = std::min(table.find('\n'), table.size());
        text += folded_line(table.substr(0, end), columns);
        text += end < table.size() ? "\n" : "";
        table.remove_prefix(std::min(end + 1, table.size()));
    }
    return text;
}

std::string for_stdout(std::string table) {
    const auto columns = columns_of_stdout();
    return columns ? folded(table, *columns) : std::move(table);
}

std::size_t columns_of(std::string_view text) {
    std::size_t columns = 0;
    for (const char c : text) {
        columns += columns_begun(c);
    }
    return columns;
}

std::string padded(std::string text, std::size_t columns) {
    const std::size_t taken = columns_of(text);
    return std::move(text) + std::string(columns - std::min(columns, taken), ' ');
}

std::string command_for_stdout(const std::string& command) {
    constexpr std::size_t least = 40;
    const auto columns = columns_of_stdout();
    std::string lines;
    std::size_t taken = 0;
    for (std::size_t begin = 0; begin < command.size();) {
        const std::size_t end = std::min(command.find(" --", begin + 1), command.size());
        const std::size_t length = end - begin;
        if (columns && taken > 0 && taken + length + 2 > std::max(*columns, least)) {
            lines += " \\\n     ";
            taken = 5;
        }
        lines += command.substr(begin, length);
        taken += length;
        begin = end;
    }
    return lines;
}

std::string row(std::string_view what, std::int64_t number, std::string_view note) {
    std::string line = fmt::format("{:<28}{:>12}", what, grouped(number));
    if (!note.empty()) {
        line += fmt::format("   {}", note);
    }
    return line + '\n';
}

std::string ledger_table(const std::vector<engine::LedgerEntry>& ledger, std::string_view inside) {
    std::string table = "People\n";
    for (const engine::LedgerEntry& entry : ledger) {
        const std::string from = entry.source.empty() ? "" : engine::quote(entry.source) + ", ";
        table += row(fmt::format("  {}", entry.is_in_plan() ? inside : entry.reason.english),
                     entry.people, from + entry.method.english);
    }
    return table;
}

std::string findings_table(const std::vector<engine::Finding>& findings) {
    const auto gravest_first = [](const auto& a, const auto& b) {
        return std::tuple(-static_cast<int>(a.second), a.first) <
               std::tuple(-static_cast<int>(b.second), b.first);
    };
    std::map<std::pair<std::string, engine::Severity>,
             std::pair<std::int64_t, const engine::Finding*>, decltype(gravest_first)>
        kinds(gravest_first);
    for (const engine::Finding& finding : findings) {
        auto& [count, first] = kinds[{finding.kind, finding.severity}];
        first = count++ == 0 ? &finding : first;
    }
    std::string table;
    for (const auto& [kind, found] : kinds) {
        const engine::Finding& first = *found.second;
        const std::string feature =
            first.src_fid ? fmt::format(", feature {}", *first.src_fid) : "";
        const std::string where =
            first.source.empty() ? ""
                                 : fmt::format(" ({}{})", engine::quote(first.source), feature);
        table += row("  " + kind.first, found.first,
                     fmt::format("{}{}{}: {}", engine::words(kind.second),
                                 found.first > 1 ? ", first" : "", where, first.message.english));
    }
    return table;
}

} // namespace evengrid::io::cli
