#pragma once

#include "io/report/picture.hpp"

#include <string>

namespace evengrid::io {

/// What is to be made of a plan for people to look at. An empty path: not that one.
struct ReportOptions {
    std::string page;    ///< an HTML file for a browser
    std::string picture; ///< a PNG file
    PictureOptions picture_options;
    std::string manual;                    ///< a PDF file, or HTML where its name ends so
    std::string project;                   ///< a QGIS project; the plan itself: into it
    Language language = Language::english; ///< of the picture, the manual and the project
    std::string existing;       ///< layer of the grids in force before; empty: the plan's
    std::string compound_field; ///< of the buildings; empty: found by its name
    bool overwrite = false;     ///< replace what is there
};

/// Complains about targets that could not be written, before the work is done in vain.
/// \throws engine::Error (output), as `check_target`.
void check_report_targets(const std::string& plan, const ReportOptions& options);

/// Shows a plan that `write_plan` wrote. Each target is absent, old or complete, never half.
/// \throws engine::Error (input) for a file that is no plan, (output) for a target that cannot be
///         written; then that one and those after it were not.
void write_reports(const std::string& plan, const ReportOptions& options);

} // namespace evengrid::io
