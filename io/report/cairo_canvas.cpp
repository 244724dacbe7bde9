#include "io/report/cairo_canvas.hpp"

#include "engine/error.hpp"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include <algorithm>
#include <cmath>

namespace evengrid::io {

namespace {

/// One face for all scripts where there is one, so that figures look alike beside any of them.
constexpr const char* font_families =
    "Noto Sans CJK SC,Source Han Sans SC,WenQuanYi Micro Hei,Sans";

struct Release {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
    void operator()(cairo_t* context) const { cairo_destroy(context); }
    void operator()(cairo_font_options_t* options) const { cairo_font_options_destroy(options); }
    void operator()(PangoLayout* layout) const { g_object_unref(layout); }
    void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
};

cairo_status_t append(void* bytes, const unsigned char* data, unsigned int length) {
    static_cast<std::string*>(bytes)->append(reinterpret_cast<const char*>(data), length);
    return CAIRO_STATUS_SUCCESS;
}

void check(cairo_status_t status) {
    if (status != CAIRO_STATUS_SUCCESS) {
        throw engine::Error(engine::ErrorCode::failed,
                            std::string("cannot draw: ") + cairo_status_to_string(status),
                            "a smaller picture");
    }
}

PangoAlignment pango(Align align) {
    return align == Align::left     ? PANGO_ALIGN_LEFT
           : align == Align::middle ? PANGO_ALIGN_CENTER
                                    : PANGO_ALIGN_RIGHT;
}

} // namespace

struct CairoCanvas::State {
    std::string bytes; ///< a document grows here
    bool is_document = false;
    std::unique_ptr<cairo_surface_t, Release> surface;
    std::unique_ptr<cairo_t, Release> context;
    std::unique_ptr<PangoLayout, Release> layout;

    void begin(cairo_surface_t* made) {
        surface.reset(made);
        check(cairo_surface_status(made));
        context.reset(cairo_create(made));
        cairo_set_line_join(context.get(), CAIRO_LINE_JOIN_ROUND);
        layout.reset(pango_cairo_create_layout(context.get()));
        // Letters where they belong, not where whole pixels would put them.
        const std::unique_ptr<cairo_font_options_t, Release> options(cairo_font_options_create());
        cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
        cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
        pango_cairo_context_set_font_options(pango_layout_get_context(layout.get()), options.get());
        pango_context_set_round_glyph_positions(pango_layout_get_context(layout.get()), FALSE);
        // Han characters in the shapes of the mainland, where a font has several.
        pango_context_set_language(pango_layout_get_context(layout.get()),
                                   pango_language_from_string("zh-cn"));
        pango_layout_set_ellipsize(layout.get(), PANGO_ELLIPSIZE_END);
    }

    void use(const Colour& c) {
        cairo_set_source_rgba(context.get(), c.red, c.green, c.blue, c.alpha);
    }

    void use(const Pen& pen) {
        use(pen.colour);
        cairo_set_line_width(context.get(), pen.width_pt);
        cairo_set_dash(context.get(), &pen.dash_pt, pen.dash_pt > 0 ? 1 : 0, 0);
    }

    void trace(const std::vector<engine::Point>& points, const Frame& frame) {
        for (std::size_t i = 0; i < points.size(); ++i) {
            const engine::Point p = frame.on_paper(points[i]);
            i == 0 ? cairo_move_to(context.get(), p.x_m, p.y_m)
                   : cairo_line_to(context.get(), p.x_m, p.y_m);
        }
    }

    void trace(const engine::MultiPolygon& ground, const Frame& frame) {
        for (const engine::Polygon& polygon : ground) {
            trace(polygon.shell, frame);
            cairo_close_path(context.get());
            for (const engine::Ring& hole : polygon.holes) {
                trace(hole, frame);
                cairo_close_path(context.get());
            }
        }
    }

    void lay_out(std::string_view text, const Font& font) {
        const std::unique_ptr<PangoFontDescription, Release> description(
            pango_font_description_from_string(font_families));
        pango_font_description_set_absolute_size(description.get(), font.size_pt * PANGO_SCALE);
        pango_font_description_set_weight(description.get(),
                                          font.is_bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
        pango_layout_set_font_description(layout.get(), description.get());
        pango_layout_set_alignment(layout.get(), pango(font.align));
        // Pango complains on stderr about text that is no UTF-8.
        const std::unique_ptr<char, decltype(&g_free)> valid(
            g_utf8_make_valid(text.data(), static_cast<gssize>(text.size())), g_free);
        pango_layout_set_text(layout.get(), valid.get(), -1);
    }

    /// As a paragraph of so many lines at most.
    void lay_out(std::string_view text, const Font& font, double width_pt, int lines) {
        lay_out(text, font);
        pango_layout_set_width(layout.get(), static_cast<int>(std::lround(width_pt * PANGO_SCALE)));
        pango_layout_set_height(layout.get(), -lines);
    }

    Area size() {
        int width = 0, height = 0;
        pango_layout_get_size(layout.get(), &width, &height);
        return {0, 0, static_cast<double>(width) / PANGO_SCALE,
                static_cast<double>(height) / PANGO_SCALE};
    }
};

CairoCanvas::CairoCanvas(std::unique_ptr<State> state) : m_state(std::move(state)) {}
CairoCanvas::~CairoCanvas() = default;
CairoCanvas::CairoCanvas(CairoCanvas&&) noexcept = default;

CairoCanvas CairoCanvas::picture(double width_pt, double height_pt, double pixels_per_pt) {
    auto state = std::make_unique<State>();
    state->begin(cairo_image_surface_create(
        CAIRO_FORMAT_RGB24, static_cast<int>(std::lround(width_pt * pixels_per_pt)),
        static_cast<int>(std::lround(height_pt * pixels_per_pt))));
    cairo_scale(state->context.get(), pixels_per_pt, pixels_per_pt);
    pango_cairo_update_layout(state->context.get(), state->layout.get());
    return CairoCanvas(std::move(state));
}

CairoCanvas CairoCanvas::document(double width_pt, double height_pt, const std::string& title,
                                  const std::string& date) {
    auto state = std::make_unique<State>();
    state->is_document = true;
    state->begin(cairo_pdf_surface_create_for_stream(append, &state->bytes, width_pt, height_pt));
    // What every printer reads.
    cairo_pdf_surface_restrict_to_version(state->surface.get(), CAIRO_PDF_VERSION_1_4);
    cairo_pdf_surface_set_metadata(state->surface.get(), CAIRO_PDF_METADATA_TITLE, title.c_str());
    cairo_pdf_surface_set_metadata(state->surface.get(), CAIRO_PDF_METADATA_CREATE_DATE,
                                   (date + "T00:00:00Z").c_str());
    return CairoCanvas(std::move(state));
}

void CairoCanvas::next_page() {
    cairo_show_page(m_state->context.get());
}

void CairoCanvas::fill(const Area& area, const Colour& colour) {
    m_state->use(colour);
    cairo_rectangle(m_state->context.get(), area.x_pt, area.y_pt, area.width_pt, area.height_pt);
    cairo_fill(m_state->context.get());
}

void CairoCanvas::frame(const Area& area, const Pen& pen) {
    m_state->use(pen);
    cairo_rectangle(m_state->context.get(), area.x_pt, area.y_pt, area.width_pt, area.height_pt);
    cairo_stroke(m_state->context.get());
}

void CairoCanvas::line(double x1_pt, double y1_pt, double x2_pt, double y2_pt, const Pen& pen) {
    m_state->use(pen);
    cairo_move_to(m_state->context.get(), x1_pt, y1_pt);
    cairo_line_to(m_state->context.get(), x2_pt, y2_pt);
    cairo_stroke(m_state->context.get());
}

void CairoCanvas::circle(double x_pt, double y_pt, double radius_pt, const Colour& fill,
                         const Pen& edge) {
    cairo_new_path(m_state->context.get()); // text leaves a point behind, which an arc would join
    cairo_arc(m_state->context.get(), x_pt, y_pt, radius_pt, 0, 2 * std::acos(-1.0));
    m_state->use(fill);
    cairo_fill_preserve(m_state->context.get());
    m_state->use(edge);
    cairo_stroke(m_state->context.get());
}

void CairoCanvas::figure(const std::vector<engine::Point>& corners, const Colour& fill) {
    m_state->use(fill);
    for (const engine::Point& corner : corners) {
        cairo_line_to(m_state->context.get(), corner.x_m, corner.y_m);
    }
    cairo_fill(m_state->context.get());
}

void CairoCanvas::fill(const engine::MultiPolygon& ground, const Frame& frame,
                       const Colour& colour) {
    m_state->use(colour);
    m_state->trace(ground, frame);
    cairo_set_fill_rule(m_state->context.get(), CAIRO_FILL_RULE_EVEN_ODD);
    cairo_fill(m_state->context.get());
}

void CairoCanvas::outline(const engine::MultiPolygon& ground, const Frame& frame, const Pen& pen) {
    m_state->use(pen);
    m_state->trace(ground, frame);
    cairo_stroke(m_state->context.get());
}

void CairoCanvas::lines(const std::vector<engine::Line>& lines, const Frame& frame,
                        const Pen& pen) {
    m_state->use(pen);
    for (const engine::Line& line : lines) {
        m_state->trace(line, frame);
    }
    cairo_stroke(m_state->context.get());
}

void CairoCanvas::begin_clip(const Area& area) {
    cairo_save(m_state->context.get());
    cairo_rectangle(m_state->context.get(), area.x_pt, area.y_pt, area.width_pt, area.height_pt);
    cairo_clip(m_state->context.get());
}

void CairoCanvas::end_clip() {
    cairo_restore(m_state->context.get());
}

void CairoCanvas::text(const Area& area, std::string_view text, const Font& font) {
    paragraph(area, text, font, 1);
}

double CairoCanvas::paragraph(const Area& area, std::string_view text, const Font& font,
                              int lines) {
    cairo_t* context = m_state->context.get();
    m_state->lay_out(text, font, area.width_pt, lines);
    if (font.halo) {
        cairo_move_to(context, area.x_pt, area.y_pt);
        m_state->use(Pen{*font.halo, font.size_pt / 4});
        pango_cairo_layout_path(context, m_state->layout.get());
        cairo_stroke(context);
    }
    cairo_move_to(context, area.x_pt, area.y_pt);
    m_state->use(font.colour);
    pango_cairo_show_layout(context, m_state->layout.get());
    return m_state->size().height_pt;
}

double CairoCanvas::height(std::string_view text, const Font& font, double width_pt, int lines) {
    m_state->lay_out(text, font, width_pt, lines);
    return m_state->size().height_pt;
}

Area CairoCanvas::measure(std::string_view text, const Font& font) {
    m_state->lay_out(text, font);
    pango_layout_set_width(m_state->layout.get(), -1);
    return m_state->size();
}

std::string CairoCanvas::finish() {
    if (m_state->is_document) {
        cairo_surface_finish(m_state->surface.get());
    } else {
        check(cairo_surface_write_to_png_stream(m_state->surface.get(), append, &m_state->bytes));
    }
    check(cairo_status(m_state->context.get()));
    check(cairo_surface_status(m_state->surface.get()));
    return std::move(m_state->bytes);
}

} // namespace evengrid::io
