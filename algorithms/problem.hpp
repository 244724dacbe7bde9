#pragma once

#include "algorithms/graph.hpp"
#include "algorithms/homes.hpp"
#include "algorithms/objective.hpp"
#include "algorithms/partition.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

/// What the solvers share. Private to this layer.
namespace evengrid::algorithms {

using Labels = std::vector<std::uint32_t>; ///< the region of every vertex

/// What one or more regions are worth, or a change of them.
struct Worth {
    std::int64_t violation = 0;
    double cost_m = 0;

    double priced(double price_m) const {
        return cost_m + price_m * static_cast<double>(violation);
    }
    Worth& operator+=(const Worth& other) {
        violation += other.violation;
        cost_m += other.cost_m;
        return *this;
    }
    Worth& operator-=(const Worth& other) {
        violation -= other.violation;
        cost_m -= other.cost_m;
        return *this;
    }
};

/// The objective in the numbers that a search adds up: every term in metres of border.
struct Terms {
    Terms() = default;
    /// \param graph the whole one, of which the problems are parts
    Terms(const Objective& objective, const Graph& graph, double span_m);

    Bounds bounds;
    double target = 0;
    double deviation_m = 0;                  ///< times the square of people off the target
    double compactness_m = 0;                ///< times 1 - Polsby-Popper
    double moved_m = 0;                      ///< times people who leave their existing region
    HomeShares homes;                        ///< which people count as kept
    std::vector<MeasureAim> measures;        ///< empty where the vertices have none
    std::vector<double> measure_deviation_m; ///< of each, times the square of its share off target
    double violation_m = 0; ///< per person out of bounds, while a search passes through such states

    /// Weighted lack of compactness of a region.
    double lack_m(double area_m2, double perimeter_m) const;
    /// What a region is worth for one of its further measures.
    Worth of_measure(std::size_t measure, std::int64_t measured) const;
    /// The same for all of them. \param measured one per measure
    Worth of_measures(std::span<const std::int64_t> measured) const;
    /// What a region costs for its people being off the target.
    double off_target_m(std::int64_t people) const {
        const double off = static_cast<double>(people) - target;
        return deviation_m * off * off;
    }
};

/// Asks now and then whether somebody wants the search to end.
class Poll {
public:
    explicit Poll(std::function<bool()> cancelled = {}) : m_cancelled(std::move(cancelled)) {}
    /// \throws Cancelled
    void operator()() const {
        if (m_cancelled && m_cancelled())
            throw Cancelled{};
    }

private:
    std::function<bool()> m_cancelled;
};

/// One connected graph to divide.
struct Problem {
    const Graph& graph;
    const Terms& terms;
    const Poll& poll;
};

/// Connected regions, none empty, and what they are worth.
struct Solution {
    Labels labels;
    std::size_t regions = 0;
    std::int64_t violation = 0;
    double cost_m = 0;
    std::uint64_t moves = 0;
    std::optional<LowerBound> bound; ///< of what any partition with so many regions must cost

    bool better_than(const Solution& other) const {
        return violation != other.violation ? violation < other.violation
                                            : cost_m < other.cost_m - 1e-9;
    }
};

/// The measures of some vertices together. \param vertices of the graph, in any container
template <class Vertices>
std::vector<std::int64_t> measured(const Graph& graph, const Vertices& vertices) {
    std::vector<std::int64_t> sums(graph.measure_count(), 0);
    for (const auto v : vertices)
        for (std::size_t k = 0; k < sums.size(); ++k)
            sums[k] += graph.measures(Vertex{v})[k];
    return sums;
}

/// Fills in what the labels of a solution are worth. Complexity: O(n + m).
void evaluate(const Problem& problem, Solution& solution);

/// The mean cost of an edge: the natural unit of temperature. 0 without edges.
double mean_edge_cost(const Graph& graph);

} // namespace evengrid::algorithms
