#include "io/cli/report.hpp"

#include "io/report/report.hpp"

#include <filesystem>
#include <memory>

namespace evengrid::io::cli {

namespace {

struct Arguments {
    std::string plan;
    ReportOptions report;
    std::string language = "en";
};

std::vector<Option> options_of(Arguments& arguments) {
    ReportOptions& report = arguments.report;
    PictureOptions& picture = report.picture_options;
    return {
        {"PLAN", &arguments.plan, "", "plan that evengrid partition wrote"},
        {"--html", &report.page, "FILE",
         "page for a browser; beside the plan when nothing else is asked for"},
        {"--png", &report.picture, "FILE", "picture of the plan"},
        {"--qgis-project", &report.project, "FILE",
         "QGIS project: layers in groups, styled, and a sheet to print for every grid; PLAN "
         "itself: "
         "into it"},
        {.name = "--width",
         .target = &picture.width_px,
         .value = "PIXELS",
         .help = "width of the picture",
         .at_least = 200},
        {.name = "--height",
         .target = &picture.height_px,
         .value = "PIXELS",
         .help = "height of the picture",
         .at_least = 200},
        {.name = "--dpi",
         .target = &picture.dpi,
         .value = "NUMBER",
         .help = "pixels to an inch of the picture: more makes its text larger",
         .at_least = 24},
        {"--manual", &report.manual, "FILE",
         "grid manual: a PDF with a sheet for every grid, or the same as a page: FILE.html"},
        {.name = "--lang",
         .target = &arguments.language,
         .value = "LANGUAGE",
         .help = "language of the picture, the manual and the QGIS project; the page has both",
         .choices = {"en", "zh"}},
        {"--existing", &report.existing, "LAYER",
         "the grids in force before: the page compares, the manual says who came from where"},
        {"--compound-field", &report.compound_field, "NAME",
         "field of the buildings that names their compound; chosen by its name when not given"},
        {"--overwrite", &report.overwrite, "", "replace what is there"},
    };
}

Status run(Arguments& arguments) {
    ReportOptions& report = arguments.report;
    report.language = arguments.language == "zh" ? Language::chinese : Language::english;
    if (report.page.empty() && report.picture.empty() && report.manual.empty() &&
        report.project.empty()) {
        report.page = std::filesystem::path(arguments.plan).replace_extension(".html").string();
    }
    check_report_targets(arguments.plan, report);
    write_reports(arguments.plan, report);
    return Status::done;
}

} // namespace

Command report_command() {
    const auto arguments = std::make_shared<Arguments>();
    return {"report", "show a plan in a browser, as a picture, as a manual of its grids",
            options_of(*arguments), [arguments] { return run(*arguments); },
            R"(    evengrid report plan.gpkg
    evengrid report plan.gpkg --png plan.png --width 2400 --dpi 144
    evengrid report plan.gpkg --manual manual.pdf --lang zh
    evengrid report plan.gpkg --qgis-project plan.gpkg)"};
}

} // namespace evengrid::io::cli
