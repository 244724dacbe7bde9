#include "engine/plan/handover.hpp"

#include "algorithms/parallel.hpp"
#include "engine/blocks/whole_buildings.hpp"
#include "engine/geometry/box_index.hpp"
#include "engine/geometry/geos.hpp"

#include <algorithm>
#include <functional>
#include <limits>
#include <map>
#include <numeric>

namespace evengrid::engine {

namespace {

/// Less ground than this in common is a matter of rounding.
constexpr double least_common_m2 = 1.0;

constexpr std::size_t nowhere = std::numeric_limits<std::size_t>::max();
using Pair = std::pair<std::size_t, std::size_t>; ///< old and new grid; `nowhere` sorts last

std::optional<std::size_t> or_none(std::size_t grid) {
    return grid == nowhere ? std::nullopt : std::optional(grid);
}

BoxIndex index_of(const std::vector<HandedGrid>& grids) {
    std::vector<Box> boxes;
    for (const HandedGrid& grid : grids) {
        boxes.push_back(box(grid.ground));
    }
    return BoxIndex(boxes);
}

/// The ground that every old grid shares with new ones.
std::map<Pair, HandoverCell> common_ground(const std::vector<HandedGrid>& olds,
                                           const std::vector<HandedGrid>& news) {
    const BoxIndex index = index_of(news);
    std::vector<std::vector<HandoverCell>> rows(olds.size());
    algorithms::parallel_for(olds.size(), [&](std::size_t from) {
        for (const std::uint32_t to : index.meeting(box(olds[from].ground))) {
            HandoverCell cell{from, to, {}, intersection(olds[from].ground, news[to].ground), 0};
            cell.area_m2 = area_m2(cell.ground);
            if (cell.area_m2 >= least_common_m2) {
                rows[from].push_back(std::move(cell));
            }
        }
    });
    std::map<Pair, HandoverCell> cells;
    for (auto& row : rows) {
        for (HandoverCell& cell : row) {
            cells.emplace(Pair{*cell.from, *cell.to}, std::move(cell));
        }
    }
    return cells;
}

/// Adds the cells up, by old and by new grid.
void sum_up(Handover& handover) {
    for (std::size_t i = 0; i < handover.cells.size(); ++i) {
        const HandoverCell& cell = handover.cells[i];
        handover.total += cell.count;
        if (cell.from) {
            handover.olds[*cell.from].count += cell.count;
            handover.olds[*cell.from].cells.push_back(i);
        }
        if (cell.to) {
            handover.news[*cell.to].count += cell.count;
            handover.news[*cell.to].cells.push_back(i);
        }
        if (cell.from && !cell.to) {
            handover.left_people += cell.count.people;
        } else if (cell.to && !cell.from) {
            handover.entered_people += cell.count.people;
        }
    }
}

/// What a cell weighs in an old grid: people, or else what there is.
using Weight = std::function<double(const HandoverCell&)>;
Weight weight_in(const HandoverSide& old) {
    if (old.count.people > 0) {
        return [](const HandoverCell& cell) { return static_cast<double>(cell.count.people); };
    }
    if (old.count.buildings > 0) {
        return [](const HandoverCell& cell) { return static_cast<double>(cell.count.buildings); };
    }
    return [](const HandoverCell& cell) { return cell.area_m2; };
}

/// The largest cell of an old grid, where it lies in a new one and holds more than so much of the
/// old one; ties to the earlier.
std::optional<std::size_t> main_cell(const Handover& handover, const HandoverSide& old,
                                     double more_than) {
    const Weight weight = weight_in(old);
    double all = 0;
    std::optional<std::size_t> largest;
    for (const std::size_t i : old.cells) {
        const double own = weight(handover.cells[i]);
        all += own;
        largest = !largest || own > weight(handover.cells[*largest]) ? i : *largest;
    }
    const bool is_main = largest && handover.cells[*largest].to &&
                         weight(handover.cells[*largest]) > more_than * all;
    return is_main ? largest : std::nullopt;
}

/// Lets new grids carry on old ones, of both those that are left, by cells that hold more than so
/// much of the old one.
void carry_on(Handover& handover, double more_than) {
    std::vector<std::optional<std::size_t>> claim(handover.news.size()); ///< the best cell so far
    const auto worth = [&](std::size_t cell) {
        const HandoverCell& c = handover.cells[cell];
        return std::tuple(c.count.people, c.count.buildings, c.area_m2);
    };
    for (const HandoverSide& old : handover.olds) {
        const auto cell = main_cell(handover, old, more_than);
        if (cell && !old.other && !handover.news[*handover.cells[*cell].to].other) {
            auto& best = claim[*handover.cells[*cell].to];
            if (!best || worth(*cell) > worth(*best)) {
                best = cell;
            }
        }
    }
    for (std::size_t to = 0; to < claim.size(); ++to) {
        if (claim[to]) {
            const std::size_t from = *handover.cells[*claim[to]].from;
            handover.news[to].other = from;
            handover.olds[from].other = to;
        }
    }
}

void count_moved(Handover& handover) {
    for (const HandoverCell& cell : handover.cells) {
        const bool stays = cell.from && cell.to && handover.olds[*cell.from].other == cell.to;
        if (stays) {
            continue;
        }
        if (cell.from) {
            handover.olds[*cell.from].moved_people += cell.count.people;
        }
        if (cell.to) {
            handover.news[*cell.to].moved_people += cell.count.people;
        }
        if (cell.from && cell.to) {
            handover.moved_people += cell.count.people;
        }
    }
}

/// Number of cells of an old or new grid that count for something in it.
std::size_t parts(const Handover& handover, const HandoverSide& side) {
    const Weight weight = weight_in(side);
    return static_cast<std::size_t>(
        std::count_if(side.cells.begin(), side.cells.end(),
                      [&](std::size_t i) { return weight(handover.cells[i]) > 0; }));
}

Fate fate_of(const Handover& handover, const HandoverSide& old, const std::string& code,
             const std::vector<HandedGrid>& news) {
    const bool is_in_new = std::any_of(old.cells.begin(), old.cells.end(), [&](std::size_t i) {
        return handover.cells[i].to.has_value();
    });
    if (!is_in_new) {
        return Fate::left_out;
    }
    const bool whole = parts(handover, old) == 1;
    if (!old.other) {
        return whole ? Fate::merged : Fate::split;
    }
    if (!whole) {
        return Fate::trimmed;
    }
    const HandoverSide& next = handover.news[*old.other];
    if (next.moved_people > 0 || (old.count.people == 0 && parts(handover, next) > 1)) {
        return Fate::grown;
    }
    return news[*old.other].code == code ? Fate::kept : Fate::renamed;
}

/// What is handed over within a unit.
struct UnitTotals {
    std::map<std::size_t, std::int64_t> people_of_old;
    std::int64_t people = 0;
    std::int64_t largest = 0; ///< people of a new grid
    std::size_t grids = 0;

    std::int64_t least_moved() const {
        std::vector<std::int64_t> stay;
        for (const auto& [old, in_it] : people_of_old) {
            stay.push_back(std::min(in_it, largest));
        }
        std::sort(stay.begin(), stay.end(), std::greater<>());
        stay.resize(std::min(stay.size(), grids));
        return people - std::accumulate(stay.begin(), stay.end(), std::int64_t{0});
    }
};

std::int64_t least_moved(const Handover& handover, const std::vector<HandedGrid>& news) {
    std::map<std::size_t, UnitTotals> units;
    for (std::size_t i = 0; i < news.size(); ++i) {
        UnitTotals& unit = units[news[i].unit];
        unit.largest = std::max(unit.largest, handover.news[i].count.people);
        ++unit.grids;
    }
    for (const HandoverCell& cell : handover.cells) {
        if (cell.from && cell.to) {
            UnitTotals& unit = units[news[*cell.to].unit];
            unit.people_of_old[*cell.from] += cell.count.people;
            unit.people += cell.count.people;
        }
    }
    std::int64_t least = 0;
    for (const auto& [name, unit] : units) {
        least += unit.least_moved();
    }
    return least;
}

} // namespace

Headcount& Headcount::operator+=(const Headcount& other) {
    people += other.people;
    households += other.households;
    buildings += other.buildings;
    return *this;
}

std::string_view words(Fate fate) {
    switch (fate) {
    case Fate::kept:
        return "kept";
    case Fate::renamed:
        return "renamed";
    case Fate::grown:
        return "grown";
    case Fate::trimmed:
        return "trimmed";
    case Fate::merged:
        return "merged";
    case Fate::split:
        return "split";
    case Fate::left_out:
        return "left out";
    }
    return "";
}

std::vector<std::optional<std::size_t>> grids_of(const std::vector<Inhabited>& inhabited,
                                                 const std::vector<HandedGrid>& grids) {
    std::vector<const MultiPolygon*> footprints;
    for (const Inhabited& thing : inhabited) {
        footprints.push_back(&thing.footprint);
    }
    std::vector<Tile> tiles;
    for (const HandedGrid& grid : grids) {
        tiles.push_back({grid.ground});
    }
    std::vector<std::optional<std::size_t>> found;
    for (const Footing& footing : footings(footprints, tiles)) {
        found.push_back(footing.on.empty() ? std::nullopt
                                           : std::optional<std::size_t>(footing.tile()));
    }
    return found;
}

Handover make_handover(const std::vector<HandedGrid>& olds, const std::vector<HandedGrid>& news,
                       const std::vector<Inhabited>& inhabited,
                       const std::vector<std::optional<std::size_t>>& new_of) {
    std::map<Pair, HandoverCell> cells = common_ground(olds, news);
    const auto from = grids_of(inhabited, olds);
    const auto to = new_of.empty() ? grids_of(inhabited, news) : new_of;
    for (std::size_t i = 0; i < inhabited.size(); ++i) {
        const Pair pair{from[i].value_or(nowhere), to[i].value_or(nowhere)};
        HandoverCell& cell = cells[pair];
        cell.from = or_none(pair.first);
        cell.to = or_none(pair.second);
        cell.count += inhabited[i].count;
    }
    Handover handover;
    handover.olds.resize(olds.size());
    handover.news.resize(news.size());
    for (auto& [pair, cell] : cells) {
        handover.cells.push_back(std::move(cell));
    }
    sum_up(handover);
    for (const double more_than : {0.5, 0.0}) {
        carry_on(handover, more_than);
    }
    count_moved(handover);
    for (std::size_t i = 0; i < olds.size(); ++i) {
        handover.olds[i].fate = fate_of(handover, handover.olds[i], olds[i].code, news);
    }
    handover.least_moved_people = least_moved(handover, news);
    return handover;
}

std::vector<GridOverlap> grid_overlaps(const std::vector<HandedGrid>& grids) {
    const BoxIndex index = index_of(grids);
    std::vector<std::vector<GridOverlap>> rows(grids.size());
    algorithms::parallel_for(grids.size(), [&](std::size_t a) {
        const PreparedGround prepared(grids[a].ground);
        for (const std::uint32_t b : index.meeting(box(grids[a].ground))) {
            if (b > a && prepared.covered_m2(grids[b].ground) >= least_common_m2) {
                const MultiPolygon common = intersection(grids[a].ground, grids[b].ground);
                rows[a].push_back({a, b, area_m2(common), point_inside(common)});
            }
        }
    });
    std::vector<GridOverlap> overlaps;
    for (const auto& row : rows) {
        overlaps.insert(overlaps.end(), row.begin(), row.end());
    }
    return overlaps;
}

} // namespace evengrid::engine
