// A rule pack of any text is read or refused.

#include "engine/error.hpp"
#include "io/city/rule_pack.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include <sys/mman.h>
#include <unistd.h>

using namespace evengrid;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const int file = memfd_create("rule_pack", 0); // the reader takes a path
    if (file < 0 || write(file, bytes, size) != static_cast<ssize_t>(size)) {
        std::abort();
    }
    try {
        io::read_rules("/proc/self/fd/" + std::to_string(file));
    } catch (const engine::Error&) {
        close(file);
        return 0;
    }
    close(file);
    return 0;
}
