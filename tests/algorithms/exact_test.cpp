#include "algorithms/cells.hpp"
#include "algorithms/partition.hpp"
#include "algorithms/random.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <numbers>

namespace evengrid::algorithms {
namespace {

/// The best partition of a small graph from a table over all sets of vertices: a set of so many
/// regions is a connected set with its smallest vertex and the best of what is left.
///
/// Shares nothing with the solvers; its costs are those of docs/algorithm.md.
class SubsetTable {
public:
    struct Worth {
        std::int64_t violation = std::numeric_limits<std::int64_t>::max() / 2;
        double cost = 0;

        bool operator<(const Worth& other) const {
            return violation != other.violation ? violation < other.violation : cost < other.cost;
        }
    };

    SubsetTable(const Graph& graph, const Objective& objective)
        : m_graph(graph), m_objective(objective), m_span_m(span_m(graph, objective.bounds)),
          m_region(std::size_t{1} << graph.vertex_count()) {
        for (std::uint32_t set = 1; set < m_region.size(); ++set)
            if (is_connected(set))
                m_region[set] = region(set);
    }

    Worth best(std::size_t regions) const {
        std::vector<Worth> fewer = m_region;
        for (std::size_t count = 2; count <= regions; ++count) {
            std::vector<Worth> now(m_region.size());
            for (std::uint32_t set = 1; set < now.size(); ++set) {
                const std::uint32_t smallest = set & (~set + 1);
                const std::uint32_t others = set ^ smallest;
                for (std::uint32_t rest = others; rest != 0; rest = (rest - 1) & others) {
                    const Worth& own = m_region[set ^ rest];
                    const Worth together{own.violation + fewer[rest].violation,
                                         own.cost + fewer[rest].cost};
                    if (together < now[set])
                        now[set] = together;
                }
            }
            fewer = std::move(now);
        }
        return fewer.back();
    }

private:
    bool is_connected(std::uint32_t set) const {
        std::uint32_t met = set & (~set + 1);
        for (std::uint32_t before = 0; before != met;) {
            before = met;
            for (std::uint32_t v = 0; v < m_graph.vertex_count(); ++v)
                if ((before >> v & 1) != 0)
                    for (const Neighbour& n : m_graph.neighbours(Vertex{v}))
                        met |= set & (1U << index(n.vertex));
        }
        return met == set;
    }

    Worth region(std::uint32_t set) const {
        std::int64_t people = 0;
        double cut = 0;
        double area_m2 = 0;
        double perimeter_m = 0;
        for (std::uint32_t v = 0; v < m_graph.vertex_count(); ++v) {
            if ((set >> v & 1) == 0)
                continue;
            people += m_graph[Vertex{v}].population;
            area_m2 += m_graph[Vertex{v}].area_m2;
            perimeter_m += m_graph[Vertex{v}].outer_m;
            for (const Neighbour& n : m_graph.neighbours(Vertex{v})) {
                if ((set >> index(n.vertex) & 1) != 0)
                    continue;
                cut += static_cast<double>(n.cost);
                perimeter_m += static_cast<double>(n.border_m);
            }
        }
        const auto target = static_cast<double>(m_objective.bounds.target_or_middle());
        const double off = (static_cast<double>(people) - target) / target;
        const double compact = 4 * std::numbers::pi * area_m2 / (perimeter_m * perimeter_m);
        const Worth further = of_measures(set, target);
        return {m_objective.bounds.violation(people) + further.violation,
                further.cost + cut / 2 + m_objective.weights.deviation * m_span_m * off * off +
                    m_objective.weights.compactness * m_span_m * (1 - compact)};
    }

    Worth of_measures(std::uint32_t set, double people_of_usual_region) const {
        Worth sum{0, 0};
        for (std::size_t k = 0; k < m_objective.measures.size(); ++k) {
            const MeasureAim& aim = m_objective.measures[k];
            std::int64_t measured = 0;
            for (std::uint32_t v = 0; v < m_graph.vertex_count(); ++v)
                measured += (set >> v & 1) != 0 ? m_graph.measures(Vertex{v})[k] : 0;
            const auto usual = static_cast<double>(*aim.target);
            const auto beyond = static_cast<double>(std::max(measured - *aim.maximum, 0L));
            sum.violation +=
                static_cast<std::int64_t>(std::ceil(beyond * people_of_usual_region / usual));
            const double off = (static_cast<double>(measured) - usual) / usual;
            sum.cost += aim.weight * m_span_m * off * off;
        }
        return sum;
    }

    const Graph& m_graph;
    const Objective& m_objective;
    double m_span_m;
    std::vector<Worth> m_region; ///< of every set as one region; not connected: endless violation
};

PartitionOptions options_for(const Graph& graph, std::size_t regions, double slack) {
    const double mean =
        static_cast<double>(graph.total_population()) / static_cast<double>(regions);
    PartitionOptions options;
    options.regions = regions;
    options.bounds = {static_cast<std::int64_t>(mean * (1 - slack)),
                      static_cast<std::int64_t>(mean * (1 + slack)),
                      static_cast<std::int64_t>(mean)};
    return options;
}

/// Gives every vertex two measures, and says what is wanted of them: a limit that bites, and a
/// target that does not go with the people.
void add_measures(Graph& graph, PartitionOptions& options, std::uint64_t seed) {
    Random random(seed);
    std::vector<std::int64_t> measures;
    std::int64_t totals[] = {0, 0};
    for (std::size_t i = 0; i < 2 * graph.vertex_count(); ++i) {
        measures.push_back(random.below(i % 2 == 0 ? 100 : 9000));
        totals[i % 2] += measures.back();
    }
    graph.set_measures(measures, 2);
    const auto regions = static_cast<std::int64_t>(*options.regions);
    for (const std::int64_t total : totals) {
        const std::int64_t mean = total / regions + 1;
        options.measures.push_back({std::nullopt, mean + mean / 4, mean, 0.5});
    }
}

// A thousand units in the long run; every other one has further measures.
TEST(Exact, AgreesWithAllPartitionsOfSmallUnits) {
    const std::uint64_t units = std::getenv("EVENGRID_LONG") != nullptr ? 1000 : 70;
    for (std::uint64_t seed = 1; seed <= units; ++seed) {
        SCOPED_TRACE(seed);
        Graph graph = random_cells(8 + static_cast<std::uint32_t>(seed % 7), seed);
        PartitionOptions options =
            options_for(graph, 2 + seed % 4, seed % 3 == 0 ? 0.02 : 0.25); // some cannot be kept
        if (seed % 2 == 0)
            add_measures(graph, options, seed);
        const Partition found = partition(graph, options);
        const Objective objective = options.objective();
        const SubsetTable::Worth best = SubsetTable(graph, objective).best(*options.regions);
        const Score own = score(graph, found.region_of, objective);
        EXPECT_EQ(found.regions.size(), *options.regions);
        EXPECT_EQ(own.violation, best.violation);
        EXPECT_NEAR(own.cost(), best.cost, 1e-3);
        ASSERT_TRUE(found.lower_bound);
        EXPECT_TRUE(found.lower_bound->proven);
    }
}

TEST(Exact, ProvesUnitsOfThirtyBlocksByDefault) {
    for (const std::size_t regions : {2U, 3U, 4U, 5U, 6U}) {
        for (std::uint64_t seed = 1; seed <= 4; ++seed) {
            const Graph graph = random_cells(30, seed);
            const Partition found = partition(graph, options_for(graph, regions, 1.0 / 3));
            ASSERT_TRUE(found.lower_bound);
            EXPECT_TRUE(found.lower_bound->proven) << regions << " regions, seed " << seed;
        }
    }
}

// The bounds leave less room than a block's people, so that no block can change regions alone.
TEST(Exact, LeavesNoPairOfRegionsToBeDividedBetterUnderHighEffort) {
    const Graph graph = random_cells(66, 3);
    PartitionOptions options = options_for(graph, 5, 0.01);
    options.border_cost = BorderCost::cut_edges;
    options.effort = Effort::high;
    const Partition found = partition(graph, options);
    EXPECT_EQ(score(graph, found.region_of, options.objective()).violation, 0);
    for (std::uint32_t a = 0; a < *options.regions; ++a) {
        for (std::uint32_t b = a + 1; b < *options.regions; ++b) {
            std::vector<Vertex> both;
            std::vector<Region> labels;
            for (std::uint32_t v = 0; v < graph.vertex_count(); ++v) {
                const Region region = found.region_of[v];
                if (region != Region{a} && region != Region{b})
                    continue;
                both.push_back(Vertex{v});
                labels.push_back(Region{region == Region{a} ? 0U : 1U});
            }
            const Graph pair = graph.induced(both);
            if (components(pair) != std::vector<std::uint32_t>(both.size(), 0))
                continue; // they do not touch
            PartitionOptions again = options;
            again.regions = 2;
            const Partition best = partition(pair, again);
            ASSERT_TRUE(best.lower_bound && best.lower_bound->proven);
            EXPECT_LE(score(pair, labels, options.objective()).cut_edges,
                      score(pair, best.region_of, options.objective()).cut_edges);
        }
    }
}

TEST(Exact, KeepsManyRegionsWholeUnderHighEffort) {
    for (std::uint64_t seed = 1; seed <= 2; ++seed) {
        const Graph graph = random_cells(110, seed);
        PartitionOptions options = options_for(graph, 14, 1.0 / 3);
        const double before =
            score(graph, partition(graph, options).region_of, options.objective()).cost();
        options.effort = Effort::high;
        const Partition found = partition(graph, options);
        const Score own = score(graph, found.region_of, options.objective());
        EXPECT_EQ(own.violation, 0);
        EXPECT_LE(own.cost(), before + 1e-3);
        std::vector<std::vector<Vertex>> members(found.regions.size());
        for (std::uint32_t v = 0; v < graph.vertex_count(); ++v)
            members[index(found.region_of[v])].push_back(Vertex{v});
        for (const std::vector<Vertex>& region : members)
            EXPECT_EQ(components(graph.induced(region)),
                      std::vector<std::uint32_t>(region.size(), 0));
    }
}

} // namespace
} // namespace evengrid::algorithms
