#pragma once

#include "io/files/encoding.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace evengrid::io {

/// A value of a number column that is no number, byte by byte as it stands in the file.
struct NotANumber {
    std::int64_t record = 0; ///< counted from 0, which is the feature id
    std::string raw;
    bool operator==(const NotANumber&) const = default;
};

struct DbfColumn {
    std::string name; ///< raw bytes
    char type = 'C';  ///< as in the file: C text, N and F numbers, D date, L yes or no, ...
    int width = 0;    ///< bytes
    int decimals = 0;
    TextEvidence text;                    ///< of a text column
    std::vector<NotANumber> not_a_number; ///< of a number column, ascending
};

/// What the raw bytes of a dBASE table say, which the library that reads it would pass over: it
/// takes "abc" for 0 and half a table for a whole one.
struct DbfScan {
    std::vector<DbfColumn> columns;
    std::int64_t records = 0; ///< as the header states
    std::int64_t deleted = 0; ///< records marked as deleted
    int language_byte = 0;
    TextEvidence column_names;
};

/// Reads a dBASE table once from front to end, in pieces. Blank, NUL and star-filled numbers are
/// nulls; anything else in a number column has to be a decimal number.
/// \param path as GDAL opens it
/// \throws engine::Error (input) for a table that is damaged or shorter than its header states.
DbfScan scan_dbf(const std::string& path);

/// Checks that the members of a shapefile belong together: lengths as their headers state, and as
/// many shapes in the index as records in the table.
/// \param path of the .shp, as GDAL opens it
/// \param records of its table, below 0 where there is none
/// \throws engine::Error (input)
void check_shapefile(const std::string& path, std::int64_t records);

} // namespace evengrid::io
