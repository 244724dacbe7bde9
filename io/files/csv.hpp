#pragma once

#include "io/files/vector_target.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace evengrid::io {

/// A table as it stands in a CSV file: the first row names the columns.
using CsvRows = std::vector<std::vector<std::string>>;

/// One row of a CSV file, with its line end (RFC 4180, UTF-8).
///
/// Numbers are written as numbers. Text that a spreadsheet would calculate, since it begins with
/// = + - @, narrow or wide, a tab or a line break, gets an apostrophe before it, as OWASP advises
/// against formula injection. \pre there is a value.
std::string csv_row(const std::vector<WrittenValue>& values);

/// What a CSV file begins with so that spreadsheets read it as UTF-8.
inline constexpr std::string_view csv_start = "\xef\xbb\xbf";

/// Splits the text of a CSV file into rows; empty lines are left out.
///
/// \param source the file, for messages
/// \throws engine::Error (input) for a quote that does not end, or a row with more or fewer cells
///         than the first, naming the line.
CsvRows parse_csv(std::string_view text, const std::string& source);

/// Reads a CSV file whole, in UTF-8 or GB18030; without the spaces around cells, which GDAL does
/// not read from the tables of shapefiles either: the same code is the same in both.
///
/// \throws engine::Error (input) as above, and for a file that cannot be read or is above 64 MB.
CsvRows read_csv(const std::string& path);

/// The column with the name. \throws engine::Error (input), naming all columns.
std::size_t csv_column(const CsvRows& rows, std::string_view name, const std::string& source);

} // namespace evengrid::io
