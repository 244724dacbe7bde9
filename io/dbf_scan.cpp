#include "io/dbf_scan.hpp"

#include "engine/error.hpp"
#include "engine/quote.hpp"

#include <cpl_vsi.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string_view>

namespace evengrid::io {

namespace {

using engine::Error;
using engine::ErrorCode;
using engine::quote;

struct CloseFile {
    void operator()(VSILFILE* file) const { VSIFCloseL(file); }
};
using File = std::unique_ptr<VSILFILE, CloseFile>;

File open(const std::string& path) {
    File file(VSIFOpenL(path.c_str(), "rb"));
    if (!file) {
        throw Error(ErrorCode::input, fmt::format("cannot open {}", quote(path)),
                    "check that the file exists and may be read");
    }
    return file;
}

std::int64_t size_of(const std::string& path) {
    VSIStatBufL status;
    return VSIStatL(path.c_str(), &status) == 0 ? static_cast<std::int64_t>(status.st_size) : -1;
}

unsigned byte(std::string_view bytes, std::size_t at) { return static_cast<unsigned char>(bytes[at]); }
std::int64_t little_16(std::string_view bytes, std::size_t at) {
    return byte(bytes, at) | byte(bytes, at + 1) << 8;
}
std::int64_t little_32(std::string_view bytes, std::size_t at) {
    return little_16(bytes, at) | little_16(bytes, at + 2) << 16;
}
std::int64_t big_32(std::string_view bytes, std::size_t at) {
    return std::int64_t{byte(bytes, at)} << 24 | byte(bytes, at + 1) << 16 | byte(bytes, at + 2) << 8 |
           byte(bytes, at + 3);
}

std::string read(VSILFILE* file, std::size_t bytes) {
    std::string buffer(bytes, '\0');
    buffer.resize(VSIFReadL(buffer.data(), 1, bytes, file));
    return buffer;
}

Error damaged(const std::string& path, const std::string& what) {
    return Error(ErrorCode::input, fmt::format("{} is damaged: {}", quote(path), what),
                 "a whole copy of the file, or the layer exported anew");
}

/// A field as the file shows it: from a NUL on there is nothing, blanks around do not count.
std::string_view trimmed(std::string_view raw) {
    raw = raw.substr(0, raw.find('\0'));
    const auto first = raw.find_first_not_of(" \t");
    const auto last = raw.find_last_not_of(" \t");
    return first == std::string_view::npos ? std::string_view{} : raw.substr(first, last - first + 1);
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
    return text.find_first_not_of('*') == std::string_view::npos; // empty, or too wide for its column
}

DbfScan read_header(VSILFILE* file, const std::string& path, std::int64_t& header_bytes,
                    std::int64_t& record_bytes) {
    const std::string head = read(file, 32);
    if (head.size() < 32) {
        throw damaged(path, "its header is cut off");
    }
    DbfScan scan;
    scan.records = little_32(head, 4);
    header_bytes = little_16(head, 8);
    record_bytes = little_16(head, 10);
    scan.language_byte = static_cast<int>(byte(head, 29));
    if (header_bytes < 33 || record_bytes < 1) {
        throw damaged(path, fmt::format("its header states {} bytes of header and {} bytes a record",
                                        header_bytes, record_bytes));
    }
    const std::string fields = read(file, static_cast<std::size_t>(header_bytes) - 32);
    std::int64_t width = 1;
    for (std::size_t at = 0; at + 32 <= fields.size() && fields[at] != '\r'; at += 32) {
        DbfColumn column;
        column.name = fields.substr(at, 11);
        column.name = column.name.substr(0, column.name.find('\0'));
        column.type = fields[at + 11];
        column.width = static_cast<int>(byte(fields, at + 16));
        column.decimals = static_cast<int>(byte(fields, at + 17));
        if (column.type == 'C') { // wide text columns keep the high byte where numbers keep decimals
            column.width += column.decimals * 256;
            column.decimals = 0;
        }
        width += column.width;
        scan.column_names.look_at(column.name);
        scan.columns.push_back(std::move(column));
    }
    if (scan.columns.empty() || width > record_bytes) {
        throw damaged(path, fmt::format("its {} columns need {} bytes a record, its header states {}",
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
        const std::string_view raw = trimmed(record.substr(at, static_cast<std::size_t>(column.width)));
        at += static_cast<std::size_t>(column.width);
        if (column.type == 'C') {
            column.text.look_at(raw);
        } else if ((column.type == 'N' || column.type == 'F') && !is_null_number(raw) &&
                   !is_number(raw, column.decimals > 0 || column.type == 'F')) {
            column.not_a_number.push_back({number, std::string(raw)});
        }
    }
}

/// Checks a .shp or .shx header and gives the length that the file has.
std::int64_t checked_length(const std::string& path) {
    const std::int64_t bytes = size_of(path);
    const std::string head = read(open(path).get(), 100);
    constexpr std::int64_t file_code = 9994; // ESRI Shapefile Technical Description, 1998, page 4
    if (head.size() < 100 || big_32(head, 0) != file_code) {
        throw Error(ErrorCode::input, fmt::format("{} is not what its name says: no shapefile begins so", quote(path)),
                    "the name of a vector file that GDAL reads (GeoPackage, Shapefile, GeoJSON, FlatGeobuf)");
    }
    const std::int64_t stated = big_32(head, 24) * 2;
    if (stated > bytes) {
        throw damaged(path, fmt::format("its header states {} bytes, the file has {}", stated, bytes));
    }
    return bytes;
}

} // namespace

DbfScan scan_dbf(const std::string& path) {
    const File file = open(path);
    std::int64_t header_bytes = 0;
    std::int64_t record_bytes = 0;
    DbfScan scan = read_header(file.get(), path, header_bytes, record_bytes);
    const std::int64_t present = (size_of(path) - header_bytes) / record_bytes;
    if (present < scan.records) {
        throw damaged(path, fmt::format("its header states {} records, the file holds {}", scan.records, present));
    }
    VSIFSeekL(file.get(), static_cast<vsi_l_offset>(header_bytes), SEEK_SET);
    const std::int64_t records_a_piece = std::max<std::int64_t>(1, (std::int64_t{1} << 20) / record_bytes);
    for (std::int64_t first = 0; first < scan.records; first += records_a_piece) {
        const std::int64_t count = std::min(records_a_piece, scan.records - first);
        const std::string piece = read(file.get(), static_cast<std::size_t>(count * record_bytes));
        if (static_cast<std::int64_t>(piece.size()) < count * record_bytes) {
            throw damaged(path, fmt::format("it cannot be read beyond record {}", first));
        }
        for (std::int64_t i = 0; i < count; ++i) {
            look_at_record(scan, first + i,
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
        throw damaged(path, fmt::format("its .shx has {} shapes, its .dbf {} records", shapes, records));
    }
}

std::string sibling(const std::string& path, const std::string& extension) {
    const auto dot = path.rfind('.');
    const std::string stem = path.substr(0, dot);
    std::string capital = extension;
    std::transform(capital.begin(), capital.end(), capital.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    for (const std::string& candidate : {stem + "." + extension, stem + "." + capital}) {
        if (size_of(candidate) >= 0) {
            return candidate;
        }
    }
    return {};
}

} // namespace evengrid::io
