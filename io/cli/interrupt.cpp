#include "io/cli/interrupt.hpp"

#include <atomic>
#include <csignal>

namespace evengrid::io::cli {

namespace {

// A signal handler can reach nothing but what has static storage.
std::atomic<bool> end_asked_for = false;
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler may not take a lock");

extern "C" void ask_for_end(int signal) {
    end_asked_for = true;
    std::signal(signal, SIG_DFL);
}

} // namespace

void catch_interrupts() {
    std::signal(SIGINT, ask_for_end);
    std::signal(SIGTERM, ask_for_end);
}

bool interrupted() {
    return end_asked_for;
}

} // namespace evengrid::io::cli
