#include "engine/organisation/coverage.hpp"

#include "algorithms/transport.hpp"
#include "engine/blocks/fit_units.hpp"
#include "engine/error.hpp"
#include "engine/plan/cover_points.hpp"
#include "engine/quote.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace evengrid::engine {

namespace {

/// The centre of the people of a grid, or of its ground where nobody lives.
Point centre_of(const Grid& grid, const Blocks& blocks) {
    if (grid.people == 0) {
        return centroid(grid.ground);
    }
    Point centre;
    for (const BlockIndex i : grid.blocks) {
        const Block& block = blocks.blocks[index(i)];
        const double share = static_cast<double>(block.people) / static_cast<double>(grid.people);
        centre.x_m += share * block.inside.x_m;
        centre.y_m += share * block.inside.y_m;
    }
    return centre;
}

Message described(const ServicePoint& point) {
    return point.name.empty()
               ? say("feature {}", "要素 {}", point.src_fid)
               : say("{} (feature {})", "{}（要素 {}）", quote(point.name), point.src_fid);
}

/// One kind of point and the grids that need it.
class KindCoverage {
public:
    KindCoverage(const City& city, const Plan& plan, const std::vector<Point>& centres,
                 std::string kind)
        : m_city(city), m_plan(plan), m_centres(centres), m_kind(std::move(kind)) {
        for (std::size_t i = 0; i < city.points.size(); ++i) {
            if (is_of_kind(city.points[i], m_kind)) {
                m_points.push_back(i);
            }
        }
    }

    void count(double reach_m, Coverage& coverage) const {
        const std::size_t first = coverage.grids.size();
        for (std::size_t i = 0; i < m_plan.grids.size(); ++i) {
            coverage.grids.push_back(of_grid(i, coverage));
        }
        dock(reach_m, first, coverage);
        for (std::size_t i = first; i < coverage.grids.size(); ++i) {
            add_findings(coverage.grids[i], coverage.findings);
        }
    }

private:
    GridCoverage of_grid(std::size_t grid, const Coverage& coverage) const {
        GridCoverage made;
        made.grid_id = m_plan.grids[grid].grid_id;
        made.kind = m_kind;
        for (const std::size_t point : m_points) {
            made.points += coverage.grid_of_point[point] == made.grid_id ? 1 : 0;
            const double m = distance_m(m_centres[grid], m_city.points[point].place);
            if (!made.nearest || m < made.nearest_m) {
                made.nearest = point;
                made.nearest_m = m;
            }
        }
        return made;
    }

    /// Shares the capacity of the points out among the grids within reach.
    void dock(double reach_m, std::size_t first, Coverage& coverage) const {
        std::vector<std::size_t> serving;
        std::vector<std::int64_t> supplies, demands;
        for (const std::size_t point : m_points) {
            if (m_city.points[point].capacity) {
                serving.push_back(point);
                supplies.push_back(*m_city.points[point].capacity);
            }
        }
        if (serving.empty()) {
            return;
        }
        std::vector<algorithms::Route> routes;
        for (std::size_t grid = 0; grid < m_plan.grids.size(); ++grid) {
            demands.push_back(m_plan.grids[grid].people);
            for (std::size_t s = 0; s < serving.size(); ++s) {
                const double m = distance_m(m_centres[grid], m_city.points[serving[s]].place);
                if (m <= reach_m) {
                    routes.push_back({static_cast<std::uint32_t>(s),
                                      static_cast<std::uint32_t>(grid), std::llround(m)});
                }
            }
        }
        const auto carried = algorithms::transport(supplies, demands, routes);
        for (std::size_t grid = 0; grid < demands.size(); ++grid) {
            coverage.grids[first + grid].demand = demands[grid];
            coverage.grids[first + grid].served = demands[grid] - carried.unmet[grid];
        }
        for (const algorithms::Shipment& shipment : carried.shipments) {
            const algorithms::Route& route = routes[shipment.route];
            coverage.dockings.push_back({m_plan.grids[route.demand].grid_id, serving[route.supply],
                                         shipment.amount, static_cast<double>(route.cost)});
        }
    }

    void add_findings(const GridCoverage& grid, std::vector<Finding>& findings) const {
        const Grid& place = m_plan.grids[static_cast<std::size_t>(grid.grid_id) - 1];
        const auto add = [&](const char* kind, Message message) {
            findings.push_back({.kind = kind,
                                .severity = Severity::warning,
                                .message = std::move(message),
                                .unit_code = m_city.units[index(place.unit)].code,
                                .grid_id = grid.grid_id,
                                .place = m_centres[static_cast<std::size_t>(grid.grid_id) - 1]});
        };
        if (grid.points == 0 && wants_points(m_city, place)) {
            add("grid without point",
                say("grid {} with {} people has no {}; {}{}", "网格 {} 有 {} 人，但无{}；{}{}",
                    quote(place.code), place.people, point_of(m_kind), nearest_in_words(grid),
                    offer_for(grid)));
        }
        if (grid.served < grid.demand) {
            add("demand not met",
                say("{} of {} people of grid {} find no {} with room within reach",
                    "网格 {2} 的 {1} 人中，有 {0} 人在可及范围内找不到有余量的{3}",
                    grid.demand - grid.served, grid.demand, quote(place.code), point_of(m_kind)));
        }
    }

    /// The nearest candidate, or that there is none.
    Message nearest_in_words(const GridCoverage& grid) const {
        return grid.nearest ? say("the nearest is {}, {:.0f} m away as the crow flies",
                                  "最近的是{}，直线距离 {:.0f} m",
                                  described(m_city.points[*grid.nearest]), grid.nearest_m)
                            : say("there is none in the city", "全市均无");
    }

    /// The border change that would mend it, where there is one.
    Message offer_for(const GridCoverage& grid) const {
        const auto offer = std::find_if(
            m_plan.point_offers.begin(), m_plan.point_offers.end(), [&](const PointChange& change) {
                return change.to == grid.grid_id && change.kind == m_kind;
            });
        return offer == m_plan.point_offers.end()
                   ? Message{}
                   : say("; {}", "；{}", offer_in_words(m_plan, *offer));
    }

    const City& m_city;
    const Plan& m_plan;
    const std::vector<Point>& m_centres;
    std::string m_kind;
    std::vector<std::size_t> m_points;
};

/// The grid of every point, that of the block it stands on; those in none are findings.
void place_points(const City& city, const Plan& plan, Coverage& coverage) {
    const auto block_of = blocks_of_points(city, plan.blocks);
    for (std::size_t i = 0; i < block_of.size(); ++i) {
        if (block_of[i]) {
            coverage.grid_of_point.emplace_back(plan.grid_of_block[index(*block_of[i])]);
            continue;
        }
        const ServicePoint& point = city.points[i];
        coverage.grid_of_point.emplace_back(std::nullopt);
        coverage.findings.push_back({.kind = "point outside every unit",
                                     .severity = Severity::warning,
                                     .message = say("the point {} lies in no grid",
                                                    "服务点{}不在任何网格内", described(point)),
                                     .source = city.sources.points,
                                     .src_fid = point.src_fid,
                                     .place = point.place});
    }
}

std::vector<CoverageBefore> coverage_before(const City& city, const Plan& plan,
                                            const std::vector<std::string>& kinds) {
    if (!plan.handover) {
        return {};
    }
    std::vector<MultiPolygon> grounds;
    for (const ExistingGrid& grid : city.existing) {
        grounds.push_back(grid.ground);
    }
    const GroundFinder existing(grounds);
    std::vector<CoverageBefore> before;
    for (const std::string& kind : kinds) {
        std::set<std::uint32_t> covered;
        for (const ServicePoint& point : city.points) {
            if (is_of_kind(point, kind)) {
                const auto here = existing.at(point.place);
                covered.insert(here.begin(), here.end());
            }
        }
        CoverageBefore& of_kind = before.emplace_back(CoverageBefore{.kind = kind});
        for (std::uint32_t i = 0; i < grounds.size(); ++i) {
            if (plan.handover->olds[i].count.people > 0) {
                ++of_kind.inhabited;
                of_kind.covered += covered.contains(i) ? 1 : 0;
            }
        }
    }
    return before;
}

} // namespace

void check_kinds(const City& city, const std::vector<std::string>& kinds) {
    std::set<std::string> known;
    for (const ServicePoint& point : city.points) {
        known.insert(point.kind);
    }
    std::string names;
    for (const std::string& kind : known) {
        names += (names.empty() ? "" : ", ") + quote(kind);
    }
    for (const std::string& kind : kinds) {
        if (!known.contains(kind)) {
            throw Error(
                ErrorCode::usage,
                fmt::format("no point is of the kind {} (kinds: {})", quote(kind), names),
                "--points with a layer that has them, and --required-kind with one of its kinds");
        }
    }
}

bool wants_points(const City& city, const Grid& grid) {
    return grid.people > 0 && !is_exclusive(city, grid);
}

Coverage make_coverage(const City& city, const Plan& plan, const CoverageOptions& options) {
    check_kinds(city, options.kinds);
    Coverage coverage;
    place_points(city, plan, coverage);
    std::vector<Point> centres;
    for (const Grid& grid : plan.grids) {
        centres.push_back(centre_of(grid, plan.blocks));
    }
    const std::vector<std::string> kinds =
        options.kinds.empty() ? std::vector<std::string>{""} : options.kinds;
    for (const std::string& kind : kinds) {
        KindCoverage(city, plan, centres, kind).count(options.reach_m, coverage);
    }
    coverage.before = coverage_before(city, plan, kinds);
    return coverage;
}

} // namespace evengrid::engine
