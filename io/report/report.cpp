#include "io/report/report.hpp"

#include "io/files/aside.hpp"
#include "io/files/vector_target.hpp"
#include "io/files/write_file.hpp"
#include "io/qgis/qgis_project.hpp"
#include "io/report/existing_plan.hpp"
#include "io/report/manual.hpp"
#include "io/report/plan_file.hpp"
#include "io/report/web_page.hpp"

namespace evengrid::io {

namespace {

void write(const std::string& path, const std::string& bytes, bool overwrite) {
    Aside aside(path, false, overwrite);
    write_file(aside.path(), bytes);
    aside.put_in_place();
}

} // namespace

void check_report_targets(const ReportOptions& options) {
    for (const std::string& target :
         {options.page, options.picture, options.manual, options.project}) {
        if (!target.empty()) {
            check_target(target, false, options.overwrite);
        }
    }
}

void write_reports(const std::string& plan, const ReportOptions& options) {
    PlanFile file = read_plan_file(plan, options.compound_field);
    if (!options.existing.empty()) {
        add_existing_plan(file, plan, options.existing);
    }
    if (!options.page.empty()) {
        write(options.page, web_page(file), options.overwrite);
    }
    if (!options.picture.empty()) {
        write(options.picture, draw_picture(file, options.picture_options, options.language),
              options.overwrite);
    }
    if (!options.manual.empty()) {
        write(options.manual, draw_manual(file, options.language, file_date()), options.overwrite);
    }
    if (!options.project.empty()) {
        const bool chinese = options.language == Language::chinese;
        const Wording wording = chinese ? Wording::chinese : Wording::english;
        write(options.project, qgis_project(plan, options.project, wording), options.overwrite);
    }
}

} // namespace evengrid::io
