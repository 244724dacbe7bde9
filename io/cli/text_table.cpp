#include "io/cli/text_table.hpp"

#include "engine/quote.hpp"
#include "io/grouped.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include <sys/ioctl.h>
#include <unistd.h>

namespace evengrid::io::cli {

namespace {

constexpr std::size_t note_column = 28 + 12 + 3; ///< as `row` sets them

/// Where the first so many columns of a text end, in bytes. Han characters and their like, three
/// bytes and more in UTF-8, are two columns wide.
std::size_t end_of_columns(std::string_view text, std::size_t columns) {
    std::size_t taken = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        taken += byte >= 0xe3 ? 2U : (byte & 0xc0) == 0x80 ? 0U : 1U;
        if (taken > columns) {
            return i;
        }
    }
    return text.size();
}

/// A line whose continuations are indented as far as the notes.
std::string folded_line(std::string_view line, std::size_t columns) {
    std::string lines;
    std::size_t room = columns;
    for (std::size_t end = 0; (end = end_of_columns(line, room)) < line.size();) {
        const std::size_t blank = line.rfind(' ', end);
        const bool can_break = blank != line.npos && (!lines.empty() || blank > note_column);
        const std::size_t first = can_break ? blank : end;
        lines += std::string(line.substr(0, first)) + '\n' + std::string(note_column, ' ');
        line.remove_prefix(can_break ? blank + 1 : end);
        room = columns - note_column;
    }
    return lines + std::string(line);
}

} // namespace

std::string folded(std::string_view table, std::size_t columns) {
    columns = std::max(columns, note_column + 30);
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
    winsize size{};
    const bool is_terminal =
        isatty(STDOUT_FILENO) == 1 && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0;
    return is_terminal && size.ws_col > 0 ? folded(table, size.ws_col) : std::move(table);
}

std::string row(std::string_view what, std::int64_t number, std::string_view note) {
    std::string line = fmt::format("{:<28}{:>12}", what, grouped(number));
    if (!note.empty()) {
        line += fmt::format("   {}", note);
    }
    return line + '\n';
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
                                 found.first > 1 ? ", first" : "", where, first.message));
    }
    return table;
}

} // namespace evengrid::io::cli
