#include "io/cli/text_table.hpp"

#include "engine/quote.hpp"
#include "io/grouped.hpp"

#include <fmt/format.h>

#include <map>

namespace evengrid::io::cli {

std::string row(std::string_view what, std::int64_t number, std::string_view note) {
    std::string line = fmt::format("{:<28}{:>12}", what, grouped(number));
    if (!note.empty()) {
        line += fmt::format("   {}", note);
    }
    return line + '\n';
}

std::string findings_table(const std::vector<engine::Finding>& findings) {
    std::map<std::pair<std::string, engine::Severity>,
             std::pair<std::int64_t, const engine::Finding*>>
        kinds;
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
