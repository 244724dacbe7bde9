#include "algorithms/transport.hpp"

#include "algorithms/random.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>

namespace evengrid::algorithms {
namespace {

TEST(Transport, CarriesAllItCanBeforeItLooksAtTheCost) {
    // The near supply would serve the first demand for nothing, but only it reaches the second.
    const std::vector<std::int64_t> supplies = {10, 10}, demands = {10, 10};
    const std::vector<Route> routes = {{0, 0, 0}, {1, 0, 100}, {0, 1, 100}};
    const Transport result = transport(supplies, demands, routes);
    EXPECT_EQ(result.shipments, (std::vector<Shipment>{{1, 10}, {2, 10}}));
    EXPECT_EQ(result.unmet, (std::vector<std::int64_t>{0, 0}));
}

TEST(Transport, LeavesUnmetWhatIsOutOfReachOrTooMuch) {
    const std::vector<std::int64_t> supplies = {10, 5}, demands = {12, 7, 4};
    const std::vector<Route> routes = {{0, 0, 3}, {1, 1, 3}};
    EXPECT_EQ(transport(supplies, demands, routes).unmet, (std::vector<std::int64_t>{2, 2, 4}));
    EXPECT_TRUE(transport({}, {}, {}).shipments.empty());
}

TEST(Transport, RefusesWhatMakesNoSense) {
    const std::vector<std::int64_t> one = {1}, negative = {-1};
    EXPECT_THROW(transport(negative, one, {}), std::invalid_argument);
    EXPECT_THROW(transport(one, one, std::vector<Route>{{0, 1, 0}}), std::invalid_argument);
    EXPECT_THROW(transport(one, one, std::vector<Route>{{0, 0, -1}}), std::invalid_argument);
}

struct Case {
    std::vector<std::int64_t> supplies, demands;
    std::vector<Route> routes;
};

Case drawn_case(std::uint64_t seed) {
    Random random(seed);
    Case made;
    for (std::uint32_t i = 0; i < 1 + random.below(3); ++i)
        made.supplies.push_back(random.below(4));
    for (std::uint32_t i = 0; i < 1 + random.below(3); ++i)
        made.demands.push_back(random.below(4));
    for (std::uint32_t s = 0; s < made.supplies.size(); ++s)
        for (std::uint32_t d = 0; d < made.demands.size(); ++d)
            if (random.below(4) > 0)
                made.routes.push_back({s, d, random.below(20)});
    return made;
}

struct Worth {
    std::int64_t carried = 0, cost = 0;
    bool operator<(const Worth& other) const {
        return carried != other.carried ? carried > other.carried : cost < other.cost;
    }
    bool operator==(const Worth&) const = default;
};

/// The best of all ways, one by one: what is carried along the routes from `next` on.
Worth best_way(Case& c, std::size_t next = 0) {
    if (next == c.routes.size())
        return {};
    const Route& route = c.routes[next];
    Worth best = best_way(c, next + 1);
    const std::int64_t most = std::min(c.supplies[route.supply], c.demands[route.demand]);
    for (std::int64_t amount = 1; amount <= most; ++amount) {
        c.supplies[route.supply] -= amount;
        c.demands[route.demand] -= amount;
        Worth rest = best_way(c, next + 1);
        rest.carried += amount;
        rest.cost += amount * route.cost;
        best = std::min(best, rest);
        c.supplies[route.supply] += amount;
        c.demands[route.demand] += amount;
    }
    return best;
}

TEST(Transport, IsTheBestOfAllWaysOnSmallCases) {
    for (std::uint64_t seed = 1; seed <= 300; ++seed) {
        Case c = drawn_case(seed);
        const Transport result = transport(c.supplies, c.demands, c.routes);
        Worth worth;
        std::vector<std::int64_t> left = c.supplies, unmet = c.demands;
        for (const Shipment& shipment : result.shipments) {
            const Route& route = c.routes[shipment.route];
            worth.carried += shipment.amount;
            worth.cost += shipment.amount * route.cost;
            EXPECT_GE(left[route.supply] -= shipment.amount, 0) << "seed " << seed;
            unmet[route.demand] -= shipment.amount;
        }
        EXPECT_EQ(unmet, result.unmet) << "seed " << seed;
        EXPECT_EQ(worth, best_way(c)) << "seed " << seed;
    }
}

} // namespace
} // namespace evengrid::algorithms
