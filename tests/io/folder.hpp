#pragma once

#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace evengrid::tests {

/// A folder of its own for one test, removed at its end: tests run side by side.
class Folder {
public:
    Folder() {
        std::string place =
            (std::filesystem::temp_directory_path() / "evengrid-test-XXXXXX").string();
        m_path = mkdtemp(place.data());
    }
    ~Folder() { std::filesystem::remove_all(m_path); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    std::string operator/(const std::string& name) const { return (m_path / name).string(); }
    const std::filesystem::path& path() const { return m_path; }

private:
    std::filesystem::path m_path;
};

inline void write_file(const std::string& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary) << bytes;
}

} // namespace evengrid::tests
