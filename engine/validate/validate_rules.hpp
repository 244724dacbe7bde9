#pragma once

#include "engine/geometry/box_index.hpp"
#include "engine/geometry/geos.hpp"
#include "engine/validate/validate.hpp"

#include <map>
#include <string>
#include <utility>
#include <vector>

/// What `validate_plan` is made of; nothing else needs it.
namespace evengrid::engine::validation {

using Grid = WrittenPlan::Grid;
using Block = WrittenPlan::Block;

/// A plan with ways to find things in it.
struct Indexed {
    const WrittenPlan& plan;
    double tolerance_m;
    std::map<std::int64_t, std::size_t> grid_of_id;
    std::vector<std::vector<const Block*>> blocks_of_grid;
    std::map<std::string, std::vector<const Grid*>> grids_of_unit;
    BoxIndex boxes; ///< of the grids

    Indexed(const WrittenPlan& written, double tolerance)
        : plan(written), tolerance_m(tolerance), blocks_of_grid(written.grids.size()) {
        std::vector<Box> all;
        for (std::size_t i = 0; i < plan.grids.size(); ++i) {
            grid_of_id.emplace(plan.grids[i].grid_id, i);
            grids_of_unit[plan.grids[i].unit_code].push_back(&plan.grids[i]);
            all.push_back(box(plan.grids[i].ground));
        }
        boxes = BoxIndex(all);
        for (const Block& block : plan.blocks) {
            if (const auto grid = grid_of_id.find(block.grid_id); grid != grid_of_id.end()) {
                blocks_of_grid[grid->second].push_back(&block);
            }
        }
    }

    /// Whether ground is more than a sliver that rounding leaves.
    bool is_wide(const MultiPolygon& ground) const { return engine::is_wide(ground, tolerance_m); }
};

/// A rule being tried.
class Rule {
public:
    Rule(Message rule, std::string kind, Verdict& verdict)
        : m_check{std::move(rule), 0, 0}, m_kind(std::move(kind)), m_verdict(verdict) {}
    ~Rule() { m_verdict.checks.push_back(std::move(m_check)); }
    Rule(const Rule&) = delete;
    Rule& operator=(const Rule&) = delete;

    void tried(std::size_t count = 1) { m_check.tried += static_cast<std::int64_t>(count); }

    void broken(const Grid* grid, Message message, std::optional<Point> place = {}) {
        ++m_check.broken;
        Finding& finding = m_verdict.findings.emplace_back();
        finding.kind = m_kind;
        finding.severity = Severity::error;
        finding.message = std::move(message);
        finding.place = place;
        if (grid) {
            finding.grid_id = grid->grid_id;
            finding.unit_code = grid->unit_code;
        }
    }

private:
    Check m_check;
    std::string m_kind;
    Verdict& m_verdict;
};

/// Where to look for some ground: inside of it, or at its fault where it is not valid.
inline std::optional<Point> place_of(const MultiPolygon& ground) {
    if (ground.empty()) {
        return std::nullopt;
    }
    const auto wrong = invalidity(ground);
    return wrong ? wrong->place : point_inside(ground);
}

/// \returns whether the grids and the blocks are valid, so that overlays of them have a meaning
bool try_validity(const Indexed& in, Verdict& verdict);
void try_overlaps(const Indexed& in, Verdict& verdict);
void try_tiling(const Indexed& in, Verdict& verdict);
void try_cover(const Indexed& in, Verdict& verdict);
void try_connection(const Indexed& in, Verdict& verdict);
void try_buildings(const Indexed& in, Verdict& verdict);
void try_outcomes(const Indexed& in, Verdict& verdict);

} // namespace evengrid::engine::validation
