#pragma once

#include "algorithms/homes.hpp"
#include "algorithms/problem.hpp"
#include "algorithms/random.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace evengrid::algorithms {

/// How one run of annealing goes.
struct Cooling {
    std::uint64_t proposals = 0;
    double from_m = 0;      ///< temperature in metres of cost at the start,
    double to_m = 0;        ///< and at the end; 0 accepts only what is no worse
    double strictness = 1;  ///< multiplies the price of violation
    bool keep_best = false; ///< end in the best state met, not in the last one
};

/// The factor that leads from one temperature to another in so many equal steps, a power of two.
double cooling_factor(double from, double to, unsigned steps);

/// Connected regions on a graph, changed by moving one vertex at a time.
///
/// Keeps every region connected and not empty: the number of regions never changes. Starting from
/// connected regions is the caller's business. The best state met is kept apart from the current
/// one.
class Search {
public:
    Search(const Problem& problem, Labels labels, std::size_t region_count, std::uint64_t seed);

    /// Simulated annealing over moves of border vertices (Kirkpatrick, Gelatt, Vecchi, 1983).
    void anneal(const Cooling& cooling);

    std::int64_t violation() const { return m_violation; }
    double cost() const { return m_cost; }
    const Labels& labels() const { return m_labels; }
    std::uint64_t moves() const { return m_moves; }
    /// Ends of cut edges: what there is to propose.
    std::size_t cut_ends() const { return m_cut.size(); }

private:
    /// What the search needs of a vertex, side by side in memory.
    struct Site {
        std::int64_t population = 0;
        float area_m2 = 0;
        float rim_m = 0; ///< its whole border
        std::uint32_t home = 0;
        /// What a move costs in border if all border with other regions is with the new one.
        double least_m = 0;
    };
    struct RegionSums {
        std::int64_t population = 0;
        double area_m2 = 0;
        double perimeter_m = 0;
        double lack_m = 0;      ///< weighted lack of compactness
        double most_gain_m = 0; ///< no move makes its own terms better by more
        double gain_per_m = 0;  ///< nor its compactness by more per metre of the vertex's rim
        double gain_per_m2 = 0; ///< and per square metre that comes in
        double further_m = 0;   ///< nor its further measures by more
        std::uint32_t vertices = 0;
    };
    /// A vertex, a neighbour in another region, and the edge to it: an index into all rows.
    struct CutEnd {
        Vertex vertex{};
        Vertex across{};
        std::uint32_t end = 0;
    };
    /// The border that a vertex shares with the region it is in and with the one it may go to.
    struct Shared {
        float cost_from = 0;
        float cost_to = 0;
        float border_from_m = 0;
        float border_to_m = 0;
        double cost_m() const {
            return static_cast<double>(cost_from) - static_cast<double>(cost_to);
        }
    };
    /// What a move of one vertex would change.
    struct Change {
        double cost_m = 0;
        std::int64_t violation = 0;
        double perimeter_from_m = 0;
        double perimeter_to_m = 0;
    };

    std::uint32_t end_of(const Neighbour& n) const {
        return static_cast<std::uint32_t>(&n - m_ends);
    }
    void find_twins();
    void count_homes();
    void add_measures();
    void propose(double temperature_m);
    Shared shared(Vertex v, std::uint32_t from, std::uint32_t to) const;
    Change change(Vertex v, std::uint32_t from, std::uint32_t to, const Shared& shared) const;
    Worth people_by(const Site& site, std::uint32_t from, std::uint32_t to) const;
    std::int64_t moved_by(Vertex v, std::uint32_t from, std::uint32_t to) const;
    Worth measured_by(Vertex v, std::uint32_t from, std::uint32_t to) const;
    void limit_gains(std::uint32_t region);
    static double rounder_m(const RegionSums& region, double rim_m, double entering_m2);
    double most_gain_m(const Site& site, std::uint32_t from, std::uint32_t to) const;
    std::span<std::int64_t> measured(std::uint32_t region) {
        return {m_measured.data() + region * m_terms.measures.size(), m_terms.measures.size()};
    }
    std::span<const std::int64_t> measured(std::uint32_t region) const {
        return {m_measured.data() + region * m_terms.measures.size(), m_terms.measures.size()};
    }
    double most_brought_home_m(const Site& site) const {
        if (m_homes.empty() || site.home == 0)
            return 0;
        return m_terms.moved_m *
               static_cast<double>(site.population + m_terms.homes.least(site.home));
    }
    bool stays_connected(Vertex v, std::uint32_t region);
    void move(Vertex v, std::uint32_t to, const Change& change);
    void mark_best();
    void restore_best();
    void cut(Vertex v, Vertex across, std::uint32_t end);
    void uncut(std::uint32_t end);
    bool is_better() const {
        return m_violation != m_best_violation ? m_violation < m_best_violation
                                               : m_cost < m_best_cost - 1e-9;
    }

    const Graph& m_graph;
    const Terms& m_terms;
    const Poll& m_poll;
    Random m_random;
    Labels m_labels;
    std::vector<RegionSums> m_regions;
    std::vector<Homes> m_homes;           ///< of every region; empty where no vertex has a home
    std::vector<std::int64_t> m_measured; ///< further measures of every region, if there are any
    std::vector<Site> m_sites;
    const Neighbour* m_ends;            ///< all rows of the graph, one after the other
    std::vector<CutEnd> m_cut;          ///< both ends of every cut edge, in no order
    std::vector<std::uint32_t> m_place; ///< of every end in m_cut, where it is cut
    std::vector<std::uint32_t> m_twin;  ///< the same edge in the row of its other vertex
    std::vector<std::uint32_t> m_seen;  ///< stamps of the connectedness search
    std::vector<Vertex> m_queue;
    std::uint32_t m_stamp = 0;
    std::int64_t m_violation = 0;
    double m_cost = 0;
    std::uint64_t m_moves = 0;
    double m_price_m = 0; ///< of a person out of bounds, now

    struct Step {
        Vertex vertex{};
        std::uint32_t from = 0;
    };
    std::vector<Step> m_since_best; ///< moves to take back to reach the best state
    bool m_keep_best = false;
    std::int64_t m_best_violation = 0;
    double m_best_cost = 0;
};

} // namespace evengrid::algorithms
