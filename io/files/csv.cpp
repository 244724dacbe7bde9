#include "io/files/csv.hpp"

#include "engine/error.hpp"
#include "engine/quote.hpp"
#include "engine/utf8.hpp"
#include "io/files/encoding.hpp"
#include "io/files/raw_file.hpp"
#include "io/files/trimmed.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace evengrid::io {

namespace {

using engine::Error;
using engine::ErrorCode;
using engine::quote;

constexpr std::int64_t largest_bytes = 64 << 20;

/// What makes a spreadsheet take a cell for a formula; in Chinese ones also the wide characters.
constexpr std::array<std::string_view, 11> begin_formulas{"=",  "+",  "-",  "@",  "\t", "\r",
                                                          "\n", "＝", "＋", "－", "＠"};

std::string text_cell(const std::string& text) {
    const bool is_formula =
        std::any_of(begin_formulas.begin(), begin_formulas.end(),
                    [&](std::string_view first) { return text.starts_with(first); });
    std::string safe = text;
    if (is_formula) {
        safe.insert(safe.begin(), '\'');
    }
    if (safe.find_first_of(",\"\r\n") == std::string::npos) {
        return safe;
    }
    std::string quoted = "\"";
    for (const char c : safe) {
        quoted += c;
        if (c == '"') {
            quoted += c;
        }
    }
    return quoted + '"';
}

struct ToCell {
    std::string operator()(std::monostate) const { return {}; }
    std::string operator()(std::int64_t number) const { return fmt::format("{}", number); }
    std::string operator()(double number) const { return fmt::format("{}", number); }
    std::string operator()(bool yes) const { return yes ? "true" : "false"; }
    std::string operator()(const std::string& text) const { return text_cell(text); }
};

/// Takes cells and rows off the front of a text.
class CsvScanner {
public:
    CsvScanner(std::string_view text, const std::string& source) : m_text(text), m_source(source) {}

    bool at_end() const { return m_at == m_text.size(); }
    std::size_t line() const { return m_line; }

    std::vector<std::string> row() {
        std::vector<std::string> cells;
        do {
            cells.push_back(cell());
        } while (take(','));
        take('\r');
        take('\n');
        return cells;
    }

private:
    bool take(char c) {
        const bool is_next = !at_end() && m_text[m_at] == c;
        m_at += is_next ? 1 : 0;
        m_line += is_next && c == '\n' ? 1 : 0;
        return is_next;
    }

    std::string cell() { return take('"') ? quoted_cell() : plain_cell(); }

    std::string plain_cell() {
        const std::size_t end = std::min(m_text.find_first_of(",\r\n", m_at), m_text.size());
        const std::size_t begin = std::exchange(m_at, end);
        return std::string(m_text.substr(begin, end - begin));
    }

    std::string quoted_cell() {
        std::string cell;
        const std::size_t opened = m_line;
        while (!at_end()) {
            const char c = m_text[m_at];
            take(c);
            if (c == '"' && !take('"')) {
                return cell;
            }
            cell += c;
        }
        throw Error(ErrorCode::input,
                    fmt::format("cannot read {}: the quote in line {} does not end",
                                quote(m_source), opened),
                    "a CSV file as spreadsheets write it");
    }

    std::string_view m_text;
    const std::string& m_source;
    std::size_t m_at = 0;
    std::size_t m_line = 1;
};

} // namespace

std::string csv_row(const std::vector<WrittenValue>& values) {
    std::string row;
    for (const WrittenValue& value : values) {
        row += std::visit(ToCell{}, value) + ',';
    }
    row.pop_back();
    return row + "\r\n";
}

CsvRows parse_csv(std::string_view text, const std::string& source) {
    CsvScanner scanner(text, source);
    CsvRows rows;
    while (!scanner.at_end()) {
        const std::size_t line = scanner.line();
        std::vector<std::string> row = scanner.row();
        if (row.size() == 1 && row.front().empty()) {
            continue;
        }
        if (!rows.empty() && row.size() != rows.front().size()) {
            throw Error(ErrorCode::input,
                        fmt::format("cannot read {}: line {} has {} cells, the first has {}",
                                    quote(source), line, row.size(), rows.front().size()),
                        "a CSV file with the same columns in every row");
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

CsvRows read_csv(const std::string& path) {
    const std::int64_t size = RawFile::size(path);
    if (size < 0 || size > largest_bytes) {
        throw Error(ErrorCode::input,
                    size < 0 ? fmt::format("there is no file {}", quote(path))
                             : fmt::format("{} has {} bytes; at most {} are allowed", quote(path),
                                           size, largest_bytes),
                    "a CSV file");
    }
    const std::string raw = RawFile(path).read(size);
    const auto text = decode(raw, engine::is_utf8(raw) ? "UTF-8" : "GB18030");
    if (!text) {
        throw Error(ErrorCode::input, fmt::format("{} is neither UTF-8 nor GB18030", quote(path)),
                    "the file saved as UTF-8");
    }
    CsvRows rows = parse_csv(*text, path);
    for (auto& row : rows) {
        for (std::string& cell : row) {
            cell = std::string(trimmed(cell, " "));
        }
    }
    return rows;
}

std::size_t csv_column(const CsvRows& rows, std::string_view name, const std::string& source) {
    std::string names;
    for (std::size_t i = 0; !rows.empty() && i < rows.front().size(); ++i) {
        if (rows.front()[i] == name) {
            return i;
        }
        names += (names.empty() ? "" : ", ") + quote(rows.front()[i]);
    }
    throw Error(ErrorCode::input,
                fmt::format("{} has no column {} (columns: {})", quote(source), quote(name), names),
                "a first line with the names of the columns");
}

} // namespace evengrid::io
