#pragma once

#include <cstdint>
#include <memory>
#include <string>

namespace evengrid::io {

/// A file read byte by byte, also within a zip archive. \throws engine::Error (input)
class RawFile {
public:
    /// \param path as GDAL opens it
    explicit RawFile(const std::string& path);

    /// Up to so many bytes from where the last read ended; fewer only at the end.
    std::string read(std::int64_t bytes);
    void go_to(std::int64_t offset);

    /// The size of a file in bytes, below 0 where there is no such file.
    static std::int64_t size(const std::string& path);

private:
    struct Close {
        void operator()(void* file) const;
    };
    std::unique_ptr<void, Close> m_file;
};

/// The file beside another one that differs in its extension, in small or capital letters; empty
/// where there is none.
std::string sibling(const std::string& path, const std::string& extension);

} // namespace evengrid::io
