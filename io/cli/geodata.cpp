#include "io/cli/blocks.hpp"
#include "io/cli/compare.hpp"
#include "io/cli/graph.hpp"
#include "io/cli/inspect.hpp"
#include "io/cli/partition.hpp"
#include "io/cli/report.hpp"
#include "io/cli/run.hpp"
#include "io/cli/sample.hpp"
#include "io/cli/validate.hpp"
#include "io/versions.hpp"

/// The whole command line. `main.cpp` divides bare graphs itself; here they are for the help.
int main(int argc, char** argv) {
    using namespace evengrid::io::cli;
    return static_cast<int>(run(argc, argv,
                                {
                                    inspect_command(),
                                    blocks_command(),
                                    partition_command(),
                                    validate_command(),
                                    compare_command(),
                                    report_command(),
                                    graph_command(),
                                    sample_command(),
                                },
                                evengrid::io::versions));
}
