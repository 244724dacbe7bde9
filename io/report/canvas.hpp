#pragma once

#include "engine/geometry/geometry.hpp"

#include <memory>
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

/// Paper to draw on: a picture of one page, or a document of many. This is the one home of Cairo
/// and Pango. Text may be in any script that the machine has a font for.
class Canvas {
public:
    /// A PNG picture. \param pixels_per_pt 1 is 72 dpi
    static Canvas picture(double width_pt, double height_pt, double pixels_per_pt);
    /// A PDF document whose first page is begun. \param date as 2026-01-31, which it bears
    static Canvas document(double width_pt, double height_pt, const std::string& title,
                           const std::string& date);
    ~Canvas();
    Canvas(Canvas&&) noexcept;

    void next_page();

    void fill(const Area& area, const Colour& colour);
    void frame(const Area& area, const Pen& pen);
    void line(double x1_pt, double y1_pt, double x2_pt, double y2_pt, const Pen& pen);
    void circle(double x_pt, double y_pt, double radius_pt, const Colour& fill, const Pen& edge);
    /// A closed figure of corners in points.
    void figure(const std::vector<engine::Point>& corners, const Colour& fill);

    void fill(const engine::MultiPolygon& ground, const Frame& frame, const Colour& colour);
    void outline(const engine::MultiPolygon& ground, const Frame& frame, const Pen& pen);
    void lines(const std::vector<engine::Line>& lines, const Frame& frame, const Pen& pen);

    /// From now on nothing is drawn outside, until `end_clip`.
    void begin_clip(const Area& area);
    void end_clip();

    /// Draws text from the upper left corner of the area, broken into lines of its width, and cut
    /// with an ellipsis after `lines` lines. \returns the height taken
    double text(const Area& area, std::string_view text, const Font& font, int lines = 1);
    /// The height that `text` would take.
    double height(std::string_view text, const Font& font, double width_pt, int lines);
    /// Width and height that text takes in one line; x and y of the area are 0.
    Area measure(std::string_view text, const Font& font);

    /// Completes the picture or document. \returns its bytes
    /// \throws engine::Error (failed) where the library met an error on the way.
    std::string finish();

private:
    struct State;
    explicit Canvas(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace evengrid::io
