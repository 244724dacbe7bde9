#pragma once

#include "algorithms/graph.hpp"
#include "algorithms/random.hpp"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

namespace evengrid::algorithms {

/// A square unit of blocks around random points, drawn on squared paper of 10 m: planar, with
/// borders, areas and outer border that agree; people with a heavy tail, one block in eight empty.
inline Graph random_cells(std::uint32_t count, std::uint64_t seed) {
    constexpr std::uint32_t side = 64;
    constexpr double square_m = 10;
    Random random(seed);
    std::vector<std::pair<std::uint32_t, std::uint32_t>> centres;
    while (centres.size() < count) {
        const std::pair centre{random.below(side), random.below(side)};
        if (std::find(centres.begin(), centres.end(), centre) == centres.end())
            centres.push_back(centre);
    }
    const auto nearest = [&](std::uint32_t x, std::uint32_t y) {
        std::pair<std::uint32_t, std::uint32_t> best{~0U, 0};
        for (std::uint32_t v = 0; v < count; ++v) {
            const std::uint32_t dx = std::max(x, centres[v].first) - std::min(x, centres[v].first);
            const std::uint32_t dy =
                std::max(y, centres[v].second) - std::min(y, centres[v].second);
            best = std::min(best, {dx * dx + dy * dy, v});
        }
        return best.second;
    };
    std::vector<VertexData> vertices(count);
    std::vector<std::uint32_t> cell(side * side);
    for (std::uint32_t i = 0; i < cell.size(); ++i) {
        cell[i] = nearest(i % side, i / side);
        VertexData& data = vertices[cell[i]];
        data.area_m2 += square_m * square_m;
        const bool at_side = i % side == 0 || i % side + 1 == side;
        const bool at_end = i / side == 0 || i / side + 1 == side;
        data.outer_m += (at_side ? square_m : 0) + (at_end ? square_m : 0);
    }
    std::map<std::pair<std::uint32_t, std::uint32_t>, double> border_m;
    const auto meet = [&](std::uint32_t a, std::uint32_t b) {
        if (a != b)
            border_m[std::minmax(a, b)] += square_m;
    };
    for (std::uint32_t i = 0; i < cell.size(); ++i) {
        if (i % side + 1 < side)
            meet(cell[i], cell[i + 1]);
        if (i / side + 1 < side)
            meet(cell[i], cell[i + side]);
    }
    for (VertexData& data : vertices) {
        const bool empty = random.below(8) == 0;
        const std::int64_t people =
            40 + random.below(300) + (random.below(10) == 0 ? random.below(700) : 0);
        data.population = empty ? 0 : people;
    }
    std::vector<Edge> edges;
    for (const auto& [pair, length_m] : border_m)
        edges.push_back({Vertex{pair.first}, Vertex{pair.second}, length_m});
    return Graph(std::move(vertices), edges);
}

} // namespace evengrid::algorithms
