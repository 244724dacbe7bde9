#include "algorithms/partition.hpp"
#include "engine/error.hpp"
#include "engine/quote.hpp"
#include "io/cli/blocks.hpp"
#include "io/cli/compare.hpp"
#include "io/cli/environment.hpp"
#include "io/cli/graph.hpp"
#include "io/cli/inspect.hpp"
#include "io/cli/interrupt.hpp"
#include "io/cli/memory.hpp"
#include "io/cli/parse.hpp"
#include "io/cli/partition.hpp"
#include "io/cli/report.hpp"
#include "io/cli/sample.hpp"
#include "io/cli/validate.hpp"
#include "io/files/aside.hpp"

#include <fmt/format.h>

#include <exception>
#include <iostream>
#include <new>

namespace {

using namespace evengrid;
using io::cli::Status;

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
    std::cerr << io::what_was_written() << '\n';
    return status;
}

Status run(int argc, char** argv) {
    try {
        io::cli::catch_interrupts();
        io::cli::catch_exhaustion();
        io::cli::forget_library_settings();
        const auto parsed = io::cli::parse(argc, argv,
                                           {
                                               io::cli::inspect_command(),
                                               io::cli::blocks_command(),
                                               io::cli::partition_command(),
                                               io::cli::validate_command(),
                                               io::cli::compare_command(),
                                               io::cli::report_command(),
                                               io::cli::graph_command(),
                                               io::cli::sample_command(),
                                           });
        if (const Status* ended = std::get_if<Status>(&parsed)) {
            return *ended;
        }
        return std::get<std::function<Status()>>(parsed)();
    } catch (const engine::Error& error) {
        return fail(status_of(error.code()), error.what(), error.hint());
    } catch (const algorithms::Cancelled&) {
        return fail(Status::interrupted, "interrupted");
    } catch (const std::bad_alloc&) {
        io::cli::end_without_memory(); // thrown by a library that asks not `new` for memory
    } catch (const std::exception& error) {
        return fail(Status::failed, error.what());
    }
}

} // namespace

int main(int argc, char** argv) {
    return static_cast<int>(run(argc, argv));
}
