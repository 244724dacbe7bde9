#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace evengrid::algorithms {

/// A way from a supply to a demand; both counted from 0.
struct Route {
    std::uint32_t supply = 0;
    std::uint32_t demand = 0;
    std::int64_t cost = 0; ///< of carrying one along it, not negative
};

/// What is carried along one route.
struct Shipment {
    std::size_t route = 0;
    std::int64_t amount = 0; ///< above 0
    bool operator==(const Shipment&) const = default;
};

struct Transport {
    std::vector<Shipment> shipments; ///< ascending by route
    std::vector<std::int64_t> unmet; ///< of every demand, what no supply within reach had left
};

/// Carries as much as can be from supplies to demands, and of all ways to do so the cheapest.
///
/// The transportation problem (F. L. Hitchcock, 1941), solved by Boost.Graph's successive shortest
/// paths (R. K. Ahuja, T. L. Magnanti, J. B. Orlin, "Network Flows", 1993, section 9.7). Parts that
/// no route connects are solved apart and in parallel.
/// \param supplies, demands whole amounts, not negative.
/// Complexity: O(p m log n) for n ends, m routes and p paths, of which there are about n.
/// \throws std::invalid_argument for a negative amount or cost, or a route to nowhere.
Transport transport(std::span<const std::int64_t> supplies, std::span<const std::int64_t> demands,
                    std::span<const Route> routes);

} // namespace evengrid::algorithms
