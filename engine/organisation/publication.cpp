#include "engine/organisation/publication.hpp"

#include "algorithms/suppress.hpp"
#include "engine/error.hpp"
#include "engine/geometry/geos.hpp"
#include "engine/quote.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>

namespace evengrid::engine {

namespace {

constexpr std::int64_t fewest_people = 100;
constexpr std::int64_t fewest_households = 40;

std::vector<PublishedArea> grid_areas(const City& city, const Plan& plan) {
    std::vector<PublishedArea> areas;
    for (const Grid& grid : plan.grids) {
        areas.push_back({{.code = grid.code,
                          .name = grid.name,
                          .within = city.units[index(grid.unit)].code,
                          .grids = 1,
                          .people = grid.people,
                          .households = grid.households,
                          .buildings = grid.buildings,
                          .area_m2 = grid.area_m2,
                          .ground = grid.ground}});
    }
    return areas;
}

std::vector<PublishedArea> published(std::vector<LevelArea> levels) {
    std::vector<PublishedArea> areas;
    for (LevelArea& level : levels) {
        areas.push_back({std::move(level)});
    }
    return areas;
}

/// A grid as a leaf of the sums of city, streets and units.
struct Leaf {
    std::string street;
    std::string unit; ///< empty: right below the city
    Headcount count;
};

/// How leaves add up: the city, then streets and units in the order of their first leaf, then the
/// leaves. Streets are left out where no leaf has one, households where `has_households` says so.
algorithms::CountTree sums(const std::vector<Leaf>& leaves, bool has_households) {
    const bool has_streets = std::any_of(leaves.begin(), leaves.end(),
                                         [](const Leaf& leaf) { return !leaf.street.empty(); });
    algorithms::CountTree tree;
    tree.parent = {0};
    std::map<std::string, std::uint32_t> streets, units;
    const auto add = [&](std::uint32_t parent) {
        tree.parent.push_back(parent);
        return static_cast<std::uint32_t>(tree.parent.size() - 1);
    };
    for (const Leaf& leaf : leaves) {
        if (has_streets && !leaf.unit.empty() && !streets.contains(leaf.street)) {
            streets[leaf.street] = add(0);
        }
    }
    for (const Leaf& leaf : leaves) {
        if (!leaf.unit.empty() && !units.contains(leaf.unit)) {
            units[leaf.unit] = add(has_streets ? streets.at(leaf.street) : 0);
        }
    }
    const std::size_t nodes = tree.parent.size() + leaves.size();
    tree.counts.assign(has_households ? 2 : 1, std::vector<std::int64_t>(nodes, 0));
    for (const Leaf& leaf : leaves) {
        std::uint32_t node = add(leaf.unit.empty() ? 0 : units.at(leaf.unit));
        for (bool is_root = false; !is_root; node = tree.parent[node]) {
            is_root = node == 0;
            tree.counts[0][node] += leaf.count.people;
            if (has_households) {
                tree.counts[1][node] += leaf.count.households;
            }
        }
    }
    return tree;
}

Headcount count(const Grid& grid) {
    return {grid.people, grid.households, grid.buildings};
}

std::vector<Leaf> new_leaves(const City& city, const Plan& plan) {
    std::vector<Leaf> leaves;
    for (const Grid& grid : plan.grids) {
        const Unit& unit = city.units[index(grid.unit)];
        leaves.push_back({unit.street, unit.code, count(grid)});
    }
    return leaves;
}

/// The existing grids, each in the unit that most of its people are in now.
std::vector<Leaf> old_leaves(const City& city, const Plan& plan) {
    const Handover& handover = *plan.handover;
    std::vector<Leaf> leaves;
    for (const HandoverSide& old : handover.olds) {
        const HandoverCell* most = nullptr;
        for (const std::size_t i : old.cells) {
            const HandoverCell& cell = handover.cells[i];
            if (cell.to && (most == nullptr || cell.count.people > most->count.people)) {
                most = &cell;
            }
        }
        Leaf& leaf = leaves.emplace_back();
        leaf.count = old.count;
        if (most != nullptr) {
            const Unit& unit = city.units[index(plan.grids[*most->to].unit)];
            leaf.street = unit.street;
            leaf.unit = unit.code;
        }
    }
    return leaves;
}

/// Which sums of the plan to hide, also from somebody who knows the existing plan. Who was in no
/// existing grid, or is in no new one, is a leaf of its own.
std::vector<bool> hidden_sums(const City& city, const Plan& plan, bool has_households) {
    std::vector<Leaf> news = new_leaves(city, plan);
    if (!plan.handover) {
        return algorithms::suppress(sums(news, has_households));
    }
    std::vector<Leaf> olds = old_leaves(city, plan);
    const auto outside = static_cast<std::uint32_t>(olds.size());
    const auto left = static_cast<std::uint32_t>(news.size());
    olds.emplace_back();
    news.emplace_back();
    std::vector<algorithms::Flow> flows;
    for (const HandoverCell& cell : plan.handover->cells) {
        const Headcount& moved = cell.count;
        flows.push_back({static_cast<std::uint32_t>(cell.from.value_or(outside)),
                         static_cast<std::uint32_t>(cell.to.value_or(left)),
                         has_households ? std::vector{moved.people, moved.households}
                                        : std::vector{moved.people}});
        if (!cell.from) {
            olds.back().count += moved;
        }
        if (!cell.to) {
            news.back().count += moved;
        }
    }
    return algorithms::suppress(sums(news, has_households), sums(olds, has_households), flows);
}

/// Marks what is to be hidden.
void hide(const City& city, const Plan& plan, Publication& publication) {
    const std::vector<bool> hidden = hidden_sums(city, plan, publication.households > 0);
    if (hidden[0]) {
        throw Error(ErrorCode::usage,
                    fmt::format("cannot publish the plan: with {} people in {} grids every count "
                                "would tell of few people",
                                publication.people, publication.grids.size()),
                    "without --publish");
    }
    std::size_t node = 1;
    for (auto* areas : {&publication.streets, &publication.units, &publication.grids}) {
        for (PublishedArea& area : *areas) {
            area.hidden = hidden[node++];
        }
    }
}

Message share_hidden(const std::vector<PublishedArea>& areas, const Message& word) {
    return say("{} of {} {}", "{1} 个{2}中的 {0} 个",
               std::count_if(areas.begin(), areas.end(),
                             [](const PublishedArea& area) { return area.hidden; }),
               areas.size(), word);
}

void add_findings(const City& city, const Plan& plan, Publication& publication) {
    for (const Grid& grid : plan.grids) {
        const bool is_small = grid.people > 0 &&
                              (grid.people < fewest_people ||
                               (publication.households > 0 && grid.households < fewest_households));
        if (is_small) {
            const Message households = publication.households > 0
                                           ? say(" and {} households", "、{} 户", grid.households)
                                           : Message{};
            publication.findings.push_back(
                {.kind = "grid of few people",
                 .severity = Severity::warning,
                 .message = say("grid {} has {} people{}; areas that are published should have {} "
                                "people and {} households",
                                "网格 {} 有 {} 人{}；公布的区域应有 {} 人、{} 户", quote(grid.code),
                                grid.people, households, fewest_people, fewest_households),
                 .unit_code = city.units[index(grid.unit)].code,
                 .grid_id = grid.grid_id,
                 .place = point_inside(grid.ground)});
        }
    }
    publication.findings.push_back(
        {.kind = "counts hidden",
         .message = say(
             "the publication hides the counts of {}, {}{}: from 1 to {}, or such could "
             "be told from them",
             "公开版隐去 {}、{}{}的数字：其值为 1 至 {}，或可由其推出这样的值",
             share_hidden(publication.grids, {"grids", "网格"}),
             share_hidden(publication.units, {"units", "社区"}),
             publication.streets.empty()
                 ? Message{}
                 : say(" and {}", "、{}", share_hidden(publication.streets, {"streets", "街道"})),
             algorithms::smallest_shown - 1)});
}

} // namespace

Publication make_publication(const City& city, const Plan& plan) {
    Publication publication;
    publication.grids = grid_areas(city, plan);
    publication.units = published(unit_levels(city, plan));
    publication.streets = published(street_levels(city, plan));
    for (const Grid& grid : plan.grids) {
        publication.people += grid.people;
        publication.households += grid.households;
    }
    hide(city, plan, publication);
    add_findings(city, plan, publication);
    return publication;
}

} // namespace evengrid::engine
