#include "io/files/csv_table.hpp"

#include "engine/error.hpp"
#include "engine/quote.hpp"
#include "io/files/trimmed.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <system_error>

namespace evengrid::io {

namespace {

using engine::Error;
using engine::ErrorCode;

/// A file of the system, whole: in no archive, so that bare graphs need no library for these.
std::string text_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::error_code none;
    const auto size =
        std::filesystem::is_regular_file(path, none) ? std::filesystem::file_size(path, none) : 0;
    std::string text(size, '\0');
    if (!file.read(text.data(), static_cast<std::streamsize>(size))) {
        throw Error(ErrorCode::input, fmt::format("cannot read {}", engine::quote(path)),
                    "check that the file exists and may be read");
    }
    return text;
}

} // namespace

CsvTable::CsvTable(std::string path) : m_path(std::move(path)), m_text(text_of(m_path)) {
    constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
    if (m_text.compare(0, byte_order_mark.size(), byte_order_mark) == 0)
        m_at = byte_order_mark.size();
    std::string_view line = take_line();
    if (line.empty())
        throw Error(ErrorCode::input,
                    fmt::format("file {} has no header line", engine::quote(m_path)),
                    "a first line with the names of the columns");
    while (line.data() != nullptr)
        m_columns.emplace_back(take_field(line));
    m_place_of.assign(m_columns.size(), 0);
}

std::optional<std::size_t> CsvTable::want_if_there(std::string_view column) {
    const auto found = std::find(m_columns.begin(), m_columns.end(), column);
    if (found == m_columns.end())
        return std::nullopt;
    const auto at = static_cast<std::size_t>(found - m_columns.begin());
    m_column_of.push_back(at);
    m_fields.emplace_back();
    m_place_of[at] = m_fields.size();
    return m_fields.size() - 1;
}

std::size_t CsvTable::want(std::string_view column) {
    if (const auto place = want_if_there(column))
        return *place;
    throw Error(ErrorCode::input,
                fmt::format("file {} has no column {} (columns: {})", engine::quote(m_path),
                            engine::quote(column),
                            engine::quote(fmt::format("{}", fmt::join(m_columns, ", ")))),
                "rename the column in the header line");
}

bool CsvTable::next() {
    std::string_view line;
    do {
        if (m_at >= m_text.size())
            return false;
        line = take_line();
    } while (line.empty());
    std::size_t read = 0;
    for (std::size_t column = 0; read < m_fields.size() && line.data() != nullptr; ++column) {
        const std::string_view field = take_field(line);
        if (column < m_place_of.size() && m_place_of[column] != 0) {
            m_fields[m_place_of[column] - 1] = field;
            ++read;
        }
    }
    if (read < m_fields.size())
        throw Error(ErrorCode::input,
                    fmt::format("file {} line {}: the row is shorter than the header",
                                engine::quote(m_path), m_line),
                    "one field for every column");
    return true;
}

std::string_view CsvTable::take_line() {
    const std::size_t end = std::min(m_text.find('\n', m_at), m_text.size());
    std::string_view line = std::string_view(m_text).substr(m_at, end - m_at);
    m_at = end + 1;
    ++m_line;
    if (!line.empty() && line.back() == '\r')
        line.remove_suffix(1);
    return line;
}

// Takes the first field off a line; a line without a rest has no data.
std::string_view CsvTable::take_field(std::string_view& line) const {
    std::size_t from = 0;
    if (!line.empty() && line.front() == '"') {
        std::size_t quote = line.find('"', 1);
        while (quote != std::string_view::npos && quote + 1 < line.size() && line[quote + 1] == '"')
            quote = line.find('"', quote + 2);
        from = std::min(quote, line.size());
    }
    const std::size_t comma = line.find(',', from);
    std::string_view field = line.substr(0, comma);
    line = comma == std::string_view::npos ? std::string_view{} : line.substr(comma + 1);
    field = trimmed(field);
    if (field.size() >= 2 && field.front() == '"' && field.back() == '"')
        field = trimmed(field.substr(1, field.size() - 2));
    return field;
}

double CsvTable::number(std::size_t place) const {
    const std::string_view field = m_fields[place];
    double value = 0;
    const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), value);
    if (error != std::errc{} || end != field.data() + field.size() || !std::isfinite(value))
        refuse(place, "a number");
    return value;
}

std::int64_t CsvTable::whole_number(std::size_t place) const {
    const std::string_view field = m_fields[place];
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), value);
    if (error == std::errc{} && end == field.data() + field.size())
        return value;
    // Spreadsheets and data frames write 12 as 12.0.
    constexpr double most = 9007199254740992.0;
    const double wide = number(place);
    if (wide != std::floor(wide) || std::abs(wide) > most)
        refuse(place, "a whole number");
    return static_cast<std::int64_t>(wide);
}

void CsvTable::refuse(std::size_t place, std::string_view allowed) const {
    throw Error(ErrorCode::input,
                fmt::format("file {} line {}: column {} holds {}; allowed is {}",
                            engine::quote(m_path), m_line,
                            engine::quote(m_columns[m_column_of[place]]),
                            engine::quote(m_fields[place]), allowed),
                "mend the row");
}

std::size_t CsvTable::estimated_rows() const {
    const std::string_view sample = std::string_view(m_text).substr(m_at, 4096);
    const auto lines = static_cast<std::size_t>(std::count(sample.begin(), sample.end(), '\n'));
    return lines == 0 ? 1 : (m_text.size() - m_at) / (sample.size() / lines) + 1;
}

} // namespace evengrid::io
