#include "io/cli/interrupt.hpp"

#include "io/cli/command.hpp"

#include <atomic>
#include <csignal>
#include <string_view>

#include <unistd.h>

namespace evengrid::io::cli {

namespace {

// A signal handler can reach nothing but what has static storage.
std::atomic<bool> is_put_off = false;
std::atomic<bool> end_asked_for = false;
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler may not take a lock");

// Calls nothing but what signal-safety(7) allows.
extern "C" void end(int) {
    if (is_put_off && !end_asked_for) {
        end_asked_for = true;
        return;
    }
    constexpr std::string_view message = "evengrid: interrupted\nnothing was written\n";
    [[maybe_unused]] const auto written = write(STDERR_FILENO, message.data(), message.size());
    _exit(static_cast<int>(Status::interrupted));
}

} // namespace

void catch_interrupts() {
    std::signal(SIGINT, end);
    std::signal(SIGTERM, end);
}

Uninterrupted::Uninterrupted() {
    is_put_off = true;
}

Uninterrupted::~Uninterrupted() {
    is_put_off = false;
}

bool interrupted() {
    return end_asked_for;
}

} // namespace evengrid::io::cli
