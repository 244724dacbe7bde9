#include "algorithms/limits.hpp"

#include "algorithms/bottlenecks.hpp"

#include <algorithm>

namespace evengrid::algorithms {

namespace {

// The least violation that a piece causes. Beside a vertex above the maximum it may give people
// away.
std::int64_t least_violation(std::int64_t people, const Bounds& bounds, bool beside_oversize) {
    if (bounds.minimum == 0)
        return 0;
    const std::int64_t regions = people / bounds.minimum;
    if (people <= regions * bounds.maximum)
        return 0;
    const std::int64_t missing = (regions + 1) * bounds.minimum - people;
    const bool may_exceed = regions > 0 || beside_oversize;
    return may_exceed ? std::min(missing, people - regions * bounds.maximum) : missing;
}

} // namespace

std::vector<std::int64_t> unavoidable_violation(const Graph& graph, const Bounds& bounds) {
    std::vector<std::int64_t> result(graph.vertex_count(), 0);
    std::vector<bool> met(graph.vertex_count(), false);
    std::vector<Vertex> queue;
    std::vector<std::int64_t> of_bottleneck(graph.vertex_count(), 0);
    for (const Bottleneck& bottleneck : bottlenecks(graph, bounds))
        of_bottleneck[index(bottleneck.vertex)] = bottleneck.violation;
    for (std::uint32_t first = 0; first < graph.vertex_count(); ++first) {
        if (met[first])
            continue;
        const std::int64_t own = graph[Vertex{first}].population;
        if (own > bounds.maximum) {
            result[first] = own - bounds.maximum;
            continue;
        }
        std::int64_t people = 0;
        bool beside_oversize = false;
        Vertex worst{first};
        queue.assign(1, Vertex{first});
        met[first] = true;
        for (std::size_t head = 0; head < queue.size(); ++head) {
            people += graph[queue[head]].population;
            if (of_bottleneck[index(queue[head])] > of_bottleneck[index(worst)])
                worst = queue[head];
            for (const Neighbour& n : graph.neighbours(queue[head])) {
                if (graph[n.vertex].population > bounds.maximum) {
                    beside_oversize = true;
                } else if (!met[index(n.vertex)]) {
                    met[index(n.vertex)] = true;
                    queue.push_back(n.vertex);
                }
            }
        }
        // The same people may cause both, so that only the worse of two counts.
        const std::int64_t of_piece = least_violation(people, bounds, beside_oversize);
        if (of_piece >= of_bottleneck[index(worst)])
            result[first] = of_piece;
        else
            result[index(worst)] = of_bottleneck[index(worst)];
    }
    return result;
}

} // namespace evengrid::algorithms
