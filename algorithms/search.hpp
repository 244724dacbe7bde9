#pragma once

#include "algorithms/graph.hpp"
#include "algorithms/objective.hpp"
#include "algorithms/random.hpp"

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace evengrid::algorithms {

using Labels = std::vector<std::uint32_t>; ///< the region of every vertex

/// The objective in the numbers that a search adds up: every term in metres.
struct Terms {
    Terms() = default;
    Terms(const Objective& objective, double span_m);

    Bounds bounds;
    double target = 0;
    double deviation_m = 0;   ///< times the square of people off the target
    double compactness_m = 0; ///< times 1 - Polsby-Popper
    double violation_m =
        0; ///< per person out of bounds while a search may pass through such states
};

/// How one run of annealing goes.
struct Cooling {
    std::uint64_t proposals = 0;
    double from_m = 0;     ///< temperature in metres of cost at the start,
    double to_m = 0;       ///< and at the end; 0 accepts only what is no worse
    double strictness = 1; ///< multiplies the price of violation
};

/// Connected regions on a graph, changed by moving one vertex at a time.
///
/// Keeps every region connected and not empty: the number of regions never changes. Starting from
/// connected regions is the caller's business. The best state met is kept apart from the current
/// one.
class Search {
public:
    Search(const Graph& graph, const Terms& terms, Labels labels, std::size_t region_count,
           std::uint64_t seed);

    /// Simulated annealing over moves of border vertices (Kirkpatrick, Gelatt, Vecchi, 1983).
    void anneal(const Cooling& cooling);

    std::int64_t violation() const { return m_violation; }
    double cost() const { return m_cost; }
    const Labels& labels() const { return m_labels; }
    std::uint64_t moves() const { return m_moves; }

    /// Forgets the best state met before and takes the current one.
    void mark_best();
    /// Goes back to the best state since `mark_best`.
    void restore_best();

private:
    struct RegionSums {
        std::int64_t population = 0;
        double area_m2 = 0;
        double perimeter_m = 0;
        double lack_m = 0; ///< weighted lack of compactness
        std::uint32_t vertices = 0;
    };
    /// What a move of one vertex would change.
    struct Change {
        double cost_m = 0;
        std::int64_t violation = 0;
        double perimeter_from_m = 0;
        double perimeter_to_m = 0;
    };

    void propose(double temperature_m, double price_m);
    Change change(Vertex v, std::uint32_t from, std::uint32_t to) const;
    bool stays_connected(Vertex v, std::uint32_t region);
    void move(Vertex v, std::uint32_t to, const Change& change);
    void update_border(Vertex v);
    double lack_m(double area_m2, double perimeter_m) const;
    bool is_better() const {
        return m_violation != m_best_violation ? m_violation < m_best_violation
                                               : m_cost < m_best_cost - 1e-9;
    }

    const Graph& m_graph;
    Terms m_terms;
    Random m_random;
    Labels m_labels;
    std::vector<RegionSums> m_regions;
    std::vector<float> m_rim_m;           ///< whole border of every vertex
    std::vector<std::uint32_t> m_foreign; ///< neighbours in other regions, per vertex
    std::vector<std::uint32_t> m_place;   ///< of every vertex in m_border, plus one; 0 when inside
    std::vector<Vertex> m_border;         ///< vertices with a neighbour in another region
    std::vector<std::uint32_t> m_seen;    ///< stamps of the connectedness search
    std::vector<Vertex> m_queue;
    std::uint32_t m_stamp = 0;
    std::int64_t m_violation = 0;
    double m_cost = 0;
    std::uint64_t m_moves = 0;

    struct Step {
        Vertex vertex{};
        std::uint32_t from = 0;
    };
    std::vector<Step> m_since_best; ///< moves to take back to reach the best state
    std::int64_t m_best_violation = 0;
    double m_best_cost = 0;
};

} // namespace evengrid::algorithms
