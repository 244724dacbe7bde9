#include "engine/organisation/organisation.hpp"

namespace evengrid::engine {

void check_organisation(const City& city, const OrganisationOptions& options) {
    check_staff(city, options.staff);
    check_kinds(city, options.coverage.kinds);
}

Organisation organise(const City& city, Plan& plan, const OrganisationOptions& options) {
    Organisation made;
    const auto add_findings = [&](const std::vector<Finding>& findings) {
        plan.findings.insert(plan.findings.end(), findings.begin(), findings.end());
    };
    if (options.group_size) {
        made.levels = make_levels(city, plan, *options.group_size);
        if (!options.staff.empty() || options.people_per_worker) {
            made.staffing =
                assign_staff(city, plan, *made.levels, options.staff, options.people_per_worker);
            add_findings(made.staffing->findings);
        }
    }
    if (!city.points.empty() || !options.coverage.kinds.empty()) {
        made.coverage = make_coverage(city, plan, options.coverage);
        add_findings(made.coverage->findings);
    }
    return made;
}

} // namespace evengrid::engine
