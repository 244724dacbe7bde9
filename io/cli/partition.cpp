#include "io/cli/partition.hpp"

#include "algorithms/parallel.hpp"
#include "engine/error.hpp"
#include "engine/plan/relaxations.hpp"
#include "engine/quote.hpp"
#include "io/cli/city_options.hpp"
#include "io/cli/command_line.hpp"
#include "io/cli/memory.hpp"
#include "io/cli/plan_summary.hpp"
#include "io/cli/progress.hpp"
#include "io/cli/redivision_options.hpp"
#include "io/cli/rule_options.hpp"
#include "io/cli/text_table.hpp"
#include "io/files/aside.hpp"
#include "io/plan/write_plan.hpp"
#include "io/plan/write_publication.hpp"
#include "io/report/report.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>

namespace evengrid::io::cli {

namespace {

struct Arguments {
    CitySources sources;
    engine::PlanOptions plan;
    std::string effort = "default";
    RuleArguments rules;
    RedivisionArguments redivision;
    WriteOptions write;
    std::string format = "gpkg";
    std::int64_t threads = 0;
    std::string memory;
    std::string publish;
    std::string report;
    std::string qgis_project;
    bool explain = false;
    bool json = false;
    bool quiet = false;
    std::string progress = "auto";
};

std::vector<Option> options_of(Arguments& arguments) {
    engine::PlanOptions& plan = arguments.plan;
    return joined({
        city_options(arguments.sources),
        rule_options(arguments.rules),
        redivision_options(arguments.redivision, plan),
        block_options(plan.blocks),
        under(
            "Existing plan",
            {
                {"--existing", &arguments.sources.existing, "LAYER",
                 "the grids in force before: those that fit are kept, and few people leave theirs"},
                {"--existing-code-field", &arguments.sources.existing_code_field, "FIELD",
                 "field of the existing grids with their codes; chosen by its name when not given"},
                {"--existing-field", &arguments.sources.existing_field, "FIELD",
                 "instead: field of the blocks, or else of the buildings, with the code of the "
                 "existing grid of each"},
                {"--lock", &arguments.sources.locks, "CODE",
                 "existing grid that must not change; may be given several times"},
            }),
        under("Ground one can walk",
              {
                  {.name = "--crossing-distance",
                   .target = &plan.graph.crossing_m,
                   .value = "METRES",
                   .help = "how near a crossing of a barrier must be to a border to lead over it",
                   .at_least = 0},
                  {"--ignore-barriers", &plan.graph.ignore_barriers, "",
                   "water, railways and motorways do not part the ground"},
              }),
        under("Search",
              {
                  {.name = "--effort",
                   .target = &arguments.effort,
                   .value = "LEVEL",
                   .help = "how long to look for a better plan",
                   .choices = {"fast", "default", "high"}},
                  {"--seed", &plan.partition.seed, "NUMBER",
                   "start of the random numbers; the same seed gives the same plan"},
                  {.name = "--threads",
                   .target = &arguments.threads,
                   .value = "NUMBER",
                   .help = "threads to work with; 0: one per core. The plan does not depend on it",
                   .at_least = 0},
                  memory_option(arguments.memory),
              }),
        under(
            "Output",
            {
                {"--output", &arguments.write.path, "PATH",
                 "where the plan goes: a file, or a folder for formats of one layer a file", true},
                {.name = "--format",
                 .target = &arguments.format,
                 .value = "FORMAT",
                 .help = "format of the plan",
                 .choices = {"gpkg", "shp", "geojson", "fgb"}},
                {"--overwrite", &arguments.write.overwrite, "", "replace what is there"},
                {"--keep-personal-fields", &arguments.write.keep_personal_fields, "",
                 "copy also fields of the buildings that seem to hold names, numbers or addresses "
                 "of persons"},
                {"--publish", &arguments.publish, "FILE",
                 "also write a GeoPackage for everyone: grids, units and streets with their "
                 "people, but no count that tells of fewer than ten"},
                {"--report", &arguments.report, "FILE",
                 "also show the plan in a page for a browser; see evengrid report"},
                {"--qgis-project", &arguments.qgis_project, "FILE",
                 "also write a QGIS project that shows the plan; see evengrid report"},
                {"--explain", &arguments.explain, "",
                 "try what would mend each unit with a grid out of bounds, one change at a time"},
                {"--json", &arguments.json, "", "print the summary as JSON"},
                {"--quiet", &arguments.quiet, "", "print no summary"},
                {.name = "--progress",
                 .target = &arguments.progress,
                 .value = "LOOK",
                 .help = "how to tell how far the run is: a bar on a terminal, or lines of JSON on "
                         "stderr",
                 .choices = {"auto", "json", "none"}},
            }),
    });
}

algorithms::Effort effort_of(const std::string& name) {
    return name == "fast"   ? algorithms::Effort::fast
           : name == "high" ? algorithms::Effort::high
                            : algorithms::Effort::standard;
}

PlanFormat format_of(const std::string& name) {
    return name == "shp"       ? PlanFormat::shapefile
           : name == "geojson" ? PlanFormat::geojson
           : name == "fgb"     ? PlanFormat::flatgeobuf
                               : PlanFormat::geopackage;
}

/// How to get the same plan again: whatever changes no plan is not said.
std::string command_of(Arguments& arguments) {
    Arguments defaults;
    return "evengrid partition" +
           typed_options(options_of(arguments), options_of(defaults),
                         {"--output", "--format", "--overwrite", "--threads", "--memory",
                          "--publish", "--report", "--qgis-project", "--json", "--quiet",
                          "--progress"}) +
           " --output plan.gpkg";
}

/// What `--report` and `--qgis-project` ask for, written in the manner of `evengrid report`.
ReportOptions report_of(const Arguments& arguments) {
    const bool is_wanted = !arguments.report.empty() || !arguments.qgis_project.empty();
    if (is_wanted && arguments.write.format != PlanFormat::geopackage) {
        throw engine::Error(
            engine::ErrorCode::usage,
            "--report and --qgis-project are made from a GeoPackage, but --format is \"" +
                arguments.format + "\"",
            "--format gpkg");
    }
    ReportOptions report;
    report.page = arguments.report;
    report.project = arguments.qgis_project;
    report.overwrite = arguments.write.overwrite;
    return report;
}

/// Complains about a publication that could not be written, before the work is done in vain.
void check_publication(const Arguments& arguments) {
    if (arguments.publish.empty()) {
        return;
    }
    check_target(arguments.publish, false, arguments.write.overwrite);
    if (std::filesystem::weakly_canonical(arguments.publish) ==
        std::filesystem::weakly_canonical(arguments.write.path)) {
        throw engine::Error(engine::ErrorCode::usage,
                            "--publish and --output name the same file " +
                                engine::quote(arguments.publish),
                            "two files: the publication has only what everyone may see");
    }
}

/// What everyone may see of the plan, where that is asked for; its findings become the plan's.
std::optional<engine::Publication> publication_of(const Arguments& arguments,
                                                  const engine::City& city, engine::Plan& plan) {
    if (arguments.publish.empty()) {
        return std::nullopt;
    }
    engine::Publication publication = engine::make_publication(city, plan);
    plan.findings.insert(plan.findings.end(), publication.findings.begin(),
                         publication.findings.end());
    return publication;
}

Status run(Arguments& arguments) {
    const auto rules = apply_rules(arguments.rules, arguments.plan,
                                   arguments.redivision.organisation, arguments.sources);
    arguments.plan.partition.effort = effort_of(arguments.effort);
    arguments.write.format = format_of(arguments.format);
    check_target(arguments.write);
    check_publication(arguments);
    keep_within(arguments.memory, arguments.sources);
    read_lists(arguments.redivision, arguments.plan);
    const ReportOptions report = report_of(arguments);
    check_report_targets(arguments.write.path, report);
    const algorithms::ThreadLimit limit(static_cast<unsigned>(arguments.threads));
    Stopwatch stopwatch;
    Progress progress(arguments.quiet && arguments.progress == "auto" ? "none"
                                                                      : arguments.progress);
    arguments.plan.progress = [&](const char* stage, double share) { progress.show(stage, share); };
    progress.show("reading", 0);
    const CityInput input = read_city(arguments.sources);
    stopwatch.lap("read");
    engine::check_organisation(input.city, arguments.redivision.organisation);
    engine::Plan plan = engine::make_plan(input.city, arguments.plan);
    std::vector<engine::TriedUnit> tried;
    if (arguments.explain) {
        progress.show("explaining", 0);
        tried = engine::try_relaxations(input.city, plan, arguments.plan);
        const auto helping = engine::relaxation_findings(input.city, tried);
        plan.findings.insert(plan.findings.end(), helping.begin(), helping.end());
    }
    const engine::Organisation organisation =
        engine::organise(input.city, plan, arguments.redivision.organisation);
    const auto publication = publication_of(arguments, input.city, plan);
    stopwatch.lap("divide");
    progress.show("writing", 0);
    Summary summary = summarise(input, plan, arguments.plan);
    summary.insert(summary.end(), rules.begin(), rules.end());
    summary.emplace_back("command", command_of(arguments));
    std::vector<engine::Finding> findings =
        write_plan(input, plan, organisation, summary, arguments.write);
    if (publication) {
        write_publication(input, *publication, arguments.publish, arguments.write.overwrite);
    }
    findings.insert(findings.begin(), plan.findings.begin(), plan.findings.end());
    if (!report.page.empty() || !report.project.empty()) {
        write_reports(arguments.write.path, report);
    }
    stopwatch.lap("write");
    progress.end();
    const Outcome outcome{input,    plan,  organisation,         arguments.plan,
                          findings, tried, arguments.write.path, stopwatch};
    if (arguments.json) {
        std::cout << summary_json(outcome);
    } else if (!arguments.quiet) {
        std::cout << for_stdout(engine::printable(summary_table(outcome)));
    }
    return keeps_rules(plan) ? Status::done : Status::rule_not_met;
}

} // namespace

Command partition_command() {
    const auto arguments = std::make_shared<Arguments>();
    return {"partition", "divide a city into grids of even population", options_of(*arguments),
            [arguments] { return run(*arguments); },
            R"(  A plan from three layers:
    evengrid partition --buildings city/buildings.shp --population-field POP \
        --units city/communities.shp --roads city/roads.shp --output plan.gpkg

  Divide anew, near the grids in force, and show the plan in a browser and in QGIS:
    evengrid partition --buildings city/buildings.shp --population-field POP \
        --units city/communities.shp --roads city/roads.shp \
        --existing city/existing_grids.shp --output anew.gpkg \
        --report anew.html --qgis-project anew.qgs)"};
}

} // namespace evengrid::io::cli
