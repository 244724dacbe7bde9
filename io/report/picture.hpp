#pragma once

#include "io/report/language.hpp"
#include "io/report/plan_file.hpp"

namespace evengrid::io {

struct PictureOptions {
    std::int64_t width_px = 1600;
    std::int64_t height_px = 1200;
    double dpi = 96;    ///< how many pixels make an inch: more makes text and lines larger
    std::string unit{}; ///< code or name of the only unit to draw; empty: all
    std::optional<engine::Box> extent{}; ///< what to draw, as the file has it; none: the plan
};

/// Draws a plan: grids by their people, units, buildings where there is room, a scale bar, north
/// and a legend. Where grids are too small for their numbers, units are named instead.
/// \returns the bytes of a PNG file
/// \throws engine::Error (usage) for a unit that the plan has not, an extent that shows no grid
std::string draw_picture(const PlanFile& plan, const PictureOptions& options, Language language);

} // namespace evengrid::io
