#include "io/cli/graph.hpp"

#include "algorithms/bottlenecks.hpp"
#include "algorithms/parallel.hpp"
#include "algorithms/partition.hpp"
#include "engine/error.hpp"
#include "engine/quote.hpp"
#include "io/files/aside.hpp"
#include "io/graph_csv.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <iostream>
#include <memory>

namespace evengrid::io::cli {

namespace {

using Json = nlohmann::ordered_json;

struct Arguments {
    std::string vertices;
    std::string edges;
    algorithms::PartitionOptions partition;
    std::optional<std::int64_t> regions;
    std::string effort = "default";
    std::string objective = "border";
    std::string start;
    std::int64_t threads = 0;
    std::string output;
    std::optional<std::string> summary;
    bool overwrite = false;
};

std::string_view words(algorithms::Reason reason) {
    switch (reason) {
    case algorithms::Reason::none:
        return "none";
    case algorithms::Reason::block_above_maximum:
        return "vertex above maximum";
    case algorithms::Reason::component_below_minimum:
        return "component below minimum";
    case algorithms::Reason::no_whole_number_of_grids:
        return "no whole number of regions";
    case algorithms::Reason::bottleneck:
        return "bottleneck";
    }
    return "none";
}

void check(const Arguments& arguments) {
    const algorithms::Bounds& bounds = arguments.partition.bounds;
    if (bounds.minimum > bounds.maximum)
        throw engine::Error(
            engine::ErrorCode::usage,
            fmt::format("--min {} is above --max {}", bounds.minimum, bounds.maximum),
            "a minimum that is not above the maximum");
    if (bounds.target && !bounds.contains(*bounds.target))
        throw engine::Error(engine::ErrorCode::usage,
                            fmt::format("--target {} is not between --min {} and --max {}",
                                        *bounds.target, bounds.minimum, bounds.maximum),
                            "a target within the bounds");
    check_target(arguments.output, false, arguments.overwrite);
    if (arguments.summary)
        check_target(*arguments.summary, false, arguments.overwrite);
}

// What came out, in the order in which people ask. Lengths in metres.
Json summary_of(const Arguments& arguments, const GraphInput& input,
                const algorithms::Partition& partition) {
    const algorithms::Graph& graph = input.graph;
    const algorithms::PartitionOptions& options = arguments.partition;
    const algorithms::Score score =
        algorithms::score(graph, partition.region_of, options.objective());
    Json out_of_bounds = Json::array();
    for (std::size_t region = 0; region < partition.regions.size(); ++region)
        if (const auto& report = partition.regions[region];
            report.reason != algorithms::Reason::none)
            out_of_bounds.push_back({{"zone", region},
                                     {"population", report.population},
                                     {"reason", words(report.reason)}});
    Json bottlenecks = Json::array();
    for (const auto& bottleneck : algorithms::bottlenecks(graph, options.bounds))
        bottlenecks.push_back({{"vertex", input.ids[index(bottleneck.vertex)]},
                               {"population", bottleneck.people},
                               {"violation", bottleneck.violation}});
    const std::size_t regions = partition.regions.size();
    Json summary;
    summary["vertices"] = graph.vertex_count();
    summary["edges"] = graph.edge_count();
    summary["population"] = graph.total_population();
    summary["regions"] = regions;
    summary["in_bounds"] = regions - out_of_bounds.size();
    summary["feasible"] = out_of_bounds.empty();
    summary["violation"] = score.violation;
    summary["out_of_bounds"] = std::move(out_of_bounds);
    summary["bottlenecks"] = std::move(bottlenecks);
    summary["cost"] = {{"total", score.cost()},
                       {"border", score.border},
                       {"deviation", score.deviation},
                       {"compactness", score.compactness}};
    summary["cut_border_m"] = score.cut_border_m;
    summary["cut_edges"] = score.cut_edges;
    summary["mean_polsby_popper"] = score.mean_compactness;
    if (partition.lower_bound)
        summary["lower_bound"] = {{"violation", partition.lower_bound->violation},
                                  {"cost", partition.lower_bound->cost},
                                  {"proven_optimal", partition.lower_bound->proven}};
    summary["moves"] = partition.moves;
    summary["options"] = {{"min", options.bounds.minimum},
                          {"max", options.bounds.maximum},
                          {"target", options.bounds.target_or_middle()},
                          {"regions", options.regions ? Json(*options.regions) : Json(nullptr)},
                          {"objective", arguments.objective},
                          {"effort", arguments.effort},
                          {"seed", options.seed}};
    return summary;
}

void write_summary(const Arguments& arguments, const Json& summary) {
    if (!arguments.summary) {
        std::cout << summary.dump(2) << '\n';
        return;
    }
    Aside aside(*arguments.summary, false, arguments.overwrite);
    std::ofstream file(aside.path());
    file << summary.dump(2) << '\n';
    file.close();
    if (!file)
        throw engine::Error(engine::ErrorCode::output,
                            fmt::format("cannot write {}", engine::quote(*arguments.summary)),
                            "check the free space on the disk");
    aside.put_in_place();
}

Status run(Arguments& arguments) {
    check(arguments);
    algorithms::PartitionOptions& options = arguments.partition;
    options.effort = arguments.effort == "fast"   ? algorithms::Effort::fast
                     : arguments.effort == "high" ? algorithms::Effort::high
                                                  : algorithms::Effort::standard;
    options.border_cost = arguments.objective == "border" ? algorithms::BorderCost::border
                                                          : algorithms::BorderCost::cut_edges;
    if (arguments.regions)
        options.regions = static_cast<std::size_t>(*arguments.regions);
    const algorithms::ThreadLimit limit(static_cast<unsigned>(arguments.threads));
    const GraphInput input = read_graph(arguments.vertices, arguments.edges);
    if (!arguments.start.empty())
        options.start = read_labels(arguments.start, input.ids);
    const algorithms::Partition partition = algorithms::partition(input.graph, options);
    const Json summary = summary_of(arguments, input, partition);
    write_labels(arguments.output, input.ids, partition.region_of, arguments.overwrite);
    write_summary(arguments, summary);
    return summary["feasible"].get<bool>() ? Status::done : Status::rule_not_met;
}

std::vector<Option> options_of(Arguments& arguments) {
    algorithms::PartitionOptions& partition = arguments.partition;
    return {
        {"--vertices", &arguments.vertices, "FILE",
         "CSV with the columns id, pop and, if known, x, y, area, ext", true},
        {"--edges", &arguments.edges, "FILE", "CSV with the columns u, v and, if known, border_len",
         true},
        {.name = "--min",
         .target = &partition.bounds.minimum,
         .value = "PEOPLE",
         .help = "fewest people of a region",
         .at_least = 0},
        {.name = "--max",
         .target = &partition.bounds.maximum,
         .value = "PEOPLE",
         .help = "most people of a region",
         .at_least = 1},
        {.name = "--target",
         .target = &partition.bounds.target,
         .value = "PEOPLE",
         .help = "wanted people of a region; half-way between the limits when not given",
         .at_least = 0},
        {.name = "--regions",
         .target = &arguments.regions,
         .value = "NUMBER",
         .help = "number of regions; chosen by the people when not given",
         .at_least = 1},
        {.name = "--objective",
         .target = &arguments.objective,
         .value = "NAME",
         .help = "what a cut costs: its length, or 1 for every edge",
         .choices = {"border", "cut-edges"}},
        {"--start", &arguments.start, "FILE",
         "CSV with the columns id, zone: a partition to improve"},
        {.name = "--effort",
         .target = &arguments.effort,
         .value = "LEVEL",
         .help = "how long to look for a better partition",
         .choices = {"fast", "default", "high"}},
        {"--seed", &partition.seed, "NUMBER",
         "start of the random numbers; the same seed gives the same labels"},
        {.name = "--threads",
         .target = &arguments.threads,
         .value = "NUMBER",
         .help = "threads to work with; 0: one per core. The labels do not depend on it",
         .at_least = 0},
        {"--output", &arguments.output, "FILE",
         "where the labels go, as CSV with the columns id, zone", true},
        {"--summary", &arguments.summary, "FILE",
         "where the JSON summary goes; stdout when not given"},
        {"--overwrite", &arguments.overwrite, "", "replace what is there"},
    };
}

} // namespace

Command graph_command() {
    const auto arguments = std::make_shared<Arguments>();
    return {"graph", "divide a bare graph from CSV files, for researchers", options_of(*arguments),
            [arguments] { return run(*arguments); },
            R"(    evengrid graph --vertices vertices.csv --edges edges.csv --min 1000 --max 2000 \
        --output regions.csv)"};
}

} // namespace evengrid::io::cli
