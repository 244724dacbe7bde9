#include "io/report/manual_page.hpp"

#include "io/escaped_xml.hpp"
#include "io/report/map_look.hpp"
#include "io/report/map_sheet.hpp"
#include "io/report/page_template.hpp"
#include "io/report/sheet_text.hpp"
#include "io/report/svg_canvas.hpp"

#include <fmt/format.h>

namespace evengrid::io {

namespace {

/// What the map has of a sheet that is not full, in points.
constexpr Area map_area{0, 0, 523, 460};

const char* css_class(SheetLine::Look look) {
    switch (look) {
    case SheetLine::Look::strong:
        return R"( class="strong")";
    case SheetLine::Look::quiet:
        return R"( class="quiet")";
    case SheetLine::Look::bad:
        return R"( class="bad")";
    case SheetLine::Look::plain:
        break;
    }
    return "";
}

std::string column(const std::vector<SheetSection>& sections) {
    std::string html = "<div>";
    for (const SheetSection& section : sections) {
        html += fmt::format("<h3>{}</h3>", escaped_xml(section.title));
        for (const SheetLine& line : section.lines) {
            html += fmt::format("<p{}>{}", css_class(line.look), escaped_xml(line.text));
            if (!line.right.empty()) {
                html += fmt::format("<b>{}</b>", escaped_xml(line.right));
            }
            html += "</p>\n";
        }
    }
    return html + "</div>\n";
}

class ManualPage {
public:
    ManualPage(const PlanFile& plan, Language language)
        : m_plan(plan), m_say{language}, m_map(plan, m_say) {}

    std::string make() const {
        std::string sheets;
        for (const GridSheet& each : grid_sheets(m_plan)) {
            sheets += sheet(each);
        }
        const std::string title =
            fmt::format("{} · {}", m_say("Grid manual", "网格工作手册"), m_plan.name);
        std::string page(manual_template());
        // From the last to the first: what a plan says is never searched for slots.
        put(page, "{{sheets}}", sheets);
        put(page, "{{contents}}", contents());
        put(page, "{{heading}}", escaped_xml(title));
        put(page, "{{title}}", escaped_xml(title));
        put(page, "{{language}}", m_say("en", "zh-CN"));
        return page;
    }

private:
    static void put(std::string& page, std::string_view slot, std::string_view text) {
        page.replace(page.find(slot), slot.size(), text);
    }

    /// The grids, unit by unit, each a link to its sheet.
    std::string contents() const {
        std::string html;
        std::size_t unit = m_plan.units.size();
        for (const PlanFile::Grid& grid : m_plan.grids) {
            if (grid.unit != unit) {
                html += unit == m_plan.units.size() ? "" : "</p>\n";
                unit = grid.unit;
                const auto& [code, name] = m_plan.units[unit];
                html += fmt::format("<p><span>{}</span>", escaped_xml(name.empty() ? code : name));
            }
            html += fmt::format(R"( <a{} href="#grid-{}">{}</a>)",
                                grid.in_bounds ? "" : R"( class="bad")", grid.grid_id,
                                escaped_xml(short_code(m_plan, grid)));
        }
        return html.empty() ? html : html + "</p>\n";
    }

    std::string sheet(const GridSheet& sheet) const {
        const SheetText text = sheet_text(m_plan, sheet, m_say);
        std::string facts;
        for (const auto& [what, figure] : text.facts) {
            facts += fmt::format("<div><dt>{}</dt><dd>{}</dd></div>", escaped_xml(what),
                                 escaped_xml(figure));
        }
        SvgCanvas canvas(map_area);
        m_map.draw(canvas, map_area, sheet);
        return fmt::format(
            R"(<section id="grid-{}"><h2>{} <small>{}</small> <span>{}</span></h2>
<dl>{}</dl><p class="{}">{}</p>
{}
<div class="columns">{}{}</div>
<footer>{} <a href="#contents">{}</a> <span>{} / {}</span></footer></section>
)",
            sheet.grid->grid_id, escaped_xml(text.code), escaped_xml(text.name),
            escaped_xml(text.unit), facts, sheet.grid->in_bounds ? "good" : "bad",
            escaped_xml(text.verdict), canvas.finish(), column(text.left), column(text.right),
            escaped_xml(m_plan.name), m_say("all grids", "全部网格"),
            sheet.grid - m_plan.grids.data() + 1, m_plan.grids.size());
    }

    const PlanFile& m_plan;
    Speech m_say;
    MapSheet m_map;
};

} // namespace

std::string manual_page(const PlanFile& plan, Language language) {
    return ManualPage(plan, language).make();
}

} // namespace evengrid::io
