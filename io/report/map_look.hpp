#pragma once

#include "io/report/canvas.hpp"
#include "io/report/plan_file.hpp"

#include <optional>
#include <string>
#include <vector>

namespace evengrid::io {

/// What grids look like on paper: blue below the bounds, orange above, neutral within, as in
/// `web/src/colours.js`.

inline constexpr Colour ink = rgb(0x1f2a33);
inline constexpr Colour quiet_ink = rgb(0x5a6772);
inline constexpr Colour paper = rgb(0xffffff);
inline constexpr Colour building_colour = rgb(0x7d8790, 0.7);
inline constexpr Colour empty_building_colour = rgb(0x7d8790, 0.3);

Colour grid_colour(std::int64_t people, const PlanFile::Bounds& bounds);

/// A range of people and its colour, for a legend.
struct LegendEntry {
    Colour colour;
    std::int64_t least;
    std::optional<std::int64_t> most; ///< none: no end
};
std::vector<LegendEntry> legend(const PlanFile::Bounds& bounds);

/// What is left of a grid's code when its unit's code goes without saying: "003" of "A-003", with
/// its dash where the unit has a grid "A003" as well.
std::string short_code(const PlanFile& plan, const PlanFile::Grid& grid);

/// The outlines of units: borders that run along one, the edge of the plan among them.
void draw_unit_borders(Canvas& canvas, const Frame& frame, const PlanFile& plan, const Pen& pen);

/// A bar of a round length in the lower left corner of the frame's area.
void draw_scale_bar(Canvas& canvas, const Frame& frame);

/// An arrow to the north in the upper right corner of the frame's area.
void draw_north_arrow(Canvas& canvas, const Frame& frame);

/// Draws lines of text around a place on the ground, if all of it lies on that ground and is shown.
/// \returns whether it fitted.
bool draw_label(Canvas& canvas, const Frame& frame, const engine::MultiPolygon& ground,
                engine::Point place, const std::vector<std::pair<std::string, Font>>& lines);

} // namespace evengrid::io
