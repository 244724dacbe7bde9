#include "engine/organisation/staff.hpp"

#include "engine/error.hpp"
#include "engine/people.hpp"
#include "engine/quote.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <numeric>
#include <set>

namespace evengrid::engine {

namespace {

/// The people of every unit, by its code.
std::map<std::string, std::int64_t> people_by_unit(const City& city, const Plan& plan) {
    std::map<std::string, std::int64_t> people;
    for (const Grid& grid : plan.grids) {
        people[city.units[index(grid.unit)].code] += grid.people;
    }
    return people;
}

/// Refuses a list. \param units at fault, each once
void refuse(const std::set<std::string>& units, const char* why) {
    constexpr std::size_t most = 5;
    std::string names;
    for (auto unit = units.begin(); unit != units.end(); ++unit) {
        const auto place = static_cast<std::size_t>(std::distance(units.begin(), unit));
        if (place == most) {
            names += fmt::format(" and {} more", units.size() - most);
            break;
        }
        names += (place == 0 ? "" : ", ") + quote(*unit);
    }
    throw Error(ErrorCode::input,
                fmt::format("cannot hand out the staff of {} {}: {}",
                            units.size() == 1 ? "unit" : "units", names, why),
                "one row for every unit, with the code of the units layer");
}

std::map<std::string, std::int64_t> checked(const std::vector<UnitStaff>& listed,
                                            const std::map<std::string, std::int64_t>& people) {
    std::map<std::string, std::int64_t> workers;
    std::set<std::string> unknown, twice;
    for (const UnitStaff& row : listed) {
        if (!people.contains(row.unit_code)) {
            unknown.insert(row.unit_code);
        } else if (!workers.emplace(row.unit_code, row.people).second) {
            twice.insert(row.unit_code);
        }
    }
    if (!unknown.empty()) {
        refuse(unknown, "the city has no such unit");
    }
    if (!twice.empty()) {
        refuse(twice, "listed twice");
    }
    return workers;
}

/// How many workers there are for a person, in the units that have a number of them.
double workers_per_person(const std::map<std::string, std::int64_t>& people,
                          const std::map<std::string, std::int64_t>& workers) {
    if (workers.empty()) {
        throw Error(ErrorCode::input, "the list of staff is empty", "a row for every unit");
    }
    double served = 0, serving = 0;
    for (const auto& [unit, number] : workers) {
        served += static_cast<double>(people.at(unit));
        serving += static_cast<double>(number);
    }
    return served > 0 ? serving / served : 0;
}

/// Adds the units that the list leaves out, at a ratio. \param ratio_of who has it, for findings
void complete(const std::map<std::string, std::int64_t>& people, double per_person,
              const Message& ratio_of, std::map<std::string, std::int64_t>& workers,
              std::vector<Finding>& findings) {
    std::vector<std::string> missing;
    std::vector<double> needed;
    for (const auto& [unit, number] : people) {
        if (!workers.contains(unit)) {
            missing.push_back(unit);
            needed.push_back(static_cast<double>(number) * per_person);
        }
    }
    const auto numbers = whole_people(needed);
    for (std::size_t i = 0; i < missing.size(); ++i) {
        workers[missing[i]] = numbers[i];
        findings.push_back(
            {.kind = "staff by ratio",
             .severity = Severity::warning,
             .message = say("unit {} is not in the list of staff; {} are assumed, at "
                            "the ratio of {}",
                            "社区 {0} 不在人员名单中；按{2}的比例计为 {1} 人", quote(missing[i]),
                            numbers[i], ratio_of),
             .unit_code = missing[i]});
    }
}

/// Who works in each grid of the plan.
struct Crew {
    std::vector<std::int64_t> leaders;
    std::vector<std::int64_t> staff;
};

/// Hands the workers of one unit out.
void share(const Plan& plan, const UnitGrids& unit, std::int64_t workers, Crew& crew) {
    std::vector<std::size_t> order(unit.size());
    std::iota(order.begin(), order.end(), unit.first);
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return plan.grids[a].people > plan.grids[b].people;
    });
    for (const std::size_t grid : order) {
        crew.leaders[grid] = workers > 0 ? 1 : 0;
        workers -= crew.leaders[grid];
    }
    const bool inhabited = plan.grids[order.front()].people > 0;
    std::vector<double> weights;
    for (std::size_t i = unit.first; i < unit.last; ++i) {
        weights.push_back(inhabited ? static_cast<double>(plan.grids[i].people) : 1);
    }
    const auto shares = share_people(workers, weights);
    std::copy(shares.begin(), shares.end(),
              crew.staff.begin() + static_cast<std::ptrdiff_t>(unit.first));
}

Crew hand_out(const City& city, const Plan& plan,
              const std::map<std::string, std::int64_t>& workers, std::vector<Finding>& findings) {
    Crew crew;
    crew.leaders.resize(plan.grids.size());
    crew.staff.resize(plan.grids.size());
    for (const UnitGrids& unit : grids_by_unit(plan)) {
        const std::string& code = city.units[index(plan.grids[unit.first].unit)].code;
        const std::int64_t number = workers.at(code);
        share(plan, unit, number, crew);
        if (number < static_cast<std::int64_t>(unit.size())) {
            findings.push_back(
                {.kind = "too few staff",
                 .severity = Severity::warning,
                 .message = say("unit {} has {} workers for {} grids; the others "
                                "have no leader of their own",
                                "社区 {} 有 {} 名工作人员、{} 个网格；其余网格没有专属网格长",
                                quote(code), number, unit.size()),
                 .unit_code = code});
        }
    }
    return crew;
}

Post post(Role role, const LevelArea& group, const Grid* grid, std::int64_t people,
          std::string reports_to) {
    const char letter = role == Role::chief ? 'C' : role == Role::leader ? 'L' : 'S';
    Post made{.post = fmt::format("{}-{}", grid != nullptr ? grid->code : group.code, letter),
              .role = role,
              .people = people,
              .reports_to = std::move(reports_to),
              .unit_code = group.within,
              .group_code = group.code,
              .grid_id = std::nullopt};
    if (grid != nullptr) {
        made.grid_id = grid->grid_id;
    }
    return made;
}

} // namespace

std::string_view words(Role role) {
    switch (role) {
    case Role::chief:
        return "chief";
    case Role::leader:
        return "leader";
    case Role::staff:
        return "staff";
    }
    return "";
}

void check_staff(const City& city, const std::vector<UnitStaff>& listed) {
    std::map<std::string, std::int64_t> units;
    for (const Unit& unit : city.units) {
        units.emplace(unit.code, 0);
    }
    checked(listed, units);
}

Staffing assign_staff(const City& city, const Plan& plan, const Levels& levels,
                      const std::vector<UnitStaff>& listed,
                      std::optional<std::int64_t> people_per_worker) {
    const auto people = people_by_unit(city, plan);
    auto workers = checked(listed, people);
    Staffing staffing;
    std::vector<Finding> by_ratio;
    if (people_per_worker) {
        complete(people, 1 / static_cast<double>(*people_per_worker), {"the rules", "规则"},
                 workers, by_ratio);
    } else {
        complete(people, workers_per_person(people, workers), {"the units listed", "名单内社区"},
                 workers, by_ratio);
    }
    if (!listed.empty()) { // else nobody is missing from it
        staffing.findings = std::move(by_ratio);
    }
    const Crew crew = hand_out(city, plan, workers, staffing.findings);
    std::vector<std::vector<std::size_t>> members(levels.groups.size());
    for (std::size_t i = 0; i < plan.grids.size(); ++i) {
        members[levels.group_of_grid[i]].push_back(i);
    }
    for (std::size_t g = 0; g < members.size(); ++g) {
        const LevelArea& group = levels.groups[g];
        const Post chief = post(Role::chief, group, nullptr, 1, "");
        staffing.posts.push_back(chief);
        for (const std::size_t i : members[g]) {
            const Grid& grid = plan.grids[i];
            const Post leader = post(Role::leader, group, &grid, crew.leaders[i], chief.post);
            staffing.posts.push_back(leader);
            staffing.posts.push_back(post(Role::staff, group, &grid, crew.staff[i], leader.post));
        }
    }
    return staffing;
}

} // namespace evengrid::engine
