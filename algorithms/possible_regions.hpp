#pragma once

#include "algorithms/problem.hpp"

#include <array>
#include <bit>
#include <cstdint>
#include <span>
#include <vector>

/// Private to this layer.
namespace evengrid::algorithms {

/// Vertices of a graph of at most 64, one bit each.
using VertexSet = std::uint64_t;
constexpr std::size_t most_vertices_of_set = 64;

constexpr VertexSet bit(std::size_t v) {
    return VertexSet{1} << v;
}

template <class Body>
void for_each_vertex(VertexSet set, const Body& body) {
    for (; set != 0; set &= set - 1)
        body(static_cast<std::uint32_t>(std::countr_zero(set)));
}

/// A set of vertices that may be a region.
struct PossibleRegion {
    VertexSet vertices = 0;
    double cost = 0;    ///< its half of the border and its own terms, violation priced in
    double reduced = 0; ///< cost less the prices of the vertices
};

/// Lists the connected sets of vertices whose cost is little more than the prices of the vertices.
///
/// Sets are grown vertex by vertex, each set once, by its smallest vertex. What is barred from a
/// set will border on it: half of that border, and the highest prices that as many people as the
/// maximum can bring, decide whether a cheap set can still come of it. That leaves a thousandth of
/// all connected sets where the prices are good.
class PossibleRegions {
public:
    /// \param problem of at most 64 vertices.
    /// \param regions in a partition.
    /// \param most_violation of a partition, in people.
    /// \param weight of one person of violation: more than any difference in cost.
    PossibleRegions(const Problem& problem, std::size_t regions, std::int64_t most_violation,
                    double weight);

    /// All sets with a reduced cost below `below`, in a fixed order.
    ///
    /// \param price size n.
    /// \param most sets to list.
    /// \param tries_left sets that may be looked at; reduced by those that were.
    /// \returns false where one of the limits was reached and sets are missing.
    bool list(std::span<const double> price, double below, std::size_t most,
              std::size_t& tries_left, std::vector<PossibleRegion>& listed);

private:
    /// What lies between two vertices.
    struct Beside {
        double cost = 0;
        double border_m = 0;
    };
    /// A set as far as it has grown.
    struct Growth {
        VertexSet set = 0;
        VertexSet barred = 0;
        VertexSet rim = 0; ///< vertices beside the set
        std::int64_t population = 0;
        double border = 0;
        double barred_border = 0; ///< the part of it that stays whatever else joins
        double perimeter_m = 0;
        double area_m2 = 0;
        double price = 0;
        double open_premium = 0; ///< premiums of all vertices neither in the set nor barred
    };

    void prepare_premiums();
    void grow(Growth growth, std::uint32_t v);
    double least_reduced(const Growth& growth) const;
    void consider(const Growth& growth);
    std::int64_t moved(VertexSet set) const;
    Worth of_measures(VertexSet set) const;
    bool leaves_regions(VertexSet set) const;
    VertexSet piece(VertexSet within) const;
    double border_with(std::uint32_t v, VertexSet set) const;
    const Beside& beside(std::uint32_t v, std::uint32_t u) const {
        return m_beside[v * m_vertices + u];
    }

    const Problem& m_problem;
    std::size_t m_regions;
    std::int64_t m_most_violation;
    double m_weight;
    bool m_has_homes = false;
    VertexSet m_all = 0;
    std::size_t m_vertices;
    std::vector<Beside> m_beside; ///< of all pairs, row by row; filled where `m_rim` says
    std::array<VertexSet, most_vertices_of_set> m_rim{};

    std::span<const double> m_price;
    double m_per_person = 0;       ///< of the prices, for people up to the maximum
    std::vector<double> m_premium; ///< of a vertex: what its price is above that
    double m_below = 0;
    std::size_t m_most = 0;
    std::size_t* m_tries_left = nullptr;
    std::vector<PossibleRegion>* m_listed = nullptr;
    bool m_complete = true;
};

} // namespace evengrid::algorithms
