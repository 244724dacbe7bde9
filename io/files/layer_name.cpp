#include "io/files/layer_name.hpp"

#include "engine/error.hpp"
#include "engine/quote.hpp"
#include "io/files/gdal_messages.hpp"
#include "io/files/raw_file.hpp"

#include <cpl_string.h>
#include <cpl_vsi.h>
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <optional>
#include <string_view>

namespace evengrid::io {

namespace {

using engine::Error;
using engine::ErrorCode;
using engine::quote;

constexpr std::string_view in_archive = "/vsizip/";
constexpr std::string_view accepted =
    "a GeoPackage, Shapefile, GeoJSON or FlatGeobuf file, or a zip archive of one";

std::string lower_extension(std::string_view path) {
    const auto dot = path.find_last_of("./");
    if (dot == std::string_view::npos || path[dot] == '/') {
        return {};
    }
    std::string extension(path.substr(dot + 1));
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return extension;
}

bool is_vector_file(std::string_view path) {
    const std::string extension = lower_extension(path);
    return extension == "shp" || extension == "gpkg" || extension == "geojson" ||
           extension == "json" || extension == "fgb";
}

std::string stem(std::string_view path) {
    path.remove_prefix(path.find_last_of('/') + 1); // npos + 1 is 0
    return std::string(path.substr(0, path.find_last_of('.')));
}

std::optional<VSIStatBufL> status_of(const std::string& path) {
    VSIStatBufL status;
    return VSIStatL(path.c_str(), &status) == 0 ? std::optional(status) : std::nullopt;
}

/// Refuses what could reach further than a file name should.
void refuse_indirection(const std::string& given, std::string_view path) {
    const auto colon = path.find(':');
    const bool is_virtual = path.starts_with("/vsi") && !path.starts_with(in_archive);
    const bool is_nested =
        path.starts_with(in_archive) && path.find("/vsi", 1) != std::string_view::npos;
    const bool is_text = path.empty() || path[0] == '<' || path[0] == '{' || path[0] == '[' ||
                         path.find_first_of("\n\r") != std::string_view::npos;
    const bool is_address =
        colon != std::string_view::npos && colon > 0 &&
        std::all_of(path.begin(), path.begin() + static_cast<std::ptrdiff_t>(colon),
                    [](unsigned char c) { return std::isalnum(c) || c == '_'; }) &&
        !status_of(std::string(path));
    if (is_virtual || is_nested || is_text || is_address) {
        throw Error(
            ErrorCode::input, fmt::format("{} is not the name of a file", quote(given)),
            fmt::format("{}; addresses, connections and virtual files are not opened", accepted));
    }
}

struct Archive {
    std::string path;   ///< of the archive itself
    std::string member; ///< within it; empty where none is named
};

/// Takes "a.zip", "/vsizip/a.zip" and "/vsizip/a.zip/b.shp" apart.
std::optional<Archive> split_archive(std::string_view path) {
    const bool is_prefixed = path.starts_with(in_archive);
    if (is_prefixed) {
        path.remove_prefix(in_archive.size());
    }
    if (lower_extension(path) == "zip") {
        return Archive{std::string(path), {}};
    }
    std::string lower(path);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const auto end = lower.find(".zip/");
    if (!is_prefixed || end == std::string::npos) {
        return std::nullopt;
    }
    return Archive{std::string(path.substr(0, end + 4)), std::string(path.substr(end + 5))};
}

std::vector<std::string> checked_members(const std::string& given, const std::string& archive) {
    constexpr std::size_t most_members = 100;
    constexpr std::int64_t most_bytes = std::int64_t{4} << 30;
    constexpr std::int64_t most_times = 200;
    const std::string folder = std::string(in_archive) + archive;
    const GdalMessages messages; // a damaged directory is told by these alone
    const CPLStringList listed(VSIReadDirRecursive(folder.c_str()));
    std::vector<std::string> members;
    std::int64_t bytes = 0;
    for (int i = 0; i < listed.size(); ++i) {
        const std::string member = listed[i];
        if (lower_extension(member) == "zip") {
            throw Error(ErrorCode::input,
                        fmt::format("{} holds another archive, {}", quote(given), quote(member)),
                        "unpack it first");
        }
        const auto status = status_of(folder + "/" + member);
        bytes += status ? static_cast<std::int64_t>(status->st_size) : 0;
        members.push_back(member);
    }
    if (!messages.failures.empty()) {
        throw Error(
            ErrorCode::input,
            fmt::format("cannot read the archive {}: {}", quote(given), messages.failures.front()),
            "a whole copy of the archive, or its files unpacked");
    }
    const auto packed = status_of(archive);
    if (members.size() > most_members || bytes > most_bytes ||
        (packed && bytes > most_times * std::max<std::int64_t>(
                                            static_cast<std::int64_t>(packed->st_size), 4096))) {
        throw Error(ErrorCode::limit,
                    fmt::format("{} unpacks to {} files of {} bytes; allowed are {} files, {} "
                                "bytes, and {} times its own size",
                                quote(given), members.size(), bytes, most_members, most_bytes,
                                most_times),
                    "unpack it yourself and name the file");
    }
    return members;
}

/// The member that is meant: the only vector file, or the one that is called as the layer.
std::string choose_member(const std::string& given, const Archive& archive,
                          const std::string& layer) {
    std::vector<std::string> candidates;
    for (const std::string& member : checked_members(given, archive.path)) {
        if (is_vector_file(member) && (archive.member.empty() || archive.member == member)) {
            candidates.push_back(member);
        }
    }
    if (candidates.size() > 1 && !layer.empty()) {
        const auto other = [&](const std::string& member) { return stem(member) != layer; };
        candidates.erase(std::remove_if(candidates.begin(), candidates.end(), other),
                         candidates.end());
    }
    if (candidates.size() != 1) {
        throw Error(ErrorCode::input,
                    candidates.empty()
                        ? fmt::format("{} holds no such vector file", quote(given))
                        : fmt::format("{} holds {} vector files", quote(given), candidates.size()),
                    candidates.empty()
                        ? std::string(accepted)
                        : fmt::format("{}{}/{}", in_archive, archive.path, candidates.front()));
    }
    return fmt::format("{}{}/{}", in_archive, archive.path, candidates.front());
}

} // namespace

LayerName find_layer(const std::string& given) {
    constexpr std::string_view mark = "|layername=";
    LayerName name{given, given, {}};
    if (const auto at = given.find(mark); at != std::string::npos) {
        name.path = given.substr(0, at);
        name.layer = given.substr(at + mark.size());
    }
    refuse_indirection(given, name.path);
    const auto archive = split_archive(name.path);
    const auto status = status_of(archive ? archive->path : name.path);
    if (!status) {
        throw Error(ErrorCode::input,
                    fmt::format("there is no file {}", quote(archive ? archive->path : name.path)),
                    "check the spelling and the folder");
    }
    if (!VSI_ISREG(status->st_mode)) {
        throw Error(ErrorCode::input, fmt::format("{} is not a file", quote(name.path)),
                    fmt::format("the name of {}", accepted));
    }
    if (archive) {
        name.path = choose_member(given, *archive, name.layer);
    }
    return name;
}

std::vector<std::string> files_of(const LayerName& layer) {
    if (const auto archive = split_archive(layer.path)) {
        return {archive->path};
    }
    if (lower_extension(layer.path) != "shp") {
        return {layer.path};
    }
    std::vector<std::string> members;
    for (const char* extension : {"shp", "shx", "dbf", "prj", "cpg"}) {
        if (std::string member = sibling(layer.path, extension); !member.empty()) {
            members.push_back(std::move(member));
        }
    }
    return members;
}

} // namespace evengrid::io
