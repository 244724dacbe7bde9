#include "algorithms/counts.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <queue>
#include <tuple>

namespace evengrid::algorithms {

std::int64_t least_violation(std::int64_t people, std::int64_t regions, const Bounds& bounds) {
    return std::max<std::int64_t>(
        {0, regions * bounds.minimum - people, people - regions * bounds.maximum});
}

RegionCounts region_counts(const Graph& graph, std::span<const Vertex> vertices,
                           const Bounds& bounds) {
    std::int64_t people = 0;
    std::int64_t oversize = 0;
    for (const Vertex v : vertices) {
        const std::int64_t own = graph[v].population;
        if (own > bounds.maximum)
            ++oversize;
        else
            people += own;
    }
    const auto size = static_cast<std::int64_t>(vertices.size());
    const std::int64_t maximum = std::max<std::int64_t>(1, bounds.maximum);
    const std::int64_t target = std::max<std::int64_t>(1, bounds.target_or_middle());
    const std::int64_t most = bounds.minimum > 0 ? people / bounds.minimum : size - oversize;
    std::int64_t fewest = (people + maximum - 1) / maximum;
    if (fewest == 0 && bounds.minimum == 0 && oversize == 0)
        fewest = 1;
    RegionCounts result;
    result.legal = fewest <= most && (oversize > 0 || fewest > 0);
    std::int64_t wanted = 0;
    if (result.legal) {
        wanted = std::clamp((2 * people + target) / (2 * target), fewest, most);
    } else {
        // The violation has its only valley between the two counts.
        const bool more =
            least_violation(people, fewest, bounds) < least_violation(people, most, bounds);
        wanted = more ? fewest : most;
    }
    const auto count = [&](std::int64_t rest) {
        return static_cast<std::size_t>(std::clamp<std::int64_t>(rest + oversize, 1, size));
    };
    result.fewest = count(std::min(fewest, most));
    result.most = count(std::max(fewest, most));
    result.wanted = count(wanted);
    return result;
}

std::vector<std::size_t> share_out(std::span<const RegionCounts> counts,
                                   std::span<const std::size_t> vertices, std::size_t total) {
    std::vector<std::size_t> result;
    std::size_t sum = 0;
    for (const RegionCounts& count : counts) {
        result.push_back(count.wanted);
        sum += count.wanted;
    }
    const bool grow = sum < total;
    // What one more step costs a component: steps outside its legal range first, then the relative
    // change.
    using Step = std::tuple<bool, double, std::size_t>;
    std::priority_queue<Step, std::vector<Step>, std::greater<>> steps;
    const auto offer = [&](std::size_t c) {
        const std::size_t next = grow ? result[c] + 1 : result[c] - 1;
        if (next < 1 || next > vertices[c])
            return;
        const bool illegal = next < counts[c].fewest || next > counts[c].most;
        const auto wanted = static_cast<double>(counts[c].wanted);
        steps.emplace(illegal, std::abs(static_cast<double>(next) / wanted - 1), c);
    };
    for (std::size_t c = 0; c < counts.size(); ++c)
        offer(c);
    while (sum != total && !steps.empty()) {
        const std::size_t c = std::get<2>(steps.top());
        steps.pop();
        result[c] = grow ? result[c] + 1 : result[c] - 1;
        sum = grow ? sum + 1 : sum - 1;
        offer(c);
    }
    return result;
}

} // namespace evengrid::algorithms
