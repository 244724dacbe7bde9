#include "io/report/canvas.hpp"

#include <algorithm>

namespace evengrid::io {

Frame::Frame(const engine::Box& ground, const Area& paper)
    : m_paper(paper),
      m_points_per_m(std::min(paper.width_pt / std::max(ground.max_x_m - ground.min_x_m, 1e-3),
                              paper.height_pt / std::max(ground.max_y_m - ground.min_y_m, 1e-3))),
      m_middle{(ground.min_x_m + ground.max_x_m) / 2, (ground.min_y_m + ground.max_y_m) / 2} {}

engine::Point Frame::on_paper(engine::Point place) const {
    return {m_paper.x_pt + m_paper.width_pt / 2 + (place.x_m - m_middle.x_m) * m_points_per_m,
            m_paper.y_pt + m_paper.height_pt / 2 - (place.y_m - m_middle.y_m) * m_points_per_m};
}

engine::Box Frame::shown() const {
    const double half_x_m = m_paper.width_pt / 2 / m_points_per_m;
    const double half_y_m = m_paper.height_pt / 2 / m_points_per_m;
    return {m_middle.x_m - half_x_m, m_middle.y_m - half_y_m, m_middle.x_m + half_x_m,
            m_middle.y_m + half_y_m};
}

} // namespace evengrid::io
