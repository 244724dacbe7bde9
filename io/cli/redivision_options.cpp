#include "io/cli/redivision_options.hpp"

#include "engine/plan/code_template.hpp"
#include "io/city/read_lists.hpp"

namespace evengrid::io::cli {

std::vector<Option> redivision_options(RedivisionArguments& arguments, engine::PlanOptions& plan) {
    engine::OrganisationOptions& organisation = arguments.organisation;
    return joined(
        {under("Grids",
               {{.name = "--grids",
                 .target = &plan.grids,
                 .value = "NUMBER",
                 .help = "how many grids the city is to have; chosen unit by unit when not given",
                 .at_least = 1},
                {"--retired", &arguments.retired, "FILE",
                 "CSV file whose column code lists codes that no grid may get"}}),
         under(
             "Organisation",
             {{.name = "--group-size",
               .target = &organisation.group_size,
               .value = "GRIDS",
               .help = "grids of a working group, about; 3 with --staff, no groups otherwise",
               .at_least = 1},
              {"--staff", &arguments.staff, "FILE",
               "CSV file with the number of workers of every unit, to be handed out to its grids"},
              {"--required-kind", &plan.points.kinds, "KIND",
               "kind of point that every grid needs; may be given several times; any kind "
               "otherwise"},
              {.name = "--reach",
               .target = &organisation.coverage.reach_m,
               .value = "METRES",
               .help = "how far people go to a point that has room for them",
               .at_least = 0}})});
}

void read_lists(RedivisionArguments& arguments, engine::PlanOptions& plan) {
    arguments.organisation.coverage.kinds = plan.points.kinds;
    const engine::CodeTemplate code(plan.codes.code.value_or("")), name(plan.codes.name);
    if (!arguments.retired.empty()) {
        plan.codes.retired = read_retired_codes(arguments.retired);
    }
    if (!arguments.staff.empty()) {
        arguments.organisation.staff = read_staff(arguments.staff);
    }
    if (!arguments.staff.empty() || arguments.organisation.people_per_worker) {
        arguments.organisation.group_size = arguments.organisation.group_size.value_or(3);
    }
}

} // namespace evengrid::io::cli
