#include "io/cli/blocks.hpp"

#include "engine/plan/plan_findings.hpp"
#include "engine/quote.hpp"
#include "io/cli/city_options.hpp"
#include "io/cli/memory.hpp"
#include "io/cli/text_table.hpp"
#include "io/plan/write_plan.hpp"

#include <fmt/format.h>

#include <iostream>
#include <memory>

namespace evengrid::io::cli {

namespace {

struct Arguments {
    CitySources sources;
    engine::BlockOptions blocks;
    std::optional<std::int64_t> most_people;
    WriteOptions write;
    std::string memory;
    bool quiet = false;
};

std::vector<Option> options_of(Arguments& arguments) {
    return joined(
        {city_options(arguments.sources), block_options(arguments.blocks),
         under("Blocks", {{.name = "--max",
                           .target = &arguments.most_people,
                           .value = "PEOPLE",
                           .help = "divide blocks of more people into cells; never when not given",
                           .at_least = 1},
                          memory_option(arguments.memory)}),
         under("Output", {{"--output", &arguments.write.path, "FILE",
                           "GeoPackage that the blocks go to", true},
                          {"--overwrite", &arguments.write.overwrite, "", "replace what is there"},
                          {"--quiet", &arguments.quiet, "", "print no summary"}})});
}

Status run(Arguments& arguments) {
    check_target(arguments.write);
    keep_within(arguments.memory, arguments.sources);
    const CityInput input = read_city(arguments.sources);
    arguments.blocks.most_people = arguments.most_people;
    const engine::Blocks blocks = engine::make_blocks(input.city, arguments.blocks);
    write_blocks(input, blocks, summarise(input, blocks), arguments.write);
    if (!arguments.quiet) {
        std::cout << row("Units", static_cast<std::int64_t>(input.city.units.size()))
                  << row("Blocks", static_cast<std::int64_t>(blocks.blocks.size()))
                  << ledger_table(engine::blocks_ledger(input.city, blocks), "in blocks");
        std::vector<engine::Finding> findings = input.city.findings;
        findings.insert(findings.end(), blocks.findings.begin(), blocks.findings.end());
        std::cout << "Findings\n" << for_stdout(findings_table(findings));
    }
    return Status::done;
}

} // namespace

Command blocks_command() {
    const auto arguments = std::make_shared<Arguments>();
    return {"blocks", "make the blocks of a city, without dividing it", options_of(*arguments),
            [arguments] { return run(*arguments); },
            R"(    evengrid blocks --buildings city/buildings.shp --units city/communities.shp \
        --roads city/roads.shp --output blocks.gpkg)"};
}

} // namespace evengrid::io::cli
