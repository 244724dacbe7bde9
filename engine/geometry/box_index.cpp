#include "engine/geometry/box_index.hpp"

#include <algorithm>
#include <cmath>

namespace evengrid::engine {

namespace {

/// Sorts items into vertical slabs by their middle, and each slab from south to north, so that
/// items which follow each other are near each other.
void sort_into_tiles(std::vector<std::uint32_t>& items, const std::vector<Box>& boxes,
                     std::size_t fan_out) {
    const auto by = [&](double Box::*low, double Box::*high) {
        return [&boxes, low, high](std::uint32_t a, std::uint32_t b) {
            const double middle_a = boxes[a].*low + boxes[a].*high;
            const double middle_b = boxes[b].*low + boxes[b].*high;
            return middle_a != middle_b ? middle_a < middle_b : a < b;
        };
    };
    const double leaves =
        std::ceil(static_cast<double>(items.size()) / static_cast<double>(fan_out));
    const auto slab = static_cast<std::size_t>(std::ceil(std::sqrt(leaves))) * fan_out;
    std::sort(items.begin(), items.end(), by(&Box::min_x_m, &Box::max_x_m));
    for (std::size_t first = 0; first < items.size(); first += slab) {
        const auto last = std::min(first + slab, items.size());
        std::sort(items.begin() + static_cast<std::ptrdiff_t>(first),
                  items.begin() + static_cast<std::ptrdiff_t>(last),
                  by(&Box::min_y_m, &Box::max_y_m));
    }
}

} // namespace

BoxIndex::BoxIndex(const std::vector<Box>& boxes) {
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        if (!boxes[i].empty()) {
            m_items.push_back(static_cast<std::uint32_t>(i));
        }
    }
    sort_into_tiles(m_items, boxes, fan_out);
    auto& leaves = m_levels.emplace_back();
    for (const auto item : m_items) {
        leaves.push_back(boxes[item]);
    }
    while (m_levels.back().size() > 1) {
        std::vector<Box> above((m_levels.back().size() + fan_out - 1) / fan_out);
        for (std::size_t i = 0; i < m_levels.back().size(); ++i) {
            above[i / fan_out] = joined(above[i / fan_out], m_levels.back()[i]);
        }
        m_levels.push_back(std::move(above));
    }
}

std::vector<std::uint32_t> BoxIndex::meeting(const Box& box) const {
    std::vector<std::uint32_t> found;
    if (m_items.empty() || box.empty()) {
        return found;
    }
    struct Node {
        std::size_t level, place;
    };
    std::vector<Node> pending{{m_levels.size() - 1, 0}};
    while (!pending.empty()) {
        const auto [level, place] = pending.back();
        pending.pop_back();
        if (!meet(m_levels[level][place], box)) {
            continue;
        }
        if (level == 0) {
            found.push_back(m_items[place]);
            continue;
        }
        const auto last = std::min((place + 1) * fan_out, m_levels[level - 1].size());
        for (auto child = place * fan_out; child < last; ++child) {
            pending.push_back({level - 1, child});
        }
    }
    std::sort(found.begin(), found.end());
    return found;
}

} // namespace evengrid::engine
