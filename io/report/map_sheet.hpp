#pragma once

#include "io/report/canvas.hpp"
#include "io/report/grid_sheet.hpp"

namespace evengrid::io {

/// Draws the map of one grid: its buildings with their numbers, its blocks, the names of what it
/// ends at, its neighbours around it, a scale bar and north.
class MapSheet {
public:
    /// \param plan has to live as long.
    explicit MapSheet(const PlanFile& plan);

    void draw(Canvas& canvas, const Area& area, const GridSheet& sheet) const;

private:
    void draw_ground(Canvas& canvas, const Frame& frame, const GridSheet& sheet) const;
    void draw_buildings(Canvas& canvas, const Frame& frame, const GridSheet& sheet) const;
    void name_neighbours(Canvas& canvas, const Frame& frame, const GridSheet& sheet) const;
    void name_borders(Canvas& canvas, const Frame& frame, const GridSheet& sheet) const;

    const PlanFile& m_plan;
    std::vector<engine::Box> m_grid_boxes;     ///< one per grid
    std::vector<engine::Box> m_block_boxes;    ///< one per block
    std::vector<engine::Box> m_building_boxes; ///< one per building
};

} // namespace evengrid::io
