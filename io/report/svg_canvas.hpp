#pragma once

#include "io/report/cairo_canvas.hpp"

namespace evengrid::io {

/// A drawing inside a page for a browser: an SVG element without styles of its own, so that it
/// stands under the strictest policy. Text is measured in the font that paper has, and shown in the
/// one that the browser has.
class SvgCanvas final : public Canvas {
public:
    /// \param area of the drawing; it is shown as large as its place in the page
    explicit SvgCanvas(const Area& area);

    void fill(const Area& area, const Colour& colour) override;
    void frame(const Area& area, const Pen& pen) override;
    void line(double x1_pt, double y1_pt, double x2_pt, double y2_pt, const Pen& pen) override;
    void circle(double x_pt, double y_pt, double radius_pt, const Colour& fill,
                const Pen& edge) override;
    void figure(const std::vector<engine::Point>& corners, const Colour& fill) override;
    void fill(const engine::MultiPolygon& ground, const Frame& frame,
              const Colour& colour) override;
    void outline(const engine::MultiPolygon& ground, const Frame& frame, const Pen& pen) override;
    void lines(const std::vector<engine::Line>& lines, const Frame& frame, const Pen& pen) override;
    void begin_clip(const Area& area) override;
    void end_clip() override;
    void text(const Area& area, std::string_view text, const Font& font) override;
    Area measure(std::string_view text, const Font& font) override;

    /// \returns the element, complete
    std::string finish();

private:
    void path(const std::string& way, const std::string& look);

    CairoCanvas m_ruler;
    std::string m_svg;
};

} // namespace evengrid::io
