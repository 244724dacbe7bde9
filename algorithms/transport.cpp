#include "algorithms/transport.hpp"

#include "algorithms/parallel.hpp"

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/connected_components.hpp>
#include <boost/graph/successive_shortest_path_nonnegative_weights.hpp>

#include <algorithm>
#include <stdexcept>

namespace evengrid::algorithms {

namespace {

using Traits = boost::adjacency_list_traits<boost::vecS, boost::vecS, boost::directedS>;
using Network = boost::adjacency_list<
    boost::vecS, boost::vecS, boost::directedS, boost::no_property,
    boost::property<
        boost::edge_capacity_t, std::int64_t,
        boost::property<boost::edge_residual_capacity_t, std::int64_t,
                        boost::property<boost::edge_reverse_t, Traits::edge_descriptor,
                                        boost::property<boost::edge_weight_t, std::int64_t>>>>>;

/// Adds an arc and its reverse, by which flow can be taken back.
Traits::edge_descriptor add_arc(Network& network, std::size_t from, std::size_t to,
                                std::int64_t capacity, std::int64_t cost) {
    const auto arc = add_edge(from, to, network).first;
    const auto back = add_edge(to, from, network).first;
    put(boost::edge_capacity, network, arc, capacity);
    put(boost::edge_capacity, network, back, 0);
    put(boost::edge_weight, network, arc, cost);
    put(boost::edge_weight, network, back, -cost);
    put(boost::edge_reverse, network, arc, back);
    put(boost::edge_reverse, network, back, arc);
    return arc;
}

void check(std::span<const std::int64_t> supplies, std::span<const std::int64_t> demands,
           std::span<const Route> routes) {
    const auto negative = [](std::int64_t amount) { return amount < 0; };
    if (std::any_of(supplies.begin(), supplies.end(), negative) ||
        std::any_of(demands.begin(), demands.end(), negative))
        throw std::invalid_argument("transport: an amount is negative");
    for (const Route& route : routes)
        if (route.supply >= supplies.size() || route.demand >= demands.size() || route.cost < 0)
            throw std::invalid_argument("transport: a route leads nowhere or has a negative cost");
}

/// The routes of every part that hangs together.
std::vector<std::vector<std::size_t>> parts_of(std::size_t supplies, std::size_t demands,
                                               std::span<const Route> routes) {
    boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS> ends(supplies + demands);
    for (const Route& route : routes)
        add_edge(route.supply, supplies + route.demand, ends);
    std::vector<std::size_t> part(supplies + demands);
    std::vector<std::vector<std::size_t>> parts(
        static_cast<std::size_t>(boost::connected_components(ends, part.data())));
    for (std::size_t i = 0; i < routes.size(); ++i)
        parts[part[routes[i].supply]].push_back(i);
    return parts;
}

/// Solves one part.
std::vector<Shipment> solve(std::span<const std::int64_t> supplies,
                            std::span<const std::int64_t> demands, std::span<const Route> routes,
                            const std::vector<std::size_t>& part) {
    constexpr std::size_t source = 0, sink = 1;
    Network network(2);
    constexpr std::size_t unseen = 0;
    std::vector<std::size_t> supply_end(supplies.size(), unseen),
        demand_end(demands.size(), unseen);
    std::vector<Traits::edge_descriptor> arcs;
    for (const std::size_t i : part) {
        const Route& route = routes[i];
        std::size_t& from = supply_end[route.supply];
        std::size_t& to = demand_end[route.demand];
        if (from == unseen) {
            from = add_vertex(network);
            add_arc(network, source, from, supplies[route.supply], 0);
        }
        if (to == unseen) {
            to = add_vertex(network);
            add_arc(network, to, sink, demands[route.demand], 0);
        }
        arcs.push_back(add_arc(network, from, to,
                               std::min(supplies[route.supply], demands[route.demand]),
                               route.cost));
    }
    // Boost adds the distances of all rounds, also of ends that are cut off and infinitely far,
    // which only unsigned numbers may be.
    std::vector<std::uint64_t> distances(num_vertices(network));
    boost::successive_shortest_path_nonnegative_weights(network, source, sink,
                                                        boost::distance_map2(distances.data()));
    std::vector<Shipment> shipments;
    for (std::size_t i = 0; i < part.size(); ++i) {
        const std::int64_t amount = get(boost::edge_capacity, network, arcs[i]) -
                                    get(boost::edge_residual_capacity, network, arcs[i]);
        if (amount > 0)
            shipments.push_back({part[i], amount});
    }
    return shipments;
}

} // namespace

Transport transport(std::span<const std::int64_t> supplies, std::span<const std::int64_t> demands,
                    std::span<const Route> routes) {
    check(supplies, demands, routes);
    const auto parts = parts_of(supplies.size(), demands.size(), routes);
    std::vector<std::vector<Shipment>> shipments(parts.size());
    parallel_for(parts.size(), [&](std::size_t i) {
        if (!parts[i].empty())
            shipments[i] = solve(supplies, demands, routes, parts[i]);
    });
    Transport result;
    result.unmet.assign(demands.begin(), demands.end());
    for (const auto& of_part : shipments)
        for (const Shipment& shipment : of_part) {
            result.shipments.push_back(shipment);
            result.unmet[routes[shipment.route].demand] -= shipment.amount;
        }
    std::sort(result.shipments.begin(), result.shipments.end(),
              [](const Shipment& a, const Shipment& b) { return a.route < b.route; });
    return result;
}

} // namespace evengrid::algorithms
