#pragma once

#include "algorithms/possible_regions.hpp"

#include <cstddef>
#include <limits>
#include <span>
#include <vector>

/// Private to this layer.
namespace evengrid::algorithms {

/// Covers every vertex once with a given number of possible regions at the least cost: the set
/// partitioning problem.
///
/// The lower bound is the Lagrangian one, with a price for every vertex that subgradient steps
/// improve (Held and Karp, 1971); a region whose reduced cost exceeds the gap is struck out. What
/// is left open is searched, always for the region of the smallest vertex not covered yet.
class Cover {
public:
    /// \param price size n, to begin with.
    /// \param regions in a cover.
    /// \param upper what a cover must cost less than.
    Cover(std::span<const PossibleRegion> from, std::vector<double> price, std::size_t regions,
          double upper);

    /// Moves the prices towards the best bound.
    void raise_bound();

    /// No cover with these regions costs less, unless it costs `upper` or more.
    double lower() const { return m_lower; }
    std::span<const double> price() const { return m_price; }

    /// Looks for the best cover; false where so many looks at a region were not enough.
    bool search(std::size_t most_looks);

    /// The regions of a cover that costs less; empty where none was found.
    const std::vector<VertexSet>& best() const { return m_best; }

private:
    double relax();
    bool follow(double length);
    void prepare_rest();
    void branch(VertexSet open, double cost);

    static constexpr double infinite = std::numeric_limits<double>::infinity();

    std::vector<std::vector<PossibleRegion>> m_columns; ///< by smallest vertex
    std::size_t m_regions;
    double m_upper;
    std::vector<double> m_price; ///< per vertex
    double m_lower = -infinite;
    std::vector<int> m_covered; ///< how often the relaxed choice covers each vertex
    std::vector<std::vector<double>> m_rest;
    std::vector<VertexSet> m_chosen;
    std::vector<VertexSet> m_best;
    std::size_t m_looks_left = 0;
    bool m_complete = true;
};

} // namespace evengrid::algorithms
