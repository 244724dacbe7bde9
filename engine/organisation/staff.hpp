#pragma once

#include "engine/organisation/levels.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evengrid::engine {

/// How many people work in a unit, leaders of grids included.
struct UnitStaff {
    std::string unit_code;
    std::int64_t people = 0;
};

enum class Role {
    chief,  ///< leads a working group of grids; comes from the unit and is not in its number
    leader, ///< leads a grid
    staff,  ///< works in a grid
};

/// As the field `role` says it.
std::string_view words(Role role);

/// A place in the chain from chief to staff. Roles and counts only: evengrid knows no one's name.
struct Post {
    std::string post; ///< code of the group or grid, a dash, and a letter for the role
    Role role = Role::staff;
    std::int64_t people = 0; ///< who hold it
    std::string reports_to;  ///< a post; empty for a chief
    std::string unit_code;
    std::string group_code;
    std::optional<std::int64_t> grid_id; ///< none for a chief
};

struct Staffing {
    std::vector<Post> posts; ///< group by group: its chief, then the leader and staff of each grid
    std::vector<Finding> findings;
};

/// Complains about a list that names a unit that the city does not have, or one twice.
/// \throws Error (input) naming the units.
void check_staff(const City& city, const std::vector<UnitStaff>& listed);

/// Hands the workers of every unit out to its grids.
///
/// Each grid gets a leader, and of those who are left a share in proportion to its people, by
/// largest remainders (`share_people`). A unit that the list leaves out gets as many workers as its
/// people need at the ratio of all units listed. A unit with fewer workers than grids has leaders
/// in its largest grids only, which is a finding.
/// \param people_per_worker the ratio, where it is given; then the list may be empty, and no unit
/// is
///        missing from it
/// \throws Error (input) for a unit that the city does not have, one that is listed twice, and for
///         a list that is empty.
Staffing assign_staff(const City& city, const Plan& plan, const Levels& levels,
                      const std::vector<UnitStaff>& listed,
                      std::optional<std::int64_t> people_per_worker = {});

} // namespace evengrid::engine
