#include "engine/geometry/repair.hpp"

#include "algorithms/parallel.hpp"
#include "algorithms/partition.hpp"

#include <cmath>
#include <optional>

namespace evengrid::engine {

std::vector<Repair> repair_all(const std::vector<MultiPolygon*>& polygons,
                               const std::function<bool()>& cancelled) {
    std::vector<std::optional<Repair>> found(polygons.size());
    algorithms::parallel_for(polygons.size(), [&](std::size_t i) {
        if (cancelled && cancelled()) {
            throw algorithms::Cancelled{};
        }
        MultiPolygon& ground = *polygons[i];
        if (const auto why = invalidity(ground)) {
            Repair repair{i, *why, std::abs(area_m2(ground)), 0};
            ground = make_valid(ground);
            repair.area_after_m2 = area_m2(ground);
            found[i] = repair;
        }
    });
    std::vector<Repair> repairs;
    for (const auto& repair : found) {
        if (repair) {
            repairs.push_back(*repair);
        }
    }
    return repairs;
}

} // namespace evengrid::engine
