// Polygons of any corners are valid, or made valid. An input is a row of corners, two doubles each;
// a corner that is no number ends a ring, and the ring after it is a hole or, for minus infinity, a
// new polygon.

#include "engine/error.hpp"
#include "engine/geometry/geos.hpp"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>

using namespace evengrid;

namespace {

engine::MultiPolygon polygons_of(const std::uint8_t* bytes, std::size_t size) {
    engine::MultiPolygon ground(1);
    engine::Ring* ring = &ground.back().shell;
    for (; size >= 2 * sizeof(double); bytes += 2 * sizeof(double), size -= 2 * sizeof(double)) {
        engine::Point corner;
        std::memcpy(&corner.x_m, bytes, sizeof(double));
        std::memcpy(&corner.y_m, bytes + sizeof(double), sizeof(double));
        if (std::abs(corner.x_m) <= 1e10 &&
            std::abs(corner.y_m) <= 1e10) { // as the reader lets through
            ring->push_back(corner);
        } else if (std::isinf(corner.x_m) && corner.x_m < 0) {
            ring = &ground.emplace_back().shell;
        } else {
            ring = &ground.back().holes.emplace_back();
        }
    }
    for (engine::Polygon& polygon : ground) {
        const auto close = [](engine::Ring& open) {
            if (!open.empty() && open.front() != open.back()) {
                open.push_back(open.front());
            }
        };
        close(polygon.shell);
        for (engine::Ring& hole : polygon.holes) {
            close(hole);
        }
    }
    return ground;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const engine::MultiPolygon ground = polygons_of(bytes, size);
    try {
        const engine::MultiPolygon made = engine::make_valid(ground);
        if (engine::invalidity(made)) {
            std::abort();
        }
    } catch (const engine::Error&) {
        return 0;
    }
    return 0;
}
