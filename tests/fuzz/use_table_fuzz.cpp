// A table of uses of any text is read or refused.

#include "engine/error.hpp"
#include "io/city/use_table.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include <sys/mman.h>
#include <unistd.h>

using namespace evengrid;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const int file = memfd_create("use_table", 0); // the reader takes a path
    if (file < 0 || write(file, bytes, size) != static_cast<ssize_t>(size)) {
        std::abort();
    }
    try {
        io::read_use_table("/proc/self/fd/" + std::to_string(file));
    } catch (const engine::Error&) {
        close(file);
        return 0;
    }
    close(file);
    return 0;
}
