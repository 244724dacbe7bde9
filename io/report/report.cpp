#include "io/report/report.hpp"

#include "io/files/aside.hpp"
#include "io/files/vector_target.hpp"
#include "io/files/write_file.hpp"
#include "io/plan/plan_layer.hpp"
#include "io/qgis/qgis_project.hpp"
#include "io/qgis/stored_project.hpp"
#include "io/report/existing_plan.hpp"
#include "io/report/manual.hpp"
#include "io/report/manual_page.hpp"
#include "io/report/plan_file.hpp"
#include "io/report/web_page.hpp"

#include <filesystem>

namespace evengrid::io {

namespace {

void write(const std::string& path, const std::string& bytes, bool overwrite) {
    Aside aside(path, false, overwrite);
    write_file(aside.path(), bytes);
    aside.put_in_place();
}

/// On paper, unless the name of the file is that of a page for a browser.
std::string manual(const PlanFile& plan, const std::string& path, Language language) {
    const auto extension = std::filesystem::path(path).extension();
    return extension == ".html" || extension == ".htm" ? manual_page(plan, language)
                                                       : draw_manual(plan, language, file_date());
}

/// The grids in force before: those that were asked for, or those that the plan knows.
std::string existing_layer(const std::string& plan, const std::string& given) {
    return given.empty() && has_plan_layer(plan, "existing") ? plan_layer_name(plan, "existing")
                                                             : given;
}

/// Whether the project is to go into the plan itself.
bool is_inside(const std::string& plan, const std::string& project) {
    return std::filesystem::weakly_canonical(plan) == std::filesystem::weakly_canonical(project);
}

} // namespace

void check_report_targets(const std::string& plan, const ReportOptions& options) {
    for (const std::string& target : {options.page, options.picture, options.manual}) {
        if (!target.empty()) {
            check_target(target, false, options.overwrite);
        }
    }
    if (!options.project.empty()) {
        check_target(options.project, false, options.overwrite || is_inside(plan, options.project));
    }
}

void write_reports(const std::string& plan, const ReportOptions& options) {
    PlanFile file = read_plan_file(plan, options.compound_field);
    if (const std::string existing = existing_layer(plan, options.existing); !existing.empty()) {
        add_existing_plan(file, plan, existing);
    }
    // It may be asked for what the plan has not; then nothing is written.
    const std::string picture = options.picture.empty()
                                    ? std::string()
                                    : draw_picture(file, options.picture_options, options.language);
    if (!options.page.empty()) {
        write(options.page, web_page(file), options.overwrite);
    }
    if (!options.picture.empty()) {
        write(options.picture, picture, options.overwrite);
    }
    if (!options.manual.empty()) {
        write(options.manual, manual(file, options.manual, options.language), options.overwrite);
    }
    if (!options.project.empty()) {
        const bool chinese = options.language == Language::chinese;
        const Wording wording = chinese ? Wording::chinese : Wording::english;
        const std::string project = qgis_project(plan, options.project, wording);
        if (is_inside(plan, options.project)) {
            store_project(plan, project);
        } else {
            write(options.project, project, options.overwrite);
        }
    }
}

} // namespace evengrid::io
