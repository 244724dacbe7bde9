#pragma once

#include "engine/geometry/geometry.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evengrid::io {

/// Red, green, blue and opacity, 0 to 1.
struct Colour {
    double red = 0, green = 0, blue = 0, alpha = 1;
};

/// A colour as people write it: 0xRRGGBB.
constexpr Colour rgb(std::uint32_t hex, double alpha = 1) {
    return {((hex >> 16) & 0xff) / 255.0, ((hex >> 8) & 0xff) / 255.0, (hex & 0xff) / 255.0, alpha};
}

/// A rectangle on paper, in points from the upper left corner, y down.
struct Area {
    double x_pt = 0, y_pt = 0, width_pt = 0, height_pt = 0;
};

struct Pen {
    Colour colour;
    double width_pt = 1;
    double dash_pt = 0; ///< length of the dashes and of the gaps; 0: a full line
};

enum class Align { left, middle, right };

struct Font {
    double size_pt = 10;
    bool is_bold = false;
    Colour colour{};
    Align align = Align::left;
    std::optional<Colour> halo{}; ///< drawn around the letters, so that they stand out on a map
};

/// Where the ground lies on paper: north up, the same scale both ways.
class Frame {
public:
    /// Puts the box, which is not empty, in the middle of the area, as large as it fits.
    Frame(const engine::Box& ground, const Area& paper);

    double points_per_m() const { return m_points_per_m; }
    engine::Point on_paper(engine::Point place) const;
    /// The ground that the whole area shows.
    engine::Box shown() const;
    const Area& paper() const { return m_paper; }

private:
    Area m_paper;
    double m_points_per_m;
    engine::Point m_middle;
};

/// Something to draw maps and text on. Text may be in any script that the machine has a font for.
class Canvas {
public:
    virtual ~Canvas() = default;

    virtual void fill(const Area& area, const Colour& colour) = 0;
    virtual void frame(const Area& area, const Pen& pen) = 0;
    virtual void line(double x1_pt, double y1_pt, double x2_pt, double y2_pt, const Pen& pen) = 0;
    virtual void circle(double x_pt, double y_pt, double radius_pt, const Colour& fill,
                        const Pen& edge) = 0;
    /// A closed figure of corners in points.
    virtual void figure(const std::vector<engine::Point>& corners, const Colour& fill) = 0;

    virtual void fill(const engine::MultiPolygon& ground, const Frame& frame,
                      const Colour& colour) = 0;
    virtual void outline(const engine::MultiPolygon& ground, const Frame& frame,
                         const Pen& pen) = 0;
    virtual void lines(const std::vector<engine::Line>& lines, const Frame& frame,
                       const Pen& pen) = 0;

    /// From now on nothing is drawn outside, until `end_clip`.
    virtual void begin_clip(const Area& area) = 0;
    virtual void end_clip() = 0;

    /// Draws a line of text from the upper left corner of the area.
    virtual void text(const Area& area, std::string_view text, const Font& font) = 0;
    /// Width and height that text takes in one line; x and y of the area are 0.
    virtual Area measure(std::string_view text, const Font& font) = 0;
};

} // namespace evengrid::io
