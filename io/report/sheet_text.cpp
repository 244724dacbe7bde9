#include "io/report/sheet_text.hpp"

#include "io/grouped.hpp"
#include "io/report/boundary_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace evengrid::io {

namespace {

using Look = SheetLine::Look;

/// Whole from 100 on, else with up to two decimals.
std::string figure(double number) {
    return std::abs(number) >= 100 ? grouped(std::llround(number))
                                   : fmt::format("{:g}", std::round(number * 100) / 100);
}

/// About how many lines a list takes in a column.
std::size_t lines_of(const SheetSection& section) {
    constexpr std::size_t line_bytes = 65;
    std::size_t lines = 2; // its heading
    for (const SheetLine& line : section.lines) {
        lines += 1 + (line.right.empty() ? line.text.size() / line_bytes : 0);
    }
    return lines;
}

std::size_t lines_of(const std::vector<SheetSection>& sections) {
    std::size_t lines = 0;
    for (const SheetSection& section : sections) {
        lines += lines_of(section);
    }
    return lines;
}

/// Moves lists from the end of the left column to the right one where that makes the sheet shorter.
void share_out(SheetText& text) {
    while (text.left.size() > 1 &&
           lines_of(text.right) + lines_of(text.left.back()) < lines_of(text.left)) {
        text.right.insert(text.right.begin(), std::move(text.left.back()));
        text.left.pop_back();
    }
}

class Words {
public:
    Words(const PlanFile& plan, const GridSheet& sheet, const Speech& say)
        : m_plan(plan), m_sheet(sheet), m_grid(*sheet.grid), m_say(say) {}

    SheetText make() const {
        const PlanFile::Unit& unit = m_plan.units[m_grid.unit];
        SheetText text;
        text.code = m_grid.code;
        text.name = m_grid.name == m_grid.code ? "" : m_grid.name;
        text.unit = unit.name.empty() ? unit.code : unit.name + "  " + unit.code;
        text.facts = facts();
        text.verdict = verdict();
        for (SheetSection section :
             {boundary(), neighbours(), posts(), points(), rules(), origins(), findings()}) {
            if (!section.lines.empty()) {
                text.left.push_back(std::move(section));
            }
        }
        if (!m_sheet.compounds.empty()) {
            text.right.push_back(buildings());
        }
        share_out(text);
        return text;
    }

private:
    std::string say(std::string_view english, std::string_view chinese) const {
        return std::string(m_say(english, chinese));
    }

    std::vector<std::pair<std::string, std::string>> facts() const {
        const std::string area = m_grid.area_m2 < 1e5
                                     ? grouped(std::llround(m_grid.area_m2)) + " m²"
                                     : fmt::format("{:.2f} km²", m_grid.area_m2 / 1e6);
        return {
            {say("People", "人口"), grouped(m_grid.people)},
            {say("Households", "户数"), m_grid.households > 0 ? grouped(m_grid.households) : "–"},
            {say("Buildings", "建筑物"), grouped(m_grid.buildings)},
            {say("Area", "面积"), area},
            {say("Compactness", "紧凑度"), fmt::format("{:.2f}", m_grid.compactness)}};
    }

    std::string verdict() const {
        const std::string range =
            fmt::format("{}–{}", grouped(m_plan.bounds.minimum), grouped(m_plan.bounds.maximum));
        return m_grid.in_bounds
                   ? fmt::format("✓ {} {}", m_say("within the bounds of", "符合范围"), range)
                   : fmt::format("✗ {} {}: {}", m_say("out of the bounds of", "超出范围"), range,
                                 reason_words(m_grid.reason, m_say));
    }

    SheetSection boundary() const {
        SheetSection section{say("Boundary", "四至"), {}};
        for (const Side side : told_sides(m_say.language)) {
            const auto& parts = m_sheet.boundary[static_cast<std::size_t>(side)];
            section.lines.push_back({fmt::format("{} {}", side_words(side, m_say),
                                                 boundary_words(m_plan, m_grid, parts, m_say))});
        }
        section.lines.push_back(
            {fmt::format("{:.0f} % {}", 100 * m_sheet.followed_share,
                         m_say("of the border follows streets, waters, railways or walls",
                               "的边界沿道路、水系、铁路或围墙")),
             "", Look::quiet});
        return section;
    }

    SheetSection neighbours() const {
        SheetSection section{say("Neighbours", "相邻网格"), {}};
        for (const Neighbour& neighbour : m_sheet.neighbours) {
            const PlanFile::Grid& grid = *neighbour.grid;
            const bool is_named = !grid.name.empty() && grid.name != grid.code;
            section.lines.push_back({is_named ? grid.code + "  " + grid.name : grid.code,
                                     grouped(std::lround(neighbour.length_m)) + " m"});
        }
        return section;
    }

    SheetSection posts() const {
        SheetSection section{say("Who works here", "工作力量"), {}};
        for (const PlanFile::Post* post : m_sheet.posts) {
            if (post->people > 0) {
                section.lines.push_back(
                    {fmt::format("{}  {}", role_words(post->role, m_say), post->post),
                     grouped(post->people)});
            }
        }
        return section;
    }

    SheetSection points() const {
        SheetSection section{say("Service points", "服务点"), {}};
        for (const PlanFile::Point* point : m_sheet.points) {
            section.lines.push_back(
                {described(*point), point->capacity
                                        ? fmt::format(fmt::runtime(m_say("for {}", "容量 {}")),
                                                      grouped(*point->capacity))
                                        : ""});
        }
        for (const PlanFile::Coverage* kind : m_sheet.without) {
            section.lines.push_back(nearest(*kind));
        }
        return section;
    }

    static std::string described(const PlanFile::Point& point) {
        return fmt::format("{} {}{}{}", point.src_fid, point.name,
                           point.kind.empty() || point.name.empty() ? "" : " · ", point.kind);
    }

    /// The way to the next point of a kind that the grid has none of.
    SheetLine nearest(const PlanFile::Coverage& kind) const {
        const auto point =
            std::find_if(m_plan.points.begin(), m_plan.points.end(),
                         [&](const auto& each) { return each.src_fid == kind.nearest; });
        if (point == m_plan.points.end()) {
            return {fmt::format("{} {}", m_say("none at all:", "全市均无："), kind.kind), "",
                    Look::quiet};
        }
        return {fmt::format("{} {}", m_say("nearest:", "最近："), described(*point)),
                grouped(std::lround(kind.nearest_m)) + " m", Look::quiet};
    }

    SheetSection rules() const {
        SheetSection section{say("Rules", "规则"), {}};
        for (const PlanFile::Rule* rule : m_sheet.rules) {
            section.lines.push_back(
                {fmt::format("{} {}", rule->passed ? "✓" : "✗", m_say(rule->rule)),
                 fmt::format("{} / {}", figure(rule->measured), limit(*rule)),
                 rule->passed ? Look::plain : Look::bad});
            if (!rule->passed && !rule->clause.english.empty()) {
                section.lines.push_back({std::string(m_say(rule->clause)), "", Look::quiet});
            }
        }
        return section;
    }

    std::string limit(const PlanFile::Rule& rule) const {
        if (rule.at_least && rule.at_most) {
            return fmt::format(fmt::runtime(m_say("{} to {}", "{} 至 {}")), figure(*rule.at_least),
                               figure(*rule.at_most));
        }
        return rule.at_least
                   ? fmt::format("{} {}", m_say("at least", "不低于"), figure(*rule.at_least))
               : rule.at_most
                   ? fmt::format("{} {}", m_say("at most", "不高于"), figure(*rule.at_most))
                   : "–";
    }

    SheetSection origins() const {
        SheetSection section{
            say("From the existing grids, buildings / people", "来自现行网格，建筑物 / 人口"), {}};
        for (const PlanFile::Handed* handed : m_sheet.origins) {
            const std::string from = handed->from ? m_plan.existing[*handed->from].code
                                                  : say("outside all of them", "均不属于");
            section.lines.push_back(
                {from + (handed->stays ? say("  carried on", "  延续") : std::string()),
                 fmt::format("{} / {}", grouped(handed->buildings), grouped(handed->people))});
        }
        return section;
    }

    SheetSection findings() const {
        SheetSection section{say("Findings", "检查结果"), {}};
        for (const engine::Finding* finding : m_sheet.findings) {
            section.lines.push_back({fmt::format("• {}", m_say(finding->message))});
        }
        return section;
    }

    SheetSection buildings() const {
        SheetSection section{say("Buildings, with their people", "建筑物及人口"), {}};
        for (const Compound& compound : m_sheet.compounds) {
            section.lines.push_back(
                {compound.name.empty() ? say("no compound", "无小区") : compound.name,
                 fmt::format("{} / {}", compound.buildings.size(), grouped(compound.people)),
                 Look::strong});
            std::string list;
            for (const PlanFile::Building* building : compound.buildings) {
                list += fmt::format("{}{}\u00a0({})", list.empty() ? "" : ", ", building->src_fid,
                                    grouped(building->people));
            }
            section.lines.push_back({std::move(list)});
        }
        return section;
    }

    const PlanFile& m_plan;
    const GridSheet& m_sheet;
    const PlanFile::Grid& m_grid;
    const Speech& m_say;
};

} // namespace

SheetText sheet_text(const PlanFile& plan, const GridSheet& sheet, const Speech& say) {
    return Words(plan, sheet, say).make();
}

} // namespace evengrid::io
