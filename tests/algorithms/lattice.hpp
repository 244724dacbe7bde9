#pragma once

#include "algorithms/graph.hpp"
#include "algorithms/random.hpp"

#include <vector>

namespace evengrid::algorithms {

/// A connected piece of a street grid, 100 m a block, with people drawn from a heavy tail and many
/// blocks without any; some streets are missing.
inline Graph random_lattice(std::uint32_t columns, std::uint32_t rows, std::uint64_t seed) {
    Random random(seed);
    std::vector<VertexData> vertices;
    std::vector<Edge> edges;
    for (std::uint32_t v = 0; v < columns * rows; ++v) {
        const bool empty = random.below(8) == 0;
        const std::int64_t people =
            40 + random.below(300) + (random.below(10) == 0 ? random.below(1200) : 0);
        vertices.push_back(
            {empty ? 0 : people, 2'500, 0, 100.0 * (v % columns), 100.0 * (v / columns)});
    }
    const auto join = [&](std::uint32_t u, std::uint32_t v, bool always) {
        if (always || random.below(10) != 0)
            edges.push_back({Vertex{u}, Vertex{v}, 60.0 + random.below(80)});
    };
    for (std::uint32_t v = 0; v < columns * rows; ++v) {
        if (v % columns + 1 < columns)
            join(v, v + 1, v < columns);
        if (v + columns < columns * rows)
            join(v, v + columns, true);
    }
    return Graph(std::move(vertices), edges);
}

} // namespace evengrid::algorithms
