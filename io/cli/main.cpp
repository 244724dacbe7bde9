#include "io/cli/graph.hpp"
#include "io/cli/run.hpp"

#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <iostream>
#include <string_view>
#include <system_error>

#include <unistd.h>

namespace {

using namespace evengrid::io::cli;

/// Becomes the program that has the libraries for geodata: beside this one, where it was installed,
/// or where it was built. The process stays the same. Returns only where there is none.
Status become_geodata_program(char** argv) {
    std::error_code unknown;
    const auto self = std::filesystem::read_symlink("/proc/self/exe", unknown);
    const auto folder = self.parent_path();
    const std::filesystem::path built = EVENGRID_GEODATA_BUILT;
    for (const auto& place :
         std::array{folder / built.filename(), folder / EVENGRID_GEODATA_INSTALLED, built}) {
        execv(place.c_str(), argv);
    }
    std::cerr << fmt::format("evengrid: its part for geodata, {}, is missing\n"
                             "  try: installing evengrid anew\nnothing was written\n",
                             built.filename().string());
    return Status::failed;
}

} // namespace

/// Bare graphs are divided here; all else needs geodata. To load the hundred libraries of GDAL
/// takes longer than to divide a small graph (docs/decisions/0012-geodata-in-its-own-program.md).
int main(int argc, char** argv) {
    const bool is_bare_graph = argc > 1 && std::string_view(argv[1]) == "graph";
    return static_cast<int>(is_bare_graph ? run(argc, argv, {graph_command()}, {})
                                          : become_geodata_program(argv));
}
