#include "engine/plan/number_grids.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace evengrid::engine {

std::vector<std::size_t> reading_order(const std::vector<Point>& places) {
    std::vector<std::size_t> order(places.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const Box extent = box(places);
    const double width_m = extent.max_x_m - extent.min_x_m;
    const double height_m = extent.max_y_m - extent.min_y_m;
    if (places.size() < 2 || width_m + height_m <= 0) {
        return order;
    }
    const auto count = static_cast<double>(places.size());
    const double rows =
        width_m > 0 ? std::clamp(std::round(std::sqrt(count * height_m / width_m)), 1.0, count)
                    : count;
    const auto per_row = static_cast<std::size_t>(std::ceil(count / rows));
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return places[a].y_m > places[b].y_m; });
    for (std::size_t first = 0; first < order.size(); first += per_row) {
        const std::size_t last = std::min(first + per_row, order.size());
        std::stable_sort(
            order.begin() + static_cast<std::ptrdiff_t>(first),
            order.begin() + static_cast<std::ptrdiff_t>(last),
            [&](std::size_t a, std::size_t b) { return places[a].x_m < places[b].x_m; });
    }
    return order;
}

} // namespace evengrid::engine
