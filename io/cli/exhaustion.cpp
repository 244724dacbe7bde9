#include "io/cli/exhaustion.hpp"

#include "io/cli/command.hpp"
#include "io/files/aside.hpp"

#include <atomic>
#include <cstddef>
#include <iostream>
#include <memory>
#include <new>
#include <utility>

#include <unistd.h>

namespace evengrid::io::cli {

namespace {

std::unique_ptr<std::byte[]> reserve; // given back so that the end has memory to work with
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
    reserve.reset();
    end_writing();
    std::cerr << "evengrid: out of memory\n  try: " + what_to_try + '\n' + what_was_written() +
                     '\n';
    _exit(static_cast<int>(Status::limit));
}

void catch_exhaustion(std::string hint) {
    constexpr std::size_t enough = 1 << 20;
    reserve = std::make_unique_for_overwrite<std::byte[]>(enough);
    what_to_try = std::move(hint);
    std::set_new_handler(end_without_memory);
}

} // namespace evengrid::io::cli
