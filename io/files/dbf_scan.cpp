#include "io/files/dbf_scan.hpp"

#include "engine/error.hpp"
#include "engine/quote.hpp"
#include "io/files/raw_file.hpp"
#include "io/files/trimmed.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace evengrid::io {

namespace {

using engine::Error;
using engine::ErrorCode;
using engine::quote;

unsigned byte(std::string_view bytes, std::size_t at) {
    return static_cast<unsigned char>(bytes[at]);
}
std::int64_t little_16(std::string_view bytes, std::size_t at) {
    return byte(bytes, at) | byte(bytes, at + 1) << 8;
}
std::int64_t little_32(std::string_view bytes, std::size_t at) {
    return little_16(bytes, at) | little_16(bytes, at + 2) << 16;
}
std::int64_t big_32(std::string_view bytes, std::size_t at) {
    return std::int64_t{byte(bytes, at)} << 24 | byte(bytes, at + 1) << 16 |
           byte(bytes, at + 2) << 8 | byte(bytes, at + 3);
}

Error damaged(const std::string& path, const std::string& what) {
    return Error(ErrorCode::input, fmt::format("{} is damaged: {}", quote(path), what),
                 "a whole copy of the file, or the layer exported anew");
}

/// A decimal number: a sign, digits, a fraction, an exponent. The exponent needs a fraction or a
/// column with decimals, since without one GDAL reads "1e3" as 1.
bool is_number(std::string_view text, bool has_decimals) {
    std::size_t at = 0;
    const auto digits = [&] {
        const std::size_t start = at;
        while (at < text.size() && text[at] >= '0' && text[at] <= '9') {
            ++at;
        }
        return at - start;
    };
    if (at < text.size() && (text[at] == '-' || text[at] == '+')) {
        ++at;
    }
    std::size_t figures = digits();
    if (at < text.size() && text[at] == '.') {
        ++at;
        figures += digits();
    }
    if (figures > 0 && has_decimals && at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        ++at;
        if (at < text.size() && (text[at] == '-' || text[at] == '+')) {
            ++at;
        }
        figures = digits();
    }
    return figures > 0 && at == text.size();
}

bool is_null_number(std::string_view text) {
    return text.find_first_not_of('*') ==
           std::string_view::npos; // empty, or too wide for its column
}

DbfScan read_header(RawFile& file, const std::string& path, std::int64_t& header_bytes,
                    std::int64_t& record_bytes) {
    const std::string head = file.read(32);
    if (head.size() < 32) {
        throw damaged(path, "its header is cut off");
    }
    DbfScan scan;
    scan.records = little_32(head, 4);
    header_bytes = little_16(head, 8);
    record_bytes = little_16(head, 10);
    scan.language_byte = static_cast<int>(byte(head, 29));
    if (header_bytes < 33 || record_bytes < 1) {
        throw damaged(path,
                      fmt::format("its header states {} bytes of header and {} bytes a record",
                                  header_bytes, record_bytes));
    }
    const std::string fields = file.read(header_bytes - 32);
    std::int64_t width = 1;
    for (std::size_t at = 0; at + 32 <= fields.size() && fields[at] != '\r'; at += 32) {
        DbfColumn column;
        column.name = fields.substr(at, 11);
        column.name = column.name.substr(0, column.name.find('\0'));
        column.type = fields[at + 11];
        column.width = static_cast<int>(byte(fields, at + 16));
        column.decimals = static_cast<int>(byte(fields, at + 17));
        if (column.type ==
            'C') { // wide text columns keep the high byte where numbers keep decimals
            column.width += column.decimals * 256;
            column.decimals = 0;
        }
        width += column.width;
        scan.column_names.look_at(column.name, true);
        scan.columns.push_back(std::move(column));
    }
    if (scan.columns.empty() || width > record_bytes) {
        throw damaged(path,
                      fmt::format("its {} columns need {} bytes a record, its header states {}",
                                  scan.columns.size(), width, record_bytes));
    }
    return scan;
}

void look_at_record(DbfScan& scan, std::int64_t number, std::string_view record) {
    if (record[0] == '*') {
        ++scan.deleted;
        return;
    }
    std::size_t at = 1;
    for (DbfColumn& column : scan.columns) {
        const auto width = static_cast<std::size_t>(column.width);
        std::string_view raw = record.substr(at, width);
        raw = trimmed(raw.substr(0, raw.find('\0'))); // from a NUL on there is nothing
        at += width;
        if (column.type == 'C') {
            column.text.look_at(raw, raw.size() == width);
        } else if ((column.type == 'N' || column.type == 'F') && !is_null_number(raw) &&
                   !is_number(raw, column.decimals > 0 || column.type == 'F')) {
            column.not_a_number.push_back({number, std::string(raw)});
        }
    }
}

/// Checks a .shp or .shx header and gives the length that the file has.
std::int64_t checked_length(const std::string& path) {
    const std::int64_t bytes = RawFile::size(path);
    const std::string head = RawFile(path).read(100);
    constexpr std::int64_t file_code = 9994; // ESRI Shapefile Technical Description, 1998, page 4
    if (head.size() < 100 || big_32(head, 0) != file_code) {
        throw Error(
            ErrorCode::input,
            fmt::format("{} is not what its name says: no shapefile begins so", quote(path)),
            "the name of a vector file that GDAL reads (GeoPackage, Shapefile, GeoJSON, "
            "FlatGeobuf)");
    }
    const std::int64_t stated = big_32(head, 24) * 2;
    if (stated > bytes) {
        throw damaged(path,
                      fmt::format("its header states {} bytes, the file has {}", stated, bytes));
    }
    return bytes;
}

} // namespace

DbfScan scan_dbf(const std::string& path) {
    RawFile file(path);
    std::int64_t header_bytes = 0;
    std::int64_t record_bytes = 0;
    DbfScan scan = read_header(file, path, header_bytes, record_bytes);
    const std::int64_t present = (RawFile::size(path) - header_bytes) / record_bytes;
    if (present < scan.records) {
        throw damaged(path, fmt::format("its header states {} records, the file holds {}",
                                        scan.records, present));
    }
    file.go_to(header_bytes);
    const std::int64_t records_a_piece =
        std::max<std::int64_t>(1, (std::int64_t{1} << 20) / record_bytes);
    for (std::int64_t first = 0; first < scan.records; first += records_a_piece) {
        const std::int64_t count = std::min(records_a_piece, scan.records - first);
        const std::string piece = file.read(count * record_bytes);
        if (static_cast<std::int64_t>(piece.size()) < count * record_bytes) {
            throw damaged(path, fmt::format("it cannot be read beyond record {}", first));
        }
        for (std::int64_t i = 0; i < count; ++i) {
            look_at_record(
                scan, first + i,
                std::string_view(piece).substr(static_cast<std::size_t>(i * record_bytes),
                                               static_cast<std::size_t>(record_bytes)));
        }
    }
    return scan;
}

void check_shapefile(const std::string& path, std::int64_t records) {
    checked_length(path);
    const std::string index = sibling(path, "shx");
    if (index.empty()) {
        throw Error(ErrorCode::input, fmt::format("{} has no .shx file beside it", quote(path)),
                    "all members of the shapefile in one folder: .shp, .shx, .dbf, .prj");
    }
    const std::int64_t shapes = (checked_length(index) - 100) / 8;
    if (records >= 0 && shapes != records) {
        throw damaged(path,
                      fmt::format("its .shx has {} shapes, its .dbf {} records", shapes, records));
    }
}

} // namespace evengrid::io
