#pragma once

#include "engine/organisation/coverage.hpp"
#include "engine/organisation/levels.hpp"
#include "engine/organisation/staff.hpp"

#include <optional>
#include <vector>

namespace evengrid::engine {

struct OrganisationOptions {
    /// How many grids one chief has, about; no levels when not given.
    std::optional<std::int64_t> group_size;
    std::vector<UnitStaff> staff; ///< needs levels; none when empty and there is no ratio
    /// People that one worker is for, in units that the list leaves out.
    std::optional<std::int64_t> people_per_worker;
    CoverageOptions coverage; ///< where the city has points, or kinds of them are required
};

/// What a plan is run with: who leads what, who works where, and what serves whom.
struct Organisation {
    std::optional<Levels> levels;
    std::optional<Staffing> staffing;
    std::optional<Coverage> coverage;
};

/// Complains about lists that do not fit the city, before it is divided.
/// \throws Error (input, usage) as `check_staff` and `check_kinds`.
void check_organisation(const City& city, const OrganisationOptions& options);

/// Organises the grids of a plan. The findings of all parts are added to those of the plan.
Organisation organise(const City& city, Plan& plan, const OrganisationOptions& options);

} // namespace evengrid::engine
