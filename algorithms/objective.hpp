#pragma once

#include "algorithms/graph.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace evengrid::algorithms {

/// How many people a region may hold. Every limit is inclusive.
struct Bounds {
    std::int64_t minimum = 1000;
    std::int64_t maximum = 2000;
    std::optional<std::int64_t> target; ///< wanted size; half-way between the limits when not given

    std::int64_t target_or_middle() const {
        return target.value_or(minimum + (maximum - minimum) / 2);
    }
    bool contains(std::int64_t people) const { return minimum <= people && people <= maximum; }
    /// People above the maximum or short of the minimum; 0 within bounds.
    std::int64_t violation(std::int64_t people) const {
        return people > maximum ? people - maximum : people < minimum ? minimum - people : 0;
    }
    bool operator==(const Bounds&) const = default;
};

/// What the borders of regions cost.
enum class BorderCost {
    border,    ///< metres of cut border times the edge's cost factor
    cut_edges, ///< one per cut edge, as redistricting counts; nothing else has a cost then
};

/// What the parts of the cost weigh against a metre of border.
///
/// All are multiples of the problem's span, the side of a square with the mean region's area: they
/// mean the same in a dense town and in open country.
struct CostWeights {
    /// Spans of border that it costs when a region's people are off the target by the whole target.
    /// Grows with the square: a region 20 % off costs a twenty-fifth of it.
    double deviation = 0.1;
    /// Spans of border that it costs when a region has no compactness at all (Polsby-Popper 0
    /// instead of 1).
    double compactness = 0.2;
    /// Spans of border that it costs when as many people as the target leave their existing region:
    /// when they come into a region that carries on another, or none. A region carries one on when
    /// it has more than half of its people.
    double moved = 1;
};

/// What is wanted of a further measure of the regions, besides their people. Limits are inclusive.
struct MeasureAim {
    std::optional<std::int64_t> minimum;
    std::optional<std::int64_t> maximum;
    std::optional<std::int64_t> target; ///< wanted, but no more than that
    /// Spans of border that it costs when a region is off the target by the whole target, as
    /// `CostWeights::deviation`.
    double weight = 0.1;

    /// The amount that others are compared with: the target, else what the limits say.
    double usual() const;
    /// What lies beyond a limit, as the same share of the people in a usual region, rounded up: a
    /// tenth too many households is as bad as a tenth too many people.
    std::int64_t violation(std::int64_t measured, std::int64_t people_of_usual_region) const;
};

/// What is wanted of a partition: the people a region may hold and the weights of its cost.
struct Objective {
    Bounds bounds;
    BorderCost border_cost = BorderCost::border;
    CostWeights weights;
    std::vector<MeasureAim> measures{}; ///< one per measure of the graph's vertices, or none
};

/// The parts of a partition's worth. Less violation wins; among equals the lower cost.
struct Score {
    std::int64_t violation = 0; ///< people above the maximum or short of the minimum, and measures
    std::int64_t measure_violation = 0; ///< of it, what further measures are out of their limits
    double border = 0;                  ///< cut border: metres times cost factor, or cut edges
    double deviation = 0;               ///< weighted, in metres
    double compactness = 0;             ///< weighted lack of it, in metres
    double moved = 0;                   ///< weighted, in metres
    double measures = 0;                ///< further measures off their targets, weighted, in metres
    std::int64_t moved_people = 0;      ///< with a home that their region does not carry on
    double cut_border_m = 0;            ///< plain length of the cut border
    std::size_t cut_edges = 0;          ///< edges between two regions
    double mean_compactness = 0; ///< Polsby-Popper, 4 pi area / perimeter^2, mean over the regions

    double cost() const { return border + deviation + compactness + moved + measures; }
};

/// The side in metres of a square with the area of the mean region, by which the weights are
/// measured.
///
/// Without areas it is the mean cost of an edge. It depends on the graph and the target alone.
/// Complexity: O(n + m).
double span_m(const Graph& graph, const Bounds& bounds);

/// Judges a partition. A pure function that shares nothing with the solvers.
///
/// \param region_of size n, regions numbered from 0 without gaps. Complexity: O(n + m).
Score score(const Graph& graph, std::span<const Region> region_of, const Objective& objective);

} // namespace evengrid::algorithms
