#include "algorithms/apportion.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <queue>

namespace evengrid::algorithms {

namespace {

/// How much a claim deserves one more region than the `count` it has.
double priority(std::int64_t people, std::int64_t count) {
    if (count == 0)
        return people > 0 ? std::numeric_limits<double>::infinity() : 0;
    const auto n = static_cast<double>(count);
    return static_cast<double>(people) / std::sqrt(n * (n + 1));
}

} // namespace

std::optional<std::vector<std::int64_t>> equal_proportions(std::int64_t total,
                                                           std::span<const Claim> claims) {
    struct Turn {
        double priority;
        std::size_t claim;
        bool operator<(const Turn& other) const {
            return priority != other.priority ? priority < other.priority : claim > other.claim;
        }
    };
    std::vector<std::int64_t> counts;
    std::priority_queue<Turn> turns;
    const auto queue = [&](std::size_t i) {
        if (counts[i] < claims[i].range.most)
            turns.push({priority(claims[i].people, counts[i]), i});
    };
    for (std::size_t i = 0; i < claims.size(); ++i) {
        counts.push_back(claims[i].range.fewest);
        total -= counts.back();
        queue(i);
    }
    for (; total > 0 && !turns.empty(); --total) {
        const std::size_t next = turns.top().claim;
        turns.pop();
        ++counts[next];
        queue(next);
    }
    return total == 0 ? std::optional(std::move(counts)) : std::nullopt;
}

} // namespace evengrid::algorithms
