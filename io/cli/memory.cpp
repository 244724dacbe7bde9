#include "io/cli/memory.hpp"

#include "engine/error.hpp"
#include "engine/quote.hpp"
#include "io/city/memory_needed.hpp"
#include "io/cli/exhaustion.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <optional>
#include <string_view>
#include <system_error>
#include <thread>

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

namespace evengrid::io::cli {

namespace {

using engine::Error;
using engine::ErrorCode;
using engine::quote;

/// "4G", "1.5 GB", "800MiB" in bytes; units are powers of 1024.
std::optional<std::int64_t> bytes_of(std::string_view text) {
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
    unit.remove_prefix(std::min(unit.find_first_not_of(' '), unit.size()));
    constexpr std::string_view units = "KMGT";
    const auto power = unit.empty() ? units.npos : units.find(unit.front());
    if (error != std::errc() || power == units.npos || !(number > 0) || number > 1e6 ||
        (unit.substr(1) != "" && unit.substr(1) != "B" && unit.substr(1) != "iB")) {
        return std::nullopt;
    }
    const double factor = static_cast<double>(std::int64_t{1} << (10 * (power + 1)));
    return static_cast<std::int64_t>(number * factor);
}

/// Memory that the process has at this moment, as the operating system counts it.
std::int64_t resident_bytes() {
    std::array<char, 128> text{};
    const int file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
    const ssize_t length = file < 0 ? 0 : read(file, text.data(), text.size() - 1);
    close(file);
    long pages = 0; // the second of its numbers, see proc(5)
    if (length <= 0 || std::sscanf(text.data(), "%*d %ld", &pages) != 1) {
        return 0;
    }
    return std::int64_t{pages} * sysconf(_SC_PAGESIZE);
}

/// A thread that looks every few milliseconds, so that no library ever has to do without memory.
void watch(std::int64_t allowed) {
    std::thread([allowed] {
        while (resident_bytes() <= allowed) {
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
        end_without_memory();
    }).detach();
}

/// What no allocation gets past, however fast it comes: some way above what is allowed, since the
/// stacks of threads count although next to nothing of them is ever used.
void wall_off(std::int64_t allowed) {
    const std::int64_t stacks = std::int64_t{8 << 20} * std::thread::hardware_concurrency();
    const auto most =
        static_cast<rlim_t>(allowed + allowed / 4 + (std::int64_t{64} << 20) + stacks);
    const rlimit limit{most, most};
    if (setrlimit(RLIMIT_DATA, &limit) != 0) {
        throw Error(ErrorCode::failed,
                    fmt::format("cannot limit memory: {}", std::generic_category().message(errno)));
    }
}

} // namespace

Option memory_option(std::string& size) {
    return {"--memory", &size, "SIZE",
            "most memory to take, such as 4G; a city that needs more is refused at once"};
}

void keep_within(const std::string& size, const CitySources& sources) {
    if (size.empty()) {
        return;
    }
    const std::optional<std::int64_t> allowed = bytes_of(size);
    if (!allowed) {
        throw Error(ErrorCode::usage,
                    fmt::format("--memory {} is no size: a number and K, M, G or T", quote(size)),
                    "--memory 4G");
    }
    if (const std::int64_t needed = memory_needed(sources); needed > *allowed) {
        throw Error(ErrorCode::limit,
                    fmt::format("this city needs about {} of memory, but --memory allows {}",
                                words_for_memory(needed), quote(size)),
                    fmt::format("--memory {}, or a smaller area", words_for_memory(needed)));
    }
    catch_exhaustion(fmt::format("more than --memory {}, or a smaller area", size));
    wall_off(*allowed);
    watch(*allowed);
}

} // namespace evengrid::io::cli
