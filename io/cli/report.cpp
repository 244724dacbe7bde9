#include "io/cli/report.hpp"

#include "engine/error.hpp"
#include "engine/quote.hpp"
#include "io/report/report.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <memory>
#include <optional>

namespace evengrid::io::cli {

namespace {

struct Arguments {
    std::string plan;
    ReportOptions report;
    std::string language = "en";
    std::optional<std::string> extent;
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
        {"--unit", &picture.unit, "CODE",
         "the unit that the picture is of, by its code or name; the whole plan when not given"},
        {"--extent", &arguments.extent, "WEST,SOUTH,EAST,NORTH",
         "what the picture shows, in the reference system of the plan"},
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

engine::Box extent_of(const std::string& text) {
    std::array<double, 4> sides{};
    const char* at = text.data();
    const char* const end = at + text.size();
    bool is_good = true;
    for (double& side : sides) {
        const auto [behind, error] = std::from_chars(at, end, side);
        const bool is_last = &side == &sides.back();
        is_good = is_good && error == std::errc() && std::isfinite(side) &&
                  (is_last ? behind == end : behind != end && *behind == ',');
        at = is_good ? behind + 1 : end;
    }
    const engine::Box box{sides[0], sides[1], sides[2], sides[3]};
    if (!is_good || box.max_x_m <= box.min_x_m || box.max_y_m <= box.min_y_m) {
        throw engine::Error(engine::ErrorCode::usage,
                            fmt::format("--extent {} is no extent", engine::quote(text)),
                            "WEST,SOUTH,EAST,NORTH, as --extent 493000,2880000,495000,2882000");
    }
    return box;
}

/// What the picture shows is said once, and only of a picture.
void check_part(const Arguments& arguments) {
    const bool has_unit = !arguments.report.picture_options.unit.empty();
    const char* option = has_unit ? "--unit" : "--extent";
    if (has_unit && arguments.extent) {
        throw engine::Error(engine::ErrorCode::usage, "--unit and --extent exclude each other",
                            "one of them");
    }
    if ((has_unit || arguments.extent) && arguments.report.picture.empty()) {
        throw engine::Error(engine::ErrorCode::usage,
                            fmt::format("{} says what a picture shows, but none is made", option),
                            "--png FILE");
    }
}

Status run(Arguments& arguments) {
    ReportOptions& report = arguments.report;
    check_part(arguments);
    if (arguments.extent) {
        report.picture_options.extent = extent_of(*arguments.extent);
    }
    report.language = language_named(arguments.language);
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
    evengrid report plan.gpkg --png unit.png --unit 990101001001
    evengrid report plan.gpkg --manual manual.pdf --lang zh
    evengrid report plan.gpkg --qgis-project plan.gpkg)"};
}

} // namespace evengrid::io::cli
