#include "io/cli/commands.hpp"

#include "io/cli/blocks.hpp"
#include "io/cli/compare.hpp"
#include "io/cli/graph.hpp"
#include "io/cli/inspect.hpp"
#include "io/cli/partition.hpp"
#include "io/cli/report.hpp"
#include "io/cli/sample.hpp"
#include "io/cli/validate.hpp"

namespace evengrid::io::cli {

std::vector<Command> all_commands() {
    return {inspect_command(), blocks_command(), partition_command(), validate_command(),
            compare_command(), report_command(), graph_command(),     sample_command()};
}

} // namespace evengrid::io::cli
