#include "io/files/write_file.hpp"

#include "engine/error.hpp"
#include "engine/quote.hpp"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace evengrid::io {

namespace {

[[noreturn]] void fail(const std::filesystem::path& path, std::string_view why) {
    throw engine::Error(engine::ErrorCode::output,
                        fmt::format("cannot write {}: {}", engine::quote(path.string()), why),
                        "another folder, or room and rights in this one");
}

[[noreturn]] void fail(const std::filesystem::path& path, int error) {
    fail(path, std::generic_category().message(error));
}

/// A file descriptor. Whoever wrote to it has to close it and hear about it; else it is closed at
/// the end.
class Descriptor {
public:
    Descriptor(const std::filesystem::path& path, int flags)
        : m_path(path), m_number(open(path.c_str(), flags | O_CLOEXEC | O_NOFOLLOW, 0666)) {
        if (m_number < 0) {
            fail(path, errno);
        }
    }
    ~Descriptor() {
        if (m_number >= 0) {
            ::close(m_number);
        }
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    void write_all(std::string_view bytes) const {
        while (!bytes.empty()) {
            const ssize_t count = ::write(m_number, bytes.data(), bytes.size());
            if (count >= 0) {
                bytes.remove_prefix(static_cast<std::size_t>(count));
            } else if (errno != EINTR) {
                fail(m_path, errno);
            }
        }
    }

    /// Whether exactly these bytes are read from here to the end.
    bool holds(std::string_view bytes) const {
        std::array<char, 1 << 16> piece;
        while (true) {
            const ssize_t count = ::read(m_number, piece.data(), piece.size());
            if (count == 0) {
                return bytes.empty();
            }
            if (count > 0) {
                const auto size = static_cast<std::size_t>(count);
                if (bytes.substr(0, size) != std::string_view(piece.data(), size)) {
                    return false;
                }
                bytes.remove_prefix(size);
            } else if (errno != EINTR) {
                fail(m_path, errno);
            }
        }
    }

    void close() {
        if (::close(std::exchange(m_number, -1)) != 0) {
            fail(m_path, errno);
        }
    }

private:
    const std::filesystem::path& m_path;
    int m_number;
};

} // namespace

void write_file(const std::filesystem::path& path, std::string_view bytes) {
    Descriptor file(path, O_WRONLY | O_CREAT | O_EXCL);
    file.write_all(bytes);
    file.close();
    if (!Descriptor(path, O_RDONLY).holds(bytes)) {
        fail(path, "it does not read back as it was written");
    }
}

} // namespace evengrid::io
