#include "io/report/grid_sheet.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace evengrid::io {

namespace {

/// What a boundary part is told by: the name of what is there, or else who is beyond: a grid of the
/// same unit, another unit, or nobody.
struct PartKey {
    std::string name;
    std::int64_t grid_id = 0;
    std::optional<std::size_t> unit{};
    auto operator<=>(const PartKey&) const = default;
};

/// Lengths by neighbour, for every part of one side.
using SideParts = std::map<PartKey, std::map<std::int64_t, double>>;

constexpr std::int64_t nobody = 0;

Side side_facing(double east, double north) {
    if (std::abs(east) >= std::abs(north)) {
        return east > 0 ? Side::east : Side::west;
    }
    return north > 0 ? Side::north : Side::south;
}

PartKey part_key(const std::string& name, const PlanFile::Grid& own, const PlanFile::Grid* other) {
    if (!name.empty() || other == nullptr) {
        return {name};
    }
    return other->unit == own.unit ? PartKey{{}, other->grid_id} : PartKey{{}, nobody, other->unit};
}

class Sheets {
public:
    explicit Sheets(const PlanFile& plan) : m_plan(plan), m_parts(plan.grids.size()) {
        for (std::size_t i = 0; i < plan.grids.size(); ++i) {
            m_index.emplace(plan.grids[i].grid_id, i);
            m_sheets.emplace_back().grid = &plan.grids[i];
        }
    }

    std::vector<GridSheet> make() {
        for (const auto& border : m_plan.borders) {
            add(border, border.grid_a, border.grid_b.value_or(nobody), 1);
            if (border.grid_b) {
                add(border, *border.grid_b, border.grid_a, -1);
            }
        }
        add_buildings();
        hand_out(m_plan.findings, &GridSheet::findings);
        hand_out(m_plan.handover, &GridSheet::origins);
        hand_out(m_plan.rules, &GridSheet::rules);
        hand_out(m_plan.points, &GridSheet::points);
        hand_out(m_plan.coverage, &GridSheet::without);
        add_posts();
        for (std::size_t i = 0; i < m_sheets.size(); ++i) {
            complete(m_sheets[i], m_parts[i]);
        }
        return std::move(m_sheets);
    }

private:
    /// The outermost stretch of border towards a side.
    struct Outermost {
        double reach_m = std::numeric_limits<double>::lowest();
        PartKey key;
        std::int64_t other = nobody;
    };
    struct Parts {
        std::array<SideParts, 4> sides;
        std::array<Outermost, 4> outermost;
        std::map<std::int64_t, double> neighbours;
        double length_m = 0, followed_m = 0;
    };

    GridSheet* find(const std::optional<std::int64_t>& grid_id) {
        const auto found = grid_id ? m_index.find(*grid_id) : m_index.end();
        return found == m_index.end() ? nullptr : &m_sheets[found->second];
    }

    const PlanFile::Grid* grid(std::int64_t grid_id) const {
        const auto found = m_index.find(grid_id);
        return found == m_index.end() ? nullptr : &m_plan.grids[found->second];
    }

    /// \param turn 1 where the ground of the grid is on the left of the lines, else -1
    void add(const PlanFile::Border& border, std::int64_t own, std::int64_t other, double turn) {
        const auto found = m_index.find(own);
        if (found == m_index.end()) {
            return;
        }
        Parts& parts = m_parts[found->second];
        parts.length_m += border.length_m;
        parts.neighbours[other] += border.length_m;
        if (!border.name.empty() || (border.along != "none" && border.along != "unit")) {
            parts.followed_m += border.length_m;
        }
        const PartKey key = part_key(border.name, m_plan.grids[found->second], grid(other));
        for (const engine::Line& line : border.lines) {
            for (std::size_t i = 1; i < line.size(); ++i) {
                const double dx = line[i].x_m - line[i - 1].x_m, dy = line[i].y_m - line[i - 1].y_m;
                const Side side = side_facing(turn * dy, turn * -dx);
                parts.sides[static_cast<std::size_t>(side)][key][other] += std::hypot(dx, dy);
                reach(parts,
                      {(line[i].x_m + line[i - 1].x_m) / 2, (line[i].y_m + line[i - 1].y_m) / 2},
                      key, other);
            }
        }
    }

    static void reach(Parts& parts, engine::Point place, const PartKey& key, std::int64_t other) {
        const std::array<double, 4> reach_m{place.x_m, -place.y_m, -place.x_m, place.y_m};
        for (std::size_t side = 0; side < 4; ++side) {
            Outermost& outermost = parts.outermost[side];
            if (reach_m[side] > outermost.reach_m) {
                outermost = {reach_m[side], key, other};
            }
        }
    }

    /// Puts every row on the sheet of the grid that it names.
    template <class Row>
    void hand_out(const std::vector<Row>& rows, std::vector<const Row*> GridSheet::*list) {
        for (const Row& row : rows) {
            if (GridSheet* sheet = find(row.grid_id)) {
                (sheet->*list).push_back(&row);
            }
        }
    }

    /// The posts of a grid, below the chief that its leader reports to.
    void add_posts() {
        std::map<std::string, const PlanFile::Post*> by_name;
        for (const auto& post : m_plan.posts) {
            by_name.emplace(post.post, &post);
        }
        hand_out(m_plan.posts, &GridSheet::posts);
        for (GridSheet& sheet : m_sheets) {
            const auto chief =
                sheet.posts.empty() ? by_name.end() : by_name.find(sheet.posts.front()->reports_to);
            if (chief != by_name.end()) {
                sheet.posts.insert(sheet.posts.begin(), chief->second);
            }
        }
    }

    void add_buildings() {
        std::vector<std::map<std::string, Compound>> compounds(m_sheets.size());
        for (const auto& building : m_plan.buildings) {
            const auto found = building.grid_id ? m_index.find(*building.grid_id) : m_index.end();
            if (found != m_index.end()) {
                Compound& compound = compounds[found->second][building.compound];
                compound.name = building.compound;
                compound.people += building.people;
                compound.buildings.push_back(&building);
            }
        }
        for (std::size_t i = 0; i < m_sheets.size(); ++i) {
            for (auto& [name, compound] : compounds[i]) {
                m_sheets[i].compounds.push_back(std::move(compound));
            }
        }
    }

    std::vector<BoundaryPart> told(const SideParts& side) const {
        std::vector<BoundaryPart> parts;
        double whole_m = 0;
        for (const auto& [key, by_neighbour] : side) {
            BoundaryPart part{key.name, nullptr, 0};
            double longest_m = 0;
            for (const auto& [neighbour, length_m] : by_neighbour) {
                part.length_m += length_m;
                if (length_m > longest_m) {
                    longest_m = length_m;
                    part.neighbour = grid(neighbour);
                }
            }
            whole_m += part.length_m;
            parts.push_back(std::move(part));
        }
        std::stable_sort(parts.begin(), parts.end(),
                         [](const auto& a, const auto& b) { return a.length_m > b.length_m; });
        const auto is_short = [&](const BoundaryPart& part) {
            return part.length_m < whole_m / 10 && part.length_m < 30;
        };
        parts.erase(std::remove_if(parts.begin(), parts.end(), is_short), parts.end());
        return parts;
    }

    void complete(GridSheet& sheet, const Parts& parts) const {
        for (std::size_t side = 0; side < 4; ++side) {
            const Outermost& outermost = parts.outermost[side];
            sheet.boundary[side] =
                parts.sides[side].empty()
                    ? std::vector{BoundaryPart{outermost.key.name, grid(outermost.other), 0}}
                    : told(parts.sides[side]);
        }
        sheet.followed_share = parts.length_m > 0 ? parts.followed_m / parts.length_m : 0;
        for (const auto& [neighbour, length_m] : parts.neighbours) {
            if (const PlanFile::Grid* other = grid(neighbour)) {
                sheet.neighbours.push_back({other, length_m});
            }
        }
        std::stable_sort(
            sheet.neighbours.begin(), sheet.neighbours.end(),
            [](const Neighbour& a, const Neighbour& b) { return a.length_m > b.length_m; });
        sheet.without.erase(std::remove_if(sheet.without.begin(), sheet.without.end(),
                                           [](const auto* kind) { return kind->points > 0; }),
                            sheet.without.end());
        std::stable_sort(sheet.origins.begin(), sheet.origins.end(),
                         [](const auto* a, const auto* b) { return a->people > b->people; });
        std::stable_sort(sheet.compounds.begin(), sheet.compounds.end(),
                         [](const Compound& a, const Compound& b) {
                             return std::pair(a.name.empty(), -a.people) <
                                    std::pair(b.name.empty(), -b.people);
                         });
    }

    const PlanFile& m_plan;
    std::map<std::int64_t, std::size_t> m_index; ///< of a grid by its id
    std::vector<GridSheet> m_sheets;
    std::vector<Parts> m_parts;
};

} // namespace

std::vector<GridSheet> grid_sheets(const PlanFile& plan) {
    return Sheets(plan).make();
}

} // namespace evengrid::io
