#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evengrid::io {

/// A CSV file of numbers, read row by row without copies: millions of rows a second.
///
/// The first line names the columns. Fields may stand in double quotes. Only the wanted columns are
/// looked at; a field of the others may hold anything.
class CsvTable {
public:
    /// \throws engine::Error (input): no such file, or nothing in it.
    explicit CsvTable(std::string path);

    /// The place of a column among those that `next` reads; from now on it is read.
    /// \throws engine::Error (input): there is no such column.
    std::size_t want(std::string_view column);
    /// The same for a column that may be missing.
    std::optional<std::size_t> want_if_there(std::string_view column);

    /// Goes to the next row that is not empty; false at the end.
    /// \throws engine::Error (input): the row lacks a wanted column.
    bool next();

    /// \throws engine::Error (input): the field is no such number.
    double number(std::size_t place) const;
    std::int64_t whole_number(std::size_t place) const;

    /// An error about a field of this row.
    [[noreturn]] void refuse(std::size_t place, std::string_view allowed) const;

    /// About how many rows there are.
    std::size_t estimated_rows() const;

private:
    std::string_view take_line();
    std::string_view take_field(std::string_view& line) const;

    std::string m_path;
    std::string m_text;
    std::size_t m_at = 0;
    std::size_t m_line = 0;
    std::vector<std::string> m_columns;
    std::vector<std::size_t> m_place_of; ///< per column: one more than its place, 0 if not wanted
    std::vector<std::size_t> m_column_of;
    std::vector<std::string_view> m_fields;
};

} // namespace evengrid::io
