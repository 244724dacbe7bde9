#include "io/cli/run.hpp"

#include "algorithms/partition.hpp"
#include "engine/error.hpp"
#include "engine/quote.hpp"
#include "io/cli/environment.hpp"
#include "io/cli/exhaustion.hpp"
#include "io/cli/interrupt.hpp"
#include "io/cli/parse.hpp"
#include "io/files/aside.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <exception>
#include <iostream>
#include <new>
#include <string_view>
#include <vector>

#include <malloc.h>
#include <sys/mman.h>

namespace evengrid::io::cli {

namespace {

Status status_of(engine::ErrorCode code) {
    switch (code) {
    case engine::ErrorCode::failed:
        return Status::failed;
    case engine::ErrorCode::usage:
        return Status::usage;
    case engine::ErrorCode::input:
        return Status::input;
    case engine::ErrorCode::crs:
        return Status::crs;
    case engine::ErrorCode::output:
        return Status::output;
    case engine::ErrorCode::limit:
        return Status::limit;
    }
    return Status::failed;
}

Status fail(Status status, std::string_view message, std::string_view hint = {}) {
    std::cerr << fmt::format("evengrid: {}\n", engine::printable(message));
    if (!hint.empty()) {
        std::cerr << fmt::format("  try: {}\n", engine::printable(hint));
    }
    std::cerr << what_was_written() << '\n';
    return status;
}

/// Lets the program keep small buffers that it frees and give back large ones at once. A search
/// takes the same few buffers at every level, whose pages the system would clear anew each time: a
/// twentieth of the time of a small graph. The C library's own rule moves with what was freed last,
/// and kept a quarter more memory with a million vertices.
void keep_small_buffers() {
    constexpr int large = 8 << 20;
    mallopt(M_MMAP_THRESHOLD, large);
    mallopt(M_TRIM_THRESHOLD, large);
    mallopt(M_TOP_PAD, large / 8);
}

/// Asks the system for the memory of a small graph at once. A page that is asked for alone costs up
/// to fifteen times as much, on virtual machines 20 microseconds: a tenth of the time of such a
/// graph. A system that cannot do so gives the pages one by one.
void take_memory_ahead() {
    constexpr std::size_t page = 4096;
    constexpr std::size_t bytes = 3 << 20; // of 4,000 vertices
    void* const block = std::aligned_alloc(page, bytes);
    if (block != nullptr)
        madvise(block, bytes, MADV_POPULATE_WRITE);
    std::free(block);
}

} // namespace

Status run(int argc, char** argv, const std::vector<Command>& commands, const Versions& versions) {
    try {
        keep_small_buffers();
        take_memory_ahead();
        catch_interrupts();
        catch_exhaustion();
        forget_library_settings();
        const auto parsed = parse(argc, argv, commands, versions);
        if (const Status* ended = std::get_if<Status>(&parsed)) {
            return *ended;
        }
        return std::get<std::function<Status()>>(parsed)();
    } catch (const engine::Error& error) {
        return fail(status_of(error.code()), error.what(), error.hint());
    } catch (const algorithms::Cancelled&) {
        return fail(Status::interrupted, "interrupted");
    } catch (const std::bad_alloc&) {
        end_without_memory(); // thrown by a library that asks not `new` for memory
    } catch (const std::exception& error) {
        return fail(Status::failed, error.what());
    }
}

} // namespace evengrid::io::cli
