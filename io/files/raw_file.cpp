#include "io/files/raw_file.hpp"

#include "engine/error.hpp"
#include "engine/quote.hpp"

#include <cpl_vsi.h>
#include <fmt/format.h>

#include <algorithm>

namespace evengrid::io {

RawFile::RawFile(const std::string& path) : m_file(VSIFOpenL(path.c_str(), "rb")) {
    if (!m_file) {
        throw engine::Error(engine::ErrorCode::input,
                            fmt::format("cannot open {}", engine::quote(path)),
                            "check that the file exists and may be read");
    }
}

std::string RawFile::read(std::int64_t bytes) {
    std::string buffer(static_cast<std::size_t>(bytes), '\0');
    buffer.resize(VSIFReadL(buffer.data(), 1, buffer.size(), static_cast<VSILFILE*>(m_file.get())));
    return buffer;
}

void RawFile::go_to(std::int64_t offset) {
    VSIFSeekL(static_cast<VSILFILE*>(m_file.get()), static_cast<vsi_l_offset>(offset), SEEK_SET);
}

std::int64_t RawFile::size(const std::string& path) {
    VSIStatBufL status;
    return VSIStatL(path.c_str(), &status) == 0 ? static_cast<std::int64_t>(status.st_size) : -1;
}

void RawFile::Close::operator()(void* file) const {
    VSIFCloseL(static_cast<VSILFILE*>(file));
}

std::string sibling(const std::string& path, const std::string& extension) {
    const std::string stem = path.substr(0, path.rfind('.') + 1);
    std::string capital = extension;
    std::transform(capital.begin(), capital.end(), capital.begin(), [](char c) {
        return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    });
    for (const std::string& candidate : {stem + extension, stem + capital}) {
        if (RawFile::size(candidate) >= 0) {
            return candidate;
        }
    }
    return {};
}

} // namespace evengrid::io
