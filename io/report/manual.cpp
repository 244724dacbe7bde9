#include "io/report/manual.hpp"

#include "io/report/cairo_canvas.hpp"
#include "io/report/map_look.hpp"
#include "io/report/map_sheet.hpp"
#include "io/report/sheet_text.hpp"

#include <fmt/format.h>

#include <algorithm>

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
constexpr int any_number = 100; ///< of lines

constexpr Font body{8.5, false, ink};
constexpr Font small_quiet{7, false, quiet_ink};
constexpr Font heading{10, true, ink};
constexpr Colour good = rgb(0x2c6e49);
constexpr Colour bad = rgb(0xa8460a);

Font font_of(SheetLine::Look look) {
    switch (look) {
    case SheetLine::Look::strong:
        return {8.5, true, ink};
    case SheetLine::Look::quiet:
        return small_quiet;
    case SheetLine::Look::bad:
        return {8.5, false, bad};
    case SheetLine::Look::plain:
        break;
    }
    return body;
}

class Manual {
public:
    Manual(const PlanFile& plan, Language language, const std::string& date)
        : m_plan(plan), m_say{language}, m_map(plan, m_say),
          m_canvas(CairoCanvas::document(page_width_pt, page_height_pt,
                                         std::string(m_say("Grid manual", "网格工作手册")), date)) {
    }

    std::string make() {
        const std::vector<GridSheet> sheets = grid_sheets(m_plan);
        for (std::size_t i = 0; i < sheets.size(); ++i) {
            if (i > 0) {
                m_canvas.next_page();
            }
            m_sheet = &sheets[i];
            m_text = sheet_text(m_plan, sheets[i], m_say);
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
        const int left = m_columns_begun;
        draw(m_text.left);
        if (m_columns_begun == left) { // else the right column goes on where the left one ended
            next_column();
        }
        draw(m_text.right);
    }

    void draw_map(double height_pt) {
        m_map.draw(m_canvas, {margin_pt, m_y_pt, inner_pt, height_pt}, *m_sheet);
        m_y_pt += height_pt + 12;
    }

    /// What the longer of both columns takes, found by going through them without drawing.
    double height_of_lists() {
        const double start_pt = m_y_pt;
        m_is_drawing = false;
        begin_columns();
        draw(m_text.left);
        const double left_pt = m_y_pt - start_pt;
        m_y_pt = start_pt;
        draw(m_text.right);
        const double right_pt = m_y_pt - start_pt;
        m_y_pt = start_pt;
        m_is_drawing = true;
        return std::max(left_pt, right_pt);
    }

    /// Code, name and unit at the top of a page, and what the page belongs to at its foot.
    void draw_head(std::string_view remark) {
        const Area line{margin_pt, margin_pt, inner_pt, 24};
        m_canvas.text(line, m_text.code + std::string(remark), {18, true, ink});
        m_canvas.text({margin_pt, margin_pt + 8, inner_pt, 14}, m_text.unit,
                      {10, false, quiet_ink, Align::right});
        m_y_pt = margin_pt + 24;
        if (!m_text.name.empty()) {
            m_y_pt += m_canvas.paragraph({margin_pt, m_y_pt, inner_pt, 14}, m_text.name,
                                         {10, false, quiet_ink}, 1);
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
        const double width_pt = inner_pt / static_cast<double>(m_text.facts.size());
        double x = margin_pt;
        for (const auto& [what, figure] : m_text.facts) {
            m_canvas.text({x, m_y_pt, width_pt - 6, 10}, what, small_quiet);
            m_canvas.text({x, m_y_pt + 9, width_pt - 6, 18}, figure, {14, true, ink});
            x += width_pt;
        }
        m_y_pt += 33;
        m_y_pt += m_canvas.paragraph({margin_pt, m_y_pt, inner_pt, 12}, m_text.verdict,
                                     {9, true, m_sheet->grid->in_bounds ? good : bad}, 2);
        m_y_pt += 6;
    }

    void begin_columns() {
        ++m_columns_begun;
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
            ++m_columns_begun;
            m_column = 1;
            m_y_pt = m_column_top_pt;
        }
    }

    /// A paragraph in the column, on the next one where this one is full.
    void write(std::string_view text, const Font& font) {
        const double height_pt = m_canvas.height(text, font, column().width_pt, any_number);
        make_room(height_pt);
        if (m_is_drawing) {
            m_canvas.paragraph(column(), text, font, any_number);
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

    /// A heading, and room for what stands first below it, so that it is not left alone.
    void title(const SheetSection& section) {
        constexpr double most_pt = 60; // of a list that is one long line
        const SheetLine& first = section.lines.front();
        make_room(24 + std::min(most_pt, m_canvas.height(first.text, font_of(first.look),
                                                         column().width_pt, any_number)));
        m_y_pt += m_y_pt > m_column_top_pt ? 8 : 0;
        write(section.title, heading);
        m_y_pt += 2;
    }

    void make_room(double height_pt) {
        if (m_is_drawing && m_y_pt + height_pt > bottom_pt) {
            next_column();
        }
    }

    void draw(const std::vector<SheetSection>& sections) {
        for (const SheetSection& section : sections) {
            title(section);
            for (const SheetLine& line : section.lines) {
                if (line.right.empty()) {
                    write_long(line.text, font_of(line.look));
                } else {
                    m_y_pt += line.look == SheetLine::Look::strong ? 2 : 0;
                    write(line.text, line.right, font_of(line.look));
                }
            }
        }
    }

    bool fits(std::string_view text, const Font& font) {
        return !m_is_drawing ||
               m_y_pt + m_canvas.height(text, font, column().width_pt, any_number) <= bottom_pt;
    }

    /// Text of any length, in one piece where there is room, else in pieces of a few lines, so that
    /// it can go over to the next column.
    void write_long(std::string_view text, const Font& font) {
        constexpr std::size_t piece = 400;
        while (!text.empty()) {
            const bool is_whole = text.size() <= piece || fits(text, font);
            const std::size_t blank = is_whole ? text.npos : text.rfind(' ', piece);
            const std::size_t end = blank == text.npos ? text.size() : blank + 1;
            write(text.substr(0, end), font);
            text.remove_prefix(end);
        }
    }

    const PlanFile& m_plan;
    Speech m_say;
    MapSheet m_map;
    CairoCanvas m_canvas;
    const GridSheet* m_sheet = nullptr;
    SheetText m_text;  ///< of the sheet
    double m_y_pt = 0; ///< where the next thing goes
    double m_column_top_pt = 0;
    int m_column = 0;
    int m_columns_begun = 0;  ///< of all pages
    bool m_is_drawing = true; ///< false: only to see how much room things take
};

} // namespace

std::string draw_manual(const PlanFile& plan, Language language, const std::string& date) {
    return Manual(plan, language, date).make();
}

} // namespace evengrid::io
