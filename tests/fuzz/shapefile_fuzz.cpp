// A shapefile of any bytes is read or refused. An input is its members one after another, in the
// order shp, shx, dbf, prj, cpg, each after its length in four bytes, least significant first.

#include "fuzz/memory_file.hpp"

#include "engine/error.hpp"
#include "io/files/vector_source.hpp"

#include <algorithm>
#include <list>
#include <numeric>

using namespace evengrid;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    std::list<tests::MemoryFile> members;
    for (const char* extension : {"shp", "shx", "dbf", "prj", "cpg"}) {
        if (size < 4) {
            break;
        }
        std::size_t stated = 0;
        for (int i = 3; i >= 0; --i) {
            stated = stated << 8 | bytes[i];
        }
        const std::size_t length = std::min(stated, size - 4);
        members.emplace_back(std::string("/vsimem/fuzz/town.") + extension, bytes + 4, length);
        bytes += 4 + length;
        size -= 4 + length;
    }
    try {
        io::VectorSource source({"town.shp", "/vsimem/fuzz/town.shp", ""}, "");
        std::vector<std::size_t> fields(source.fields().size());
        std::iota(fields.begin(), fields.end(), std::size_t{0});
        source.read(fields, [](const io::Feature&) {});
    } catch (const engine::Error&) {
        return 0;
    }
    return 0;
}
