#include "io/cli/commands.hpp"
#include "io/cli/run.hpp"
#include "io/versions.hpp"

/// The whole command line. `main.cpp` divides bare graphs itself; here they are for the help.
int main(int argc, char** argv) {
    using namespace evengrid::io::cli;
    return static_cast<int>(run(argc, argv, all_commands(), evengrid::io::versions));
}
