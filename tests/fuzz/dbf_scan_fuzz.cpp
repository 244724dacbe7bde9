// A dBASE table of any bytes is scanned or refused.

#include "fuzz/memory_file.hpp"

#include "engine/error.hpp"
#include "io/files/dbf_scan.hpp"

#include <cstdlib>

using namespace evengrid;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const tests::MemoryFile file("/vsimem/fuzz.dbf", bytes, size);
    try {
        const io::DbfScan scan = io::scan_dbf(file.path());
        // A table cannot hold more records than bytes, since each has a mark of deletion.
        if (scan.records > static_cast<std::int64_t>(size) || scan.deleted > scan.records) {
            std::abort();
        }
    } catch (const engine::Error&) {
        return 0;
    }
    return 0;
}
