#pragma once

#include "io/report/canvas.hpp"
#include "io/report/grid_sheet.hpp"
#include "io/report/language.hpp"

namespace evengrid::io {

/// Draws the map of one grid: its buildings with their numbers, its blocks, the names of what it
/// ends at, its neighbours around it, service points, the grids in force before in dashes, a scale
/// bar and north.
class MapSheet {
public:
    /// \param plan has to live as long.
    MapSheet(const PlanFile& plan, const Speech& say);

    void draw(Canvas& canvas, const Area& area, const GridSheet& sheet) const;

private:
    void draw_ground(Canvas& canvas, const Frame& frame, const GridSheet& sheet) const;
    void draw_buildings(Canvas& canvas, const Frame& frame, const GridSheet& sheet,
                        const std::vector<engine::Box>& signs) const;
    void draw_existing(Canvas& canvas, const Frame& frame) const;
    std::vector<engine::Box> point_signs(const Frame& frame) const;
    void draw_points(Canvas& canvas, const Frame& frame) const;
    void draw_key(Canvas& canvas, const Frame& frame) const;
    void name_neighbours(Canvas& canvas, const Frame& frame, const GridSheet& sheet,
                         const std::vector<engine::Box>& signs) const;
    void name_borders(Canvas& canvas, const Frame& frame, const GridSheet& sheet) const;

    const PlanFile& m_plan;
    Speech m_say;
    std::vector<engine::Box> m_grid_boxes;     ///< one per grid
    std::vector<engine::Box> m_block_boxes;    ///< one per block
    std::vector<engine::Box> m_building_boxes; ///< one per building
    std::vector<engine::Box> m_existing_boxes; ///< one per existing grid
};

} // namespace evengrid::io
