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

CountRange legal_counts(const Graph& connected, const Bounds& bounds) {
    std::int64_t above = 0, others = 0, people = 0;
    for (std::uint32_t v = 0; v < connected.vertex_count(); ++v) {
        const std::int64_t here = connected[Vertex{v}].population;
        const bool alone = here > bounds.maximum;
        above += alone ? 1 : 0;
        others += alone ? 0 : 1;
        people += alone ? 0 : here;
    }
    const std::int64_t maximum = std::max<std::int64_t>(1, bounds.maximum);
    const std::int64_t fewest = (people + maximum - 1) / maximum;
    const std::int64_t most =
        bounds.minimum > 0 ? std::min(people / bounds.minimum, others) : others;
    if (fewest > most && above > 0) // the rest is carried along
        return {above + most, above + most};
    const std::int64_t least = std::max<std::int64_t>(1, above + fewest);
    return {least, std::max(least, above + most)};
}

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
