#include "io/report/svg_canvas.hpp"

#include "io/escaped_xml.hpp"

#include <fmt/format.h>

#include <cmath>

namespace evengrid::io {

namespace {

/// Coordinates are whole tenths of a point: finer than a printer's dots, and short to write.
long tenths(double length_pt) {
    return std::lround(10 * length_pt);
}

std::string hex(const Colour& colour) {
    const auto byte = [](double share) { return static_cast<int>(std::lround(255 * share)); };
    return fmt::format("#{:02x}{:02x}{:02x}", byte(colour.red), byte(colour.green),
                       byte(colour.blue));
}

std::string paint(const char* what, const Colour& colour) {
    return colour.alpha < 1
               ? fmt::format(R"({0}="{1}" {0}-opacity="{2:.2f}")", what, hex(colour), colour.alpha)
               : fmt::format(R"({}="{}")", what, hex(colour));
}

std::string filled(const Colour& colour) {
    return paint("fill", colour);
}

std::string drawn(const Pen& pen) {
    const std::string line = fmt::format(R"(fill="none" {} stroke-width="{}")",
                                         paint("stroke", pen.colour), tenths(pen.width_pt));
    return pen.dash_pt > 0 ? fmt::format(R"({} stroke-dasharray="{}")", line, tenths(pen.dash_pt))
                           : line;
}

/// A line of corners, each as the way from the one before.
std::string way(const std::vector<engine::Point>& corners) {
    std::string text;
    long last_x = 0, last_y = 0;
    for (const engine::Point& corner : corners) {
        const long x = tenths(corner.x_m), y = tenths(corner.y_m);
        if (text.empty()) {
            text = fmt::format("M{} {}", x, y);
        } else if (x != last_x || y != last_y) {
            text += fmt::format("l{} {}", x - last_x, y - last_y);
        }
        last_x = x;
        last_y = y;
    }
    return text;
}

std::string way(const std::vector<engine::Point>& line, const Frame& frame) {
    std::vector<engine::Point> corners;
    corners.reserve(line.size());
    for (const engine::Point& place : line) {
        corners.push_back(frame.on_paper(place));
    }
    return way(corners);
}

std::string way(const engine::MultiPolygon& ground, const Frame& frame) {
    std::string text;
    for (const engine::Polygon& polygon : ground) {
        text += way(polygon.shell, frame) + "z";
        for (const engine::Ring& hole : polygon.holes) {
            text += way(hole, frame) + "z";
        }
    }
    return text;
}

std::string rectangle(const Area& area) {
    return fmt::format(R"(x="{}" y="{}" width="{}" height="{}")", tenths(area.x_pt),
                       tenths(area.y_pt), tenths(area.width_pt), tenths(area.height_pt));
}

std::string view_box(const Area& area) {
    return fmt::format(R"(viewBox="{} {} {} {}")", tenths(area.x_pt), tenths(area.y_pt),
                       tenths(area.width_pt), tenths(area.height_pt));
}

} // namespace

SvgCanvas::SvgCanvas(const Area& area)
    : m_ruler(CairoCanvas::picture(1, 1, 1)),
      m_svg(fmt::format(R"(<svg {} stroke-linejoin="round">)", view_box(area))) {}

void SvgCanvas::path(const std::string& way, const std::string& look) {
    m_svg += fmt::format(R"(<path {} d="{}"/>)", look, way);
}

void SvgCanvas::fill(const Area& area, const Colour& colour) {
    m_svg += fmt::format("<rect {} {}/>", rectangle(area), filled(colour));
}

void SvgCanvas::frame(const Area& area, const Pen& pen) {
    m_svg += fmt::format("<rect {} {}/>", rectangle(area), drawn(pen));
}

void SvgCanvas::line(double x1_pt, double y1_pt, double x2_pt, double y2_pt, const Pen& pen) {
    path(way({{x1_pt, y1_pt}, {x2_pt, y2_pt}}), drawn(pen));
}

void SvgCanvas::circle(double x_pt, double y_pt, double radius_pt, const Colour& fill,
                       const Pen& edge) {
    m_svg += fmt::format(R"(<circle cx="{}" cy="{}" r="{}" {} {} stroke-width="{}"/>)",
                         tenths(x_pt), tenths(y_pt), tenths(radius_pt), filled(fill),
                         paint("stroke", edge.colour), tenths(edge.width_pt));
}

void SvgCanvas::figure(const std::vector<engine::Point>& corners, const Colour& fill) {
    path(way(corners) + "z", filled(fill));
}

void SvgCanvas::fill(const engine::MultiPolygon& ground, const Frame& frame, const Colour& colour) {
    path(way(ground, frame), filled(colour) + R"( fill-rule="evenodd")");
}

void SvgCanvas::outline(const engine::MultiPolygon& ground, const Frame& frame, const Pen& pen) {
    path(way(ground, frame), drawn(pen));
}

void SvgCanvas::lines(const std::vector<engine::Line>& lines, const Frame& frame, const Pen& pen) {
    std::string all;
    for (const engine::Line& line : lines) {
        all += way(line, frame);
    }
    path(all, drawn(pen));
}

/// A drawing within the drawing shows nothing beyond its edge.
void SvgCanvas::begin_clip(const Area& area) {
    m_svg += fmt::format("<svg {} {}>", rectangle(area), view_box(area));
}

void SvgCanvas::end_clip() {
    m_svg += "</svg>";
}

void SvgCanvas::text(const Area& area, std::string_view text, const Font& font) {
    const double x_pt = font.align == Align::left     ? area.x_pt
                        : font.align == Align::middle ? area.x_pt + area.width_pt / 2
                                                      : area.x_pt + area.width_pt;
    std::string look = filled(font.colour);
    if (font.is_bold) {
        look += R"( font-weight="bold")";
    }
    if (font.align != Align::left) {
        look += font.align == Align::middle ? R"( text-anchor="middle")" : R"( text-anchor="end")";
    }
    if (font.halo) {
        look += fmt::format(R"( paint-order="stroke" {} stroke-width="{}")",
                            paint("stroke", *font.halo), tenths(font.size_pt / 4));
    }
    m_svg += fmt::format(
        R"(<text x="{}" y="{}" font-size="{}" dominant-baseline="central" {}>{}</text>)",
        tenths(x_pt), tenths(area.y_pt + measure(text, font).height_pt / 2), tenths(font.size_pt),
        look, escaped_xml(text));
}

Area SvgCanvas::measure(std::string_view text, const Font& font) {
    return m_ruler.measure(text, font);
}

std::string SvgCanvas::finish() {
    return std::move(m_svg) + "</svg>";
}

} // namespace evengrid::io
