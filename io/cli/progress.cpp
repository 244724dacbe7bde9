#include "io/cli/progress.hpp"

#include <fmt/format.h>

#include <iostream>

#include <unistd.h>

namespace evengrid::io::cli {

namespace {

constexpr const char* clear_line = "\r\x1b[K";

}

Progress::Progress(bool is_wanted) : m_is_shown(is_wanted && isatty(STDERR_FILENO) == 1) {}

Progress::~Progress() {
    end();
}

void Progress::end() {
    if (!m_line.empty()) {
        std::cerr << clear_line << std::flush;
        m_line.clear();
    }
}

void Progress::show(const std::string& stage, double share) {
    const std::string line = fmt::format("{} {:3.0f} %", stage, share * 100);
    if (m_is_shown && line != m_line) {
        m_line = line;
        std::cerr << clear_line << line << std::flush;
    }
}

} // namespace evengrid::io::cli
