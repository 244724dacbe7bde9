#pragma once

#include <cpl_vsi.h>

#include <cstddef>
#include <cstdint>
#include <string>

namespace evengrid::tests {

/// A file in memory that GDAL opens by its path, for the life of this object. The bytes are not
/// copied.
class MemoryFile {
public:
    MemoryFile(std::string path, const std::uint8_t* bytes, std::size_t size)
        : m_path(std::move(path)) {
        VSIFCloseL(VSIFileFromMemBuffer(m_path.c_str(), const_cast<GByte*>(bytes), size, FALSE));
    }
    ~MemoryFile() { VSIUnlink(m_path.c_str()); }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;

    const std::string& path() const { return m_path; }

private:
    std::string m_path;
};

} // namespace evengrid::tests
