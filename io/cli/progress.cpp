#include "io/cli/progress.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <iostream>

#include <unistd.h>

namespace evengrid::io::cli {

namespace {

constexpr const char* clear_line = "\r\x1b[K";
constexpr int bar_width = 30;
/// What was done in less time, or less of a stage, says little about the rest.
constexpr double telling_s = 0.5, telling_share = 0.02;
/// Programs want a line often enough to show life, not for every unit of a large city.
constexpr double between_json_s = 0.2;

double seconds(std::chrono::steady_clock::duration time) {
    return std::chrono::duration<double>(time).count();
}

} // namespace

Progress::Progress(const std::string& look)
    : m_is_bar(look == "auto" && isatty(STDERR_FILENO) == 1), m_is_json(look == "json") {}

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
    const bool is_new = stage != m_stage;
    if (is_new) {
        m_stage = stage;
        m_stage_began = Clock::now();
    }
    if (m_is_bar) {
        show_bar(share);
    }
    if (m_is_json &&
        (is_new || share >= 1 || seconds(Clock::now() - m_last_json) > between_json_s)) {
        show_json(share);
    }
}

std::optional<double> Progress::seconds_left(double share) const {
    const double gone_s = seconds(Clock::now() - m_stage_began);
    if (share >= 1) {
        return 0;
    }
    return gone_s < telling_s || share < telling_share
               ? std::nullopt
               : std::optional(gone_s * (1 - share) / share);
}

void Progress::show_bar(double share) {
    std::string line = fmt::format("{:<14}", m_stage);
    if (share > 0) {
        const int done = static_cast<int>(std::lround(share * bar_width));
        line +=
            fmt::format("[{}{}] {:3.0f} %", std::string(static_cast<std::size_t>(done), '#'),
                        std::string(static_cast<std::size_t>(bar_width - done), '.'), share * 100);
        if (const auto left_s = seconds_left(share); left_s && share < 1) {
            line += *left_s < 100 ? fmt::format("  {:.0f} s left", std::ceil(*left_s))
                                  : fmt::format("  {:.0f} min left", std::ceil(*left_s / 60));
        }
    }
    if (line != m_line) {
        m_line = line;
        std::cerr << clear_line << line << std::flush;
    }
}

void Progress::show_json(double share) {
    const auto left_s = seconds_left(share);
    nlohmann::ordered_json line;
    line["stage"] = m_stage;
    line["share"] = std::round(share * 1e3) / 1e3;
    line["seconds_left"] =
        left_s ? nlohmann::ordered_json(std::round(*left_s * 10) / 10) : nlohmann::ordered_json();
    std::cerr << line.dump() + '\n' << std::flush;
    m_last_json = Clock::now();
}

} // namespace evengrid::io::cli
