#include "io/cli/exhaustion.hpp"

#include "io/cli/command.hpp"
#include "io/files/aside.hpp"

#include <atomic>
#include <cstddef>
#include <iostream>
#include <new>
#include <string>
#include <utility>

#include <sys/mman.h>
#include <unistd.h>

namespace evengrid::io::cli {

namespace {

/// Given back so that the end has memory to work with. Mapped, since what is freed to the heap does
/// not serve every thread: one that came too late for a part of it gets page after page mapped.
constexpr std::size_t reserve_bytes = 4 << 20;
void* reserve = MAP_FAILED;
std::string what_to_try;

} // namespace

void end_without_memory() {
    thread_local bool is_here = false;
    if (is_here) {
        _exit(static_cast<int>(Status::limit));
    }
    is_here = true;
    static std::atomic<bool> is_ending = false;
    while (is_ending.exchange(true)) {
        pause(); // another thread ends the process
    }
    munmap(reserve, reserve_bytes);
    end_writing();
    std::cerr << "evengrid: out of memory\n  try: " + what_to_try + '\n' + what_was_written() +
                     '\n';
    _exit(static_cast<int>(Status::limit));
}

void catch_exhaustion(std::string hint) {
    if (reserve == MAP_FAILED) {
        reserve = mmap(nullptr, reserve_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS,
                       -1, 0);
    }
    what_to_try = std::move(hint);
    std::set_new_handler(end_without_memory);
}

} // namespace evengrid::io::cli
