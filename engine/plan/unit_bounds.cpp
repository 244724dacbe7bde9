#include "engine/plan/unit_bounds.hpp"

namespace evengrid::engine {

std::vector<algorithms::Bounds> unit_bounds(const City& city, const std::vector<Origin>& origins,
                                            const PlanOptions& options) {
    std::vector<algorithms::Bounds> bounds;
    for (std::size_t i = 0; i < origins.size(); ++i) {
        const Origin& origin = origins[i];
        const auto of_kind = options.bounds_of_kind.find(city.units[i].kind);
        if (of_kind != options.bounds_of_kind.end()) {
            bounds.push_back(of_kind->second);
        } else if (!origin.area) {
            bounds.push_back(options.partition.bounds);
        } else if (city.areas[*origin.area].exclusive) {
            bounds.push_back({0, unlimited_people, std::nullopt});
        } else { // units stand before areas
            bounds.push_back(algorithms::Bounds(bounds[index(origin.unit)]));
        }
    }
    return bounds;
}

} // namespace evengrid::engine
