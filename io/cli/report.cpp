#include "io/cli/report.hpp"

#include "io/report/report.hpp"

#include <filesystem>
#include <memory>

namespace evengrid::io::cli {

namespace {

struct Arguments {
    std::string plan;
    ReportOptions report;
};

std::vector<Option> options_of(Arguments& arguments) {
    ReportOptions& report = arguments.report;
    return {
        {"PLAN", &arguments.plan, "", "plan that evengrid partition wrote"},
        {"--html", &report.page, "FILE",
         "page for a browser; beside the plan when nothing else is asked for"},
        {"--compound-field", &report.compound_field, "NAME",
         "field of the buildings that names their compound; chosen by its name when not given"},
        {"--overwrite", &report.overwrite, "", "replace what is there"},
    };
}

Status run(Arguments& arguments) {
    ReportOptions& report = arguments.report;
    if (report.page.empty()) {
        report.page = std::filesystem::path(arguments.plan).replace_extension(".html").string();
    }
    check_report_targets(report);
    write_reports(arguments.plan, report);
    return Status::done;
}

} // namespace

Command report_command() {
    const auto arguments = std::make_shared<Arguments>();
    return {"report", "show a plan in a browser", options_of(*arguments),
            [arguments] { return run(*arguments); }};
}

} // namespace evengrid::io::cli
