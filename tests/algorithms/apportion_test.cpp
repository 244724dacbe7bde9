#include "algorithms/apportion.hpp"

#include "algorithms/random.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

namespace evengrid::algorithms {
namespace {

TEST(EqualProportions, AreNothingOutsideOfWhatTheRangesAdmit) {
    const std::vector<Claim> claims = {{9900, {5, 9}}, {2000, {1, 2}}};
    EXPECT_FALSE(equal_proportions(5, claims));
    EXPECT_FALSE(equal_proportions(12, claims));
    EXPECT_EQ(equal_proportions(6, claims), (std::vector<std::int64_t>{5, 1}));
    EXPECT_EQ(equal_proportions(11, claims), (std::vector<std::int64_t>{9, 2}));
    EXPECT_EQ(equal_proportions(0, {}), std::vector<std::int64_t>{});
}

/// Calls `see` with every way to hand out `total` within the ranges.
void for_every_way(std::int64_t total, const std::vector<Claim>& claims,
                   std::vector<std::int64_t>& way,
                   const std::function<void(const std::vector<std::int64_t>&)>& see) {
    if (way.size() == claims.size()) {
        if (total == 0)
            see(way);
        return;
    }
    const CountRange range = claims[way.size()].range;
    for (std::int64_t n = range.fewest; n <= std::min(range.most, total); ++n) {
        way.push_back(n);
        for_every_way(total - n, claims, way, see);
        way.pop_back();
    }
}

double unevenness(const std::vector<Claim>& claims, const std::vector<std::int64_t>& counts) {
    double sum = 0;
    for (std::size_t i = 0; i < claims.size(); ++i) {
        const auto people = static_cast<double>(claims[i].people);
        sum += people * people / static_cast<double>(counts[i]);
    }
    return sum;
}

TEST(EqualProportions, AreTheMostEvenOfAllWays) {
    for (std::uint64_t seed = 1; seed <= 300; ++seed) {
        Random random(seed);
        std::vector<Claim> claims;
        CountRange all;
        for (std::uint32_t i = 0; i < 2 + seed % 3; ++i) {
            const std::int64_t fewest = 1 + random.below(4);
            claims.push_back({random.below(20'000), {fewest, fewest + random.below(6)}});
            all.fewest += claims.back().range.fewest;
            all.most += claims.back().range.most;
        }
        const std::int64_t total =
            all.fewest + random.below(static_cast<std::uint32_t>(all.most - all.fewest + 1));
        const auto counts = equal_proportions(total, claims);
        ASSERT_TRUE(counts) << "seed " << seed;
        double best = 1e300;
        std::vector<std::int64_t> way;
        for_every_way(total, claims, way,
                      [&](const auto& w) { best = std::min(best, unevenness(claims, w)); });
        EXPECT_NEAR(unevenness(claims, *counts), best, 1e-9 * best) << "seed " << seed;
        for (std::size_t i = 0; i < claims.size(); ++i)
            EXPECT_TRUE(claims[i].range.contains((*counts)[i])) << "seed " << seed;
    }
}

} // namespace
} // namespace evengrid::algorithms
