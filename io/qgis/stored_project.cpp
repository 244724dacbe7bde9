#include "io/qgis/stored_project.hpp"

#include "engine/error.hpp"
#include "engine/quote.hpp"
#include "io/files/aside.hpp"
#include "io/files/drivers.hpp"
#include "io/files/vector_target.hpp"
#include "io/files/write_file.hpp"

#include <fmt/format.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <filesystem>
#include <memory>

namespace evengrid::io {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void refuse(const std::string& plan) {
    throw engine::Error(engine::ErrorCode::output,
                        fmt::format("cannot put the QGIS project into {}: {}", engine::quote(plan),
                                    CPLGetLastErrorMsg()),
                        "a GeoPackage that may be written, and room on the disk");
}

struct CloseFile {
    void operator()(VSILFILE* file) const { VSIFCloseL(file); }
};

/// A zip archive of one file. \returns its bytes; empty when that failed
std::string zipped(const std::string& name, const std::string& content) {
    const std::string archive = "/vsimem/evengrid_project.zip";
    {
        const std::unique_ptr<VSILFILE, CloseFile> file(
            VSIFOpenL(("/vsizip/" + archive + "/" + name).c_str(), "wb"));
        if (!file || VSIFWriteL(content.data(), 1, content.size(), file.get()) != content.size()) {
            return {};
        }
    }
    vsi_l_offset size = 0;
    const std::unique_ptr<GByte, decltype(&VSIFree)> bytes(
        VSIGetMemFileBuffer(archive.c_str(), &size, TRUE), &VSIFree);
    return bytes ? std::string(reinterpret_cast<const char*>(bytes.get()), size) : std::string();
}

std::string in_sql(std::string_view text) {
    std::string quoted = "'";
    for (const char c : text) {
        quoted += c == '\'' ? "''" : std::string(1, c);
    }
    return quoted + "'";
}

std::string hex(const std::string& bytes) {
    std::string text;
    text.reserve(2 * bytes.size());
    for (const char c : bytes) {
        text += fmt::format("{:02x}", static_cast<unsigned char>(c));
    }
    return text;
}

/// Whether the statement ran.
bool run(GDALDataset& data, const std::string& statement) {
    CPLErrorReset();
    if (OGRLayer* result = data.ExecuteSQL(statement.c_str(), nullptr, nullptr)) {
        data.ReleaseResultSet(result);
    }
    return CPLGetLastErrorType() < CE_Failure;
}

} // namespace

void store_project(const std::string& plan, const std::string& project) {
    register_drivers();
    const std::string name = fs::path(plan).stem().string();
    const std::string archive = zipped(name + ".qgs", project);
    Aside aside(plan, false, true);
    std::error_code failed;
    fs::copy_file(plan, aside.path(), failed);
    GDALDatasetUniquePtr data(
        archive.empty() || failed
            ? nullptr
            : GDALDataset::Open(aside.path().c_str(), GDAL_OF_VECTOR | GDAL_OF_UPDATE));
    if (!data ||
        !run(*data, "CREATE TABLE IF NOT EXISTS qgis_projects"
                    "(name TEXT PRIMARY KEY, metadata BLOB, content BLOB)") ||
        !run(*data,
             fmt::format(
                 "INSERT OR REPLACE INTO qgis_projects VALUES ({}, {}, {})", in_sql(name),
                 in_sql(fmt::format(
                     R"({{"last_modified_time":"{}T00:00:00","last_modified_user":"evengrid"}})",
                     file_date())),
                 in_sql(hex(archive))))) {
        refuse(plan);
    }
    data.reset();
    aside.put_in_place();
}

} // namespace evengrid::io
