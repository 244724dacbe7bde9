#include "io/report/manual.hpp"

#include "io/grouped.hpp"
#include "io/report/boundary_words.hpp"
#include "io/report/canvas.hpp"
#include "io/report/grid_sheet.hpp"
#include "io/report/map_look.hpp"
#include "io/report/map_sheet.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace evengrid::io {

namespace {

// A4, in points.
constexpr double page_width_pt = 595.3;
constexpr double page_height_pt = 841.9;
constexpr double margin_pt = 36;
constexpr double inner_pt = page_width_pt - 2 * margin_pt;
constexpr double bottom_pt = page_height_pt - margin_pt - 14;
constexpr double gap_pt = 18; ///< between columns
constexpr double smallest_map_pt = 230;
constexpr double largest_map_pt = 470;

constexpr Font body{8.5, false, ink};
constexpr Font strong{8.5, true, ink};
constexpr Font small_quiet{7, false, quiet_ink};
constexpr Font heading{10, true, ink};

class Manual {
public:
    Manual(const PlanFile& plan, Language language, const std::string& date)
        : m_plan(plan), m_say{language}, m_map(plan),
          m_canvas(Canvas::document(page_width_pt, page_height_pt,
                                    std::string(m_say("Grid manual", "网格工作手册")), date)) {}

    std::string make() {
        const std::vector<GridSheet> sheets = grid_sheets(m_plan);
        for (std::size_t i = 0; i < sheets.size(); ++i) {
            if (i > 0) {
                m_canvas.next_page();
            }
            m_sheet = &sheets[i];
            draw_sheet();
        }
        return m_canvas.finish();
    }

private:
    void draw_sheet() {
        draw_head("");
        draw_facts();
        // A point to spare: the lists are to end on the page, not a rounding error beyond it.
        const double map_height_pt = bottom_pt - m_y_pt - 12 - height_of_lists() - 1;
        draw_map(std::clamp(map_height_pt, smallest_map_pt, largest_map_pt));
        begin_columns();
        draw_left_list();
        next_column();
        draw_buildings();
    }

    void draw_map(double height_pt) {
        m_map.draw(m_canvas, {margin_pt, m_y_pt, inner_pt, height_pt}, *m_sheet);
        m_y_pt += height_pt + 12;
    }

    void draw_left_list() {
        draw_boundary();
        draw_neighbours();
        draw_origins();
        draw_findings();
    }

    /// What the longer of both columns takes, found by going through them without drawing.
    double height_of_lists() {
        const double start_pt = m_y_pt;
        m_is_drawing = false;
        begin_columns();
        draw_left_list();
        const double left_pt = m_y_pt - start_pt;
        m_y_pt = start_pt;
        draw_buildings();
        const double right_pt = m_y_pt - start_pt;
        m_y_pt = start_pt;
        m_is_drawing = true;
        return std::max(left_pt, right_pt);
    }

    /// Code, name and unit at the top of a page, and what the page belongs to at its foot.
    void draw_head(std::string_view remark) {
        const PlanFile::Grid& grid = *m_sheet->grid;
        const PlanFile::Unit& unit = m_plan.units[grid.unit];
        const Area line{margin_pt, margin_pt, inner_pt, 24};
        m_canvas.text(line, grid.code + std::string(remark), {18, true, ink});
        m_canvas.text({margin_pt, margin_pt + 8, inner_pt, 14},
                      unit.name.empty() ? unit.code : unit.name + "  " + unit.code,
                      {10, false, quiet_ink, Align::right});
        m_y_pt = margin_pt + 24;
        if (!grid.name.empty()) {
            m_y_pt +=
                m_canvas.text({margin_pt, m_y_pt, inner_pt, 14}, grid.name, {10, false, quiet_ink});
        }
        m_y_pt += 4;
        m_canvas.line(margin_pt, m_y_pt, margin_pt + inner_pt, m_y_pt, {ink, 1});
        m_y_pt += 8;
        m_canvas.text({margin_pt, page_height_pt - margin_pt, inner_pt, 10},
                      fmt::format("{} · {}", m_say("Grid manual", "网格工作手册"), m_plan.name),
                      small_quiet);
        Font right = small_quiet;
        right.align = Align::right;
        m_canvas.text(
            {margin_pt, page_height_pt - margin_pt, inner_pt, 10},
            fmt::format("{} / {}", m_sheet->grid - m_plan.grids.data() + 1, m_plan.grids.size()),
            right);
    }

    void draw_facts() {
        const PlanFile::Grid& grid = *m_sheet->grid;
        const std::string area = grid.area_m2 < 1e5 ? grouped(std::llround(grid.area_m2)) + " m²"
                                                    : fmt::format("{:.2f} km²", grid.area_m2 / 1e6);
        const std::array<std::pair<std::string_view, std::string>, 5> facts{
            {{m_say("People", "人口"), grouped(grid.people)},
             {m_say("Households", "户数"), grid.households > 0 ? grouped(grid.households) : "–"},
             {m_say("Buildings", "建筑物"), grouped(grid.buildings)},
             {m_say("Area", "面积"), area},
             {m_say("Compactness", "紧凑度"), fmt::format("{:.2f}", grid.compactness)}}};
        const double width_pt = inner_pt / static_cast<double>(facts.size());
        double x = margin_pt;
        for (const auto& [what, figure] : facts) {
            m_canvas.text({x, m_y_pt, width_pt - 6, 10}, what, small_quiet);
            m_canvas.text({x, m_y_pt + 9, width_pt - 6, 18}, figure, {14, true, ink});
            x += width_pt;
        }
        m_y_pt += 33;
        const std::string range =
            fmt::format("{}–{}", grouped(m_plan.bounds.minimum), grouped(m_plan.bounds.maximum));
        const std::string verdict =
            grid.in_bounds
                ? fmt::format("✓ {} {}", m_say("within the bounds of", "符合范围"), range)
                : fmt::format("✗ {} {}: {}", m_say("out of the bounds of", "超出范围"), range,
                              reason_words(grid.reason, m_say));
        m_y_pt += m_canvas.text({margin_pt, m_y_pt, inner_pt, 12}, verdict,
                                {9, true, grid.in_bounds ? rgb(0x2c6e49) : rgb(0xa8460a)});
        m_y_pt += 6;
    }

    void begin_columns() {
        m_column = 0;
        m_column_top_pt = m_y_pt;
    }

    Area column() const {
        const double width_pt = (inner_pt - gap_pt) / 2;
        return {margin_pt + static_cast<double>(m_column) * (width_pt + gap_pt), m_y_pt, width_pt,
                0};
    }

    void next_column() {
        if (m_column == 1) {
            m_canvas.next_page();
            draw_head(m_say(" (continued)", "（续）"));
            begin_columns();
        } else {
            m_column = 1;
            m_y_pt = m_column_top_pt;
        }
    }

    /// Text in the column, on the next one where this one is full.
    void write(std::string_view text, const Font& font, int lines = 1) {
        const double height_pt = m_canvas.height(text, font, column().width_pt, lines);
        make_room(height_pt);
        if (m_is_drawing) {
            m_canvas.text(column(), text, font, lines);
        }
        m_y_pt += height_pt;
    }

    /// A line with something at its right end.
    void write(std::string_view text, std::string_view right, const Font& font) {
        const Area size = m_canvas.measure(right, font);
        make_room(size.height_pt);
        if (m_is_drawing) {
            Font at_right = font;
            at_right.align = Align::right;
            Area left = column();
            m_canvas.text(left, right, at_right);
            left.width_pt -= size.width_pt + 8;
            m_canvas.text(left, text, font);
        }
        m_y_pt += size.height_pt;
    }

    void title(std::string_view text) {
        make_room(30); // for at least a line below it
        m_y_pt += m_y_pt > m_column_top_pt ? 8 : 0;
        write(text, heading);
        m_y_pt += 2;
    }

    void make_room(double height_pt) {
        if (m_is_drawing && m_y_pt + height_pt > bottom_pt) {
            next_column();
        }
    }

    void draw_boundary() {
        title(m_say("Boundary", "四至"));
        for (std::size_t side = 0; side < 4; ++side) {
            write(
                fmt::format("{} {}", side_words(static_cast<Side>(side), m_say),
                            boundary_words(m_plan, *m_sheet->grid, m_sheet->boundary[side], m_say)),
                body, 6);
        }
        write(fmt::format("{:.0f} % {}", 100 * m_sheet->followed_share,
                          m_say("of the border follows streets, waters, railways or walls",
                                "的边界沿道路、水系、铁路或围墙")),
              small_quiet, 2);
    }

    void draw_neighbours() {
        if (m_sheet->neighbours.empty()) {
            return;
        }
        title(m_say("Neighbours", "相邻网格"));
        for (const Neighbour& neighbour : m_sheet->neighbours) {
            const PlanFile::Grid& grid = *neighbour.grid;
            const std::string name = grid.name.empty() ? grid.code : grid.code + "  " + grid.name;
            write(name, fmt::format("{} m", std::lround(neighbour.length_m)), body);
        }
    }

    void draw_origins() {
        if (m_sheet->origins.empty()) {
            return;
        }
        title(m_say("From the existing grids", "来自现行网格"));
        for (const PlanFile::Handed* handed : m_sheet->origins) {
            const std::string from = handed->from
                                         ? m_plan.existing[*handed->from].code
                                         : std::string(m_say("outside all of them", "均不属于"));
            const std::string_view remark =
                handed->stays ? m_say("  carried on", "  延续") : std::string_view();
            write(from + std::string(remark),
                  fmt::format("{} / {}", handed->buildings, grouped(handed->people)), body);
        }
    }

    void draw_findings() {
        if (m_sheet->findings.empty()) {
            return;
        }
        title(m_say("Findings", "检查结果"));
        for (const engine::Finding* finding : m_sheet->findings) {
            write("• " + finding->message, body, 8);
        }
    }

    void draw_buildings() {
        if (m_sheet->compounds.empty()) {
            return;
        }
        title(m_say("Buildings, with their people", "建筑物及人口"));
        for (const Compound& compound : m_sheet->compounds) {
            const std::string name =
                compound.name.empty() ? std::string(m_say("no compound", "无小区")) : compound.name;
            write(name, fmt::format("{} / {}", compound.buildings.size(), grouped(compound.people)),
                  strong);
            std::string list;
            for (const PlanFile::Building* building : compound.buildings) {
                list += fmt::format("{}{}\u00a0({})", list.empty() ? "" : ",  ", building->src_fid,
                                    building->people);
            }
            write_long(list);
            m_y_pt += 3;
        }
    }

    /// Text of any length, in pieces of a few lines, so that it can go over to the next column.
    void write_long(std::string_view text) {
        constexpr std::size_t piece = 400;
        while (!text.empty()) {
            const std::size_t end =
                text.size() <= piece ? text.size() : text.rfind(",  ", piece) + 3;
            write(text.substr(0, end), body, 100);
            text.remove_prefix(end);
        }
    }

    const PlanFile& m_plan;
    Speech m_say;
    MapSheet m_map;
    Canvas m_canvas;
    const GridSheet* m_sheet = nullptr;
    double m_y_pt = 0; ///< where the next thing goes
    double m_column_top_pt = 0;
    int m_column = 0;
    bool m_is_drawing = true; ///< false: only to see how much room things take
};

} // namespace

std::string draw_manual(const PlanFile& plan, Language language, const std::string& date) {
    return Manual(plan, language, date).make();
}

} // namespace evengrid::io
