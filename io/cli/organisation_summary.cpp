#include "io/cli/organisation_summary.hpp"

#include "engine/quote.hpp"
#include "io/cli/text_table.hpp"
#include "io/grouped.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>

namespace evengrid::io::cli {

namespace {

std::int64_t workers(const engine::Staffing& staffing, engine::Role role) {
    std::int64_t people = 0;
    for (const engine::Post& post : staffing.posts) {
        people += post.role == role ? post.people : 0;
    }
    return people;
}

/// What the grids have of one kind of point.
struct KindTally {
    std::int64_t inhabited = 0; ///< grids that want one
    std::int64_t without = 0;   ///< of these, those that have none
    std::int64_t changed = 0;   ///< grids that got one by a change of borders
    std::int64_t demand = 0;    ///< people
    std::int64_t served = 0;
    engine::CoverageBefore before; ///< of the existing grids, if there are any
};

std::map<std::string, KindTally> by_kind(const engine::City& city, const engine::Plan& plan,
                                         const engine::Coverage& coverage) {
    std::map<std::string, KindTally> tallies;
    for (const engine::GridCoverage& of_grid : coverage.grids) {
        KindTally& tally = tallies[of_grid.kind];
        const bool wants =
            engine::wants_points(city, plan.grids[static_cast<std::size_t>(of_grid.grid_id) - 1]);
        tally.inhabited += wants ? 1 : 0;
        tally.without += wants && of_grid.points == 0 ? 1 : 0;
        tally.demand += of_grid.demand;
        tally.served += of_grid.served;
    }
    for (const engine::CoverageBefore& before : coverage.before) {
        tallies[before.kind].before = before;
    }
    for (const engine::PointChange& change : plan.point_changes) {
        if (const auto tally = tallies.find(change.kind); tally != tallies.end()) {
            ++tally->second.changed;
        }
    }
    return tallies;
}

std::int64_t points_in_grids(const engine::Coverage& coverage) {
    return std::count_if(coverage.grid_of_point.begin(), coverage.grid_of_point.end(),
                         [](const auto& grid) { return grid.has_value(); });
}

std::string coverage_rows(const engine::City& city, const engine::Plan& plan,
                          const engine::Coverage& coverage) {
    std::string table = row(
        "  points in one grid each", points_in_grids(coverage),
        fmt::format("of {}", grouped(static_cast<std::int64_t>(coverage.grid_of_point.size()))));
    for (const auto& [kind, tally] : by_kind(city, plan, coverage)) {
        std::string note = fmt::format("of {} inhabited grids", grouped(tally.inhabited));
        if (tally.before.inhabited > 0) {
            note += fmt::format("; {} of {} existing ones had one", grouped(tally.before.covered),
                                grouped(tally.before.inhabited));
        }
        if (tally.changed > 0) {
            note += fmt::format("; {} got one by a change of borders", grouped(tally.changed));
        }
        if (tally.demand > 0) {
            note += fmt::format("; {} of {} people served within reach", grouped(tally.served),
                                grouped(tally.demand));
        }
        table += row(kind.empty() ? "  with a point" : "  with " + engine::quote(kind),
                     tally.inhabited - tally.without, note);
    }
    return table;
}

} // namespace

std::string organisation_table(const engine::City& city, const engine::Plan& plan,
                               const engine::Organisation& organisation) {
    std::string table;
    if (const auto& levels = organisation.levels) {
        table += row("  working groups", static_cast<std::int64_t>(levels->groups.size()),
                     levels->streets.empty()
                         ? fmt::format("in {} units",
                                       grouped(static_cast<std::int64_t>(levels->units.size())))
                         : fmt::format("in {} units of {} streets",
                                       grouped(static_cast<std::int64_t>(levels->units.size())),
                                       grouped(static_cast<std::int64_t>(levels->streets.size()))));
    }
    if (const auto& staffing = organisation.staffing) {
        const std::int64_t leaders = workers(*staffing, engine::Role::leader);
        const std::int64_t staff = workers(*staffing, engine::Role::staff);
        table += row("  workers", leaders + staff,
                     fmt::format("{} leaders and {} staff, under {} chiefs", grouped(leaders),
                                 grouped(staff), grouped(workers(*staffing, engine::Role::chief))));
    }
    if (organisation.coverage) {
        table += coverage_rows(city, plan, *organisation.coverage);
    }
    return table.empty() ? table : "Organisation\n" + table;
}

std::string organisation_json(const engine::City& city, const engine::Plan& plan,
                              const engine::Organisation& organisation) {
    nlohmann::ordered_json json;
    if (const auto& levels = organisation.levels) {
        json["groups"] = levels->groups.size();
        json["streets"] = levels->streets.size();
    }
    if (const auto& staffing = organisation.staffing) {
        json["chiefs"] = workers(*staffing, engine::Role::chief);
        json["leaders"] = workers(*staffing, engine::Role::leader);
        json["staff"] = workers(*staffing, engine::Role::staff);
    }
    if (const auto& coverage = organisation.coverage) {
        json["points"] = coverage->grid_of_point.size();
        json["points_in_grids"] = points_in_grids(*coverage);
        json["coverage"] = nlohmann::ordered_json::array();
        for (const auto& [kind, tally] : by_kind(city, plan, *coverage)) {
            json["coverage"].push_back({{"kind", kind},
                                        {"inhabited_grids", tally.inhabited},
                                        {"grids_without", tally.without},
                                        {"existing_inhabited", tally.before.inhabited},
                                        {"existing_covered", tally.before.covered},
                                        {"border_changes", tally.changed},
                                        {"demand", tally.demand},
                                        {"served", tally.served}});
        }
    }
    return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

} // namespace evengrid::io::cli
