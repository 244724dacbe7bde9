#include "engine/plan/existing.hpp"

#include "engine/blocks/fit_units.hpp"
#include "engine/error.hpp"
#include "engine/geometry/box_index.hpp"
#include "engine/geometry/geos.hpp"
#include "engine/quote.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace evengrid::engine {

namespace {

/// Tells the existing grid of a place.
class HomeFinder {
public:
    explicit HomeFinder(const City& city) : m_grounds(grounds(city)), m_finder(m_grounds) {}

    std::uint32_t at(Point place) const {
        const auto found = m_finder.at(place);
        return found.empty() ? 0 : found.front() + 1;
    }

private:
    static std::vector<MultiPolygon> grounds(const City& city) {
        std::vector<MultiPolygon> all;
        for (const ExistingGrid& grid : city.existing) {
            all.push_back(grid.ground);
        }
        return all;
    }

    std::vector<MultiPolygon> m_grounds;
    GroundFinder m_finder;
};

/// The people of a block by the existing grid they were in.
std::map<std::uint32_t, std::int64_t> people_by_home(const City& city, const Block& block,
                                                     const HomeFinder& finder) {
    std::map<std::uint32_t, std::int64_t> people;
    for (const BuildingIndex i : block.buildings) {
        const Building& building = city.buildings[index(i)];
        if (building.people > 0) {
            people[finder.at(point_inside(building.footprint))] += building.people;
        }
    }
    return people;
}

/// The group with the most people, the first of several.
std::pair<std::uint32_t, std::int64_t>
largest(const std::map<std::uint32_t, std::int64_t>& people) {
    std::pair<std::uint32_t, std::int64_t> most{0, 0};
    for (const auto& group : people) {
        most = group.second > most.second ? std::pair<std::uint32_t, std::int64_t>(group) : most;
    }
    return most;
}

} // namespace

void check_existing(const City& city, double tolerance_m) {
    const std::vector<ExistingGrid>& existing = city.existing;
    std::map<std::string, const ExistingGrid*> by_code;
    std::vector<Box> boxes;
    const auto refuse = [](const std::string& what) {
        throw Error(ErrorCode::input, "the existing plan is none: " + what,
                    "mending the layer of --existing, or --existing-code-field where the codes "
                    "stand in another field");
    };
    for (const ExistingGrid& grid : existing) {
        if (const auto [first, is_new] = by_code.emplace(grid.code, &grid); !is_new) {
            refuse(fmt::format("features {} and {} both have the code {}", first->second->src_fid,
                               grid.src_fid, quote(grid.code)));
        }
        boxes.push_back(box(grid.ground));
    }
    const BoxIndex index(boxes);
    for (std::size_t i = 0; city.existing_drawn && i < existing.size(); ++i) {
        for (const std::uint32_t j : index.meeting(boxes[i])) {
            if (j <= i) {
                continue;
            }
            for (const Polygon& both : intersection(existing[i].ground, existing[j].ground)) {
                if (width_m(area_m2(both), perimeter_m({both})) > tolerance_m) {
                    refuse(fmt::format(
                        "grids {} (feature {}) and {} (feature {}) overlap by {:.1f} m2",
                        quote(existing[i].code), existing[i].src_fid, quote(existing[j].code),
                        existing[j].src_fid, area_m2(both)));
                }
            }
        }
    }
}

std::vector<std::uint32_t> homes_of(const City& city, const Blocks& blocks) {
    std::vector<std::uint32_t> homes(blocks.blocks.size(), 0);
    if (city.existing.empty()) {
        return homes;
    }
    const HomeFinder finder(city);
    for (std::size_t i = 0; i < homes.size(); ++i) {
        const Block& block = blocks.blocks[i];
        const auto [home, people] = largest(people_by_home(city, block, finder));
        homes[i] = people > 0 ? home : finder.at(block.inside);
    }
    return homes;
}

void house_empty_blocks(std::vector<algorithms::VertexData>& vertices,
                        const std::vector<algorithms::Edge>& edges,
                        const std::vector<bool>& locked) {
    std::vector<const algorithms::Edge*> longest_first;
    for (const algorithms::Edge& edge : edges) {
        longest_first.push_back(&edge);
    }
    std::stable_sort(longest_first.begin(), longest_first.end(),
                     [](const auto* a, const auto* b) { return a->border_m > b->border_m; });
    const auto moves_in = [&](algorithms::VertexData& empty, const algorithms::VertexData& other) {
        const bool can =
            empty.home == 0 && empty.population == 0 && other.home != 0 && !locked[other.home];
        empty.home = can ? other.home : empty.home;
        return can;
    };
    const auto any_moves_in = [&](const algorithms::Edge* edge) {
        auto& u = vertices[algorithms::index(edge->u)];
        auto& v = vertices[algorithms::index(edge->v)];
        return moves_in(u, v) || moves_in(v, u);
    };
    while (std::any_of(longest_first.begin(), longest_first.end(), any_moves_in)) {
    }
}

std::vector<bool> locked_homes(const City& city) {
    std::vector<bool> locked{false};
    for (const ExistingGrid& grid : city.existing) {
        locked.push_back(grid.locked);
    }
    return locked;
}

std::vector<Finding> crossing_findings(const City& city, const Blocks& blocks) {
    if (city.existing.empty()) {
        return {};
    }
    const HomeFinder finder(city);
    std::vector<Finding> findings;
    for (const Block& block : blocks.blocks) {
        const auto people = people_by_home(city, block, finder);
        if (people.size() < 2) {
            continue;
        }
        Finding& finding = findings.emplace_back();
        finding.kind = "block in two existing grids";
        finding.severity = Severity::note;
        finding.message =
            say("block {} has people of {} existing grids; of its {}, {} are moved with the others",
                "街区 {} 的居民分属 {} 个现行网格；其 {} 人中有 {} 人随多数调整", block.block_id,
                people.size(), block.people, block.people - largest(people).second);
        finding.unit_code = city.units[index(block.unit)].code;
        finding.place = block.inside;
    }
    return findings;
}

} // namespace evengrid::engine
