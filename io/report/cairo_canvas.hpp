#pragma once

#include "io/report/canvas.hpp"

#include <memory>

namespace evengrid::io {

/// Paper: a picture of one page, or a document of many. This is the one home of Cairo and Pango.
class CairoCanvas final : public Canvas {
public:
    /// A PNG picture. \param pixels_per_pt 1 is 72 dpi
    static CairoCanvas picture(double width_pt, double height_pt, double pixels_per_pt);
    /// A PDF document whose first page is begun. \param date as 2026-01-31, which it bears
    static CairoCanvas document(double width_pt, double height_pt, const std::string& title,
                                const std::string& date);
    ~CairoCanvas() override;
    CairoCanvas(CairoCanvas&&) noexcept;

    void next_page();

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

    /// Draws text from the upper left corner of the area, broken into lines of its width, and cut
    /// with an ellipsis after `lines` lines. \returns the height taken
    double paragraph(const Area& area, std::string_view text, const Font& font, int lines);
    /// The height that `paragraph` would take.
    double height(std::string_view text, const Font& font, double width_pt, int lines);

    /// Completes the picture or document. \returns its bytes
    /// \throws engine::Error (failed) where the library met an error on the way.
    std::string finish();

private:
    struct State;
    explicit CairoCanvas(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace evengrid::io
