#include "algorithms/partition.hpp"

#include "algorithms/lattice.hpp"
#include "algorithms/limits.hpp"
#include "algorithms/parallel.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <numeric>
#include <stdexcept>

namespace evengrid::algorithms {
namespace {

/// What holds for every partition, whatever was asked.
void expect_sound(const Graph& graph, const Partition& partition, const Bounds& bounds) {
    ASSERT_EQ(partition.region_of.size(), graph.vertex_count());
    std::vector<std::int64_t> people(partition.regions.size(), 0);
    for (std::uint32_t v = 0; v < graph.vertex_count(); ++v) {
        ASSERT_LT(index(partition.region_of[v]), people.size());
        people[index(partition.region_of[v])] += graph[Vertex{v}].population;
    }
    // Every region is in one piece: cut all edges between regions and count the components.
    std::vector<VertexData> vertices(graph.vertex_count());
    std::vector<Edge> inner;
    for (std::uint32_t v = 0; v < graph.vertex_count(); ++v)
        for (const Neighbour& n : graph.neighbours(Vertex{v}))
            if (partition.region_of[v] == partition.region_of[index(n.vertex)] &&
                index(n.vertex) > v)
                inner.push_back({Vertex{v}, n.vertex, 1});
    const std::vector<std::uint32_t> piece = components(Graph(vertices, inner));
    const std::size_t pieces =
        piece.empty() ? 0 : std::size_t{*std::max_element(piece.begin(), piece.end())} + 1;
    EXPECT_EQ(pieces, partition.regions.size());
    for (std::size_t region = 0; region < people.size(); ++region) {
        EXPECT_EQ(partition.regions[region].population, people[region]);
        EXPECT_EQ(partition.regions[region].reason == Reason::none,
                  bounds.contains(people[region]));
    }
}

/// The best partition of a small graph by trying all: every vertex joins a region or opens one.
class BruteForce {
public:
    BruteForce(const Graph& graph, const Objective& objective, std::size_t regions)
        : m_graph(graph), m_objective(objective), m_regions(regions),
          m_region_of(graph.vertex_count()) {
        place(0, 0);
    }

    std::int64_t violation() const { return m_violation; }
    double cost() const { return m_cost; }

private:
    void place(std::size_t v, std::uint32_t used) {
        if (used + (m_region_of.size() - v) < m_regions)
            return;
        if (v == m_region_of.size()) {
            judge(used);
            return;
        }
        for (std::uint32_t region = 0; region < std::min<std::size_t>(used + 1, m_regions);
             ++region) {
            m_region_of[v] = Region{region};
            place(v + 1, std::max(used, region + 1));
        }
    }

    void judge(std::uint32_t used) {
        std::vector<std::int64_t> people(used, 0);
        for (std::uint32_t v = 0; v < m_region_of.size(); ++v)
            people[index(m_region_of[v])] += m_graph[Vertex{v}].population;
        std::int64_t violation = 0;
        for (const std::int64_t own : people)
            violation += m_objective.bounds.violation(own);
        if (violation > m_violation || !connected(used))
            return;
        const double cost = score(m_graph, m_region_of, m_objective).cost();
        if (violation < m_violation || cost < m_cost) {
            m_violation = violation;
            m_cost = cost;
        }
    }

    bool connected(std::uint32_t used) const {
        std::vector<bool> met(m_region_of.size(), false);
        std::uint32_t pieces = 0;
        for (std::uint32_t first = 0; first < m_region_of.size(); ++first) {
            if (met[first])
                continue;
            ++pieces;
            std::vector<Vertex> queue{Vertex{first}};
            met[first] = true;
            for (std::size_t head = 0; head < queue.size(); ++head)
                for (const Neighbour& n : m_graph.neighbours(queue[head]))
                    if (!met[index(n.vertex)] &&
                        m_region_of[index(n.vertex)] == m_region_of[first]) {
                        met[index(n.vertex)] = true;
                        queue.push_back(n.vertex);
                    }
        }
        return pieces == used;
    }

    const Graph& m_graph;
    const Objective& m_objective;
    std::size_t m_regions;
    std::vector<Region> m_region_of;
    std::int64_t m_violation = std::numeric_limits<std::int64_t>::max();
    double m_cost = std::numeric_limits<double>::infinity();
};

TEST(Partition, IsTheBestOfAllPartitionsOfASmallGraph) {
    for (std::uint32_t seed = 1; seed <= 60; ++seed) {
        const std::uint32_t columns = 2 + seed % 3;
        const Graph graph = random_lattice(columns, 10 / columns, seed);
        PartitionOptions options;
        options.bounds = {500, 900, {}};
        options.regions = 2 + seed % 3;
        const Partition partition = algorithms::partition(graph, options);
        const BruteForce best(graph, options.objective(), *options.regions);
        const Score own = score(graph, partition.region_of, options.objective());
        EXPECT_EQ(partition.regions.size(), *options.regions) << "seed " << seed;
        EXPECT_EQ(own.violation, best.violation()) << "seed " << seed;
        EXPECT_NEAR(own.cost(), best.cost(), 1e-3) << "seed " << seed;
        ASSERT_TRUE(partition.lower_bound);
        EXPECT_TRUE(partition.lower_bound->proven) << "seed " << seed;
        EXPECT_NEAR(partition.lower_bound->cost, best.cost(), 1e-3) << "seed " << seed;
    }
}

TEST(Partition, KeepsItsPromisesOnRandomGraphs) {
    for (std::uint32_t seed = 1; seed <= 300; ++seed) {
        SCOPED_TRACE(seed);
        const Graph graph = random_lattice(2 + seed % 9, 2 + seed % 7, seed);
        PartitionOptions options;
        options.bounds = {static_cast<std::int64_t>(200 * (seed % 5)),
                          static_cast<std::int64_t>(800 + 100 * (seed % 11)),
                          {}};
        options.effort = Effort::fast;
        options.seed = seed;
        if (seed % 2 == 0)
            options.border_cost = BorderCost::cut_edges;
        const Partition partition = algorithms::partition(graph, options);
        expect_sound(graph, partition, options.bounds);
        const std::vector<std::int64_t> unavoidable = unavoidable_violation(graph, options.bounds);
        EXPECT_GE(score(graph, partition.region_of, options.objective()).violation,
                  std::accumulate(unavoidable.begin(), unavoidable.end(), std::int64_t{0}));
    }
}

TEST(Partition, IsTheSameForAnyNumberOfThreads) {
    const Graph graph = random_lattice(90, 80, 5);
    PartitionOptions options;
    const auto with_threads = [&](unsigned threads) {
        const ThreadLimit limit(threads);
        return partition(graph, options).region_of;
    };
    const std::vector<Region> alone = with_threads(1);
    EXPECT_EQ(with_threads(2), alone);
    EXPECT_EQ(with_threads(3), alone);
    options.seed = 2;
    EXPECT_NE(with_threads(2), alone);
}

TEST(Partition, MakesTheNumberOfRegionsAskedFor) {
    const Graph graph = random_lattice(40, 30, 3);
    for (const std::size_t regions : {1U, 2U, 100U, 160U, 1200U}) {
        PartitionOptions options;
        options.regions = regions;
        options.effort = Effort::fast;
        const Partition partition = algorithms::partition(graph, options);
        expect_sound(graph, partition, options.bounds);
        EXPECT_EQ(partition.regions.size(), regions);
    }
}

// A path is drawn by the people of its vertices.
Graph path(const std::vector<std::int64_t>& people) {
    std::vector<VertexData> vertices;
    std::vector<Edge> edges;
    for (std::uint32_t v = 0; v < people.size(); ++v) {
        vertices.push_back({people[v], 10'000, 200, 100.0 * v, 0});
        if (v > 0)
            edges.push_back({Vertex{v - 1}, Vertex{v}, 100});
    }
    return Graph(std::move(vertices), edges);
}

TEST(Partition, LeavesAVertexAboveTheMaximumAlone) {
    const Graph graph = path({700, 800, 5000, 600, 900});
    const Partition partition = algorithms::partition(graph, {});
    expect_sound(graph, partition, {});
    ASSERT_EQ(partition.regions.size(), 3U);
    EXPECT_EQ(partition.regions[1].population, 5000);
    EXPECT_EQ(partition.regions[1].reason, Reason::block_above_maximum);
}

TEST(Partition, GivesASmallRestToTheVertexAboveTheMaximum) {
    const Graph graph = path({100, 5000, 600, 900});
    const Partition partition = algorithms::partition(graph, {});
    EXPECT_EQ(partition.region_of[0], partition.region_of[1]);
    EXPECT_EQ(score(graph, partition.region_of, Objective{}).violation, 3100);
    const auto unavoidable = unavoidable_violation(graph, {});
    EXPECT_EQ(std::accumulate(unavoidable.begin(), unavoidable.end(), std::int64_t{0}), 3100);
}

TEST(Partition, SaysWhyARegionIsOutOfBounds) {
    const auto reason = [](const std::vector<std::int64_t>& people, const Bounds& bounds) {
        PartitionOptions options;
        options.bounds = bounds;
        const Partition partition = algorithms::partition(path(people), options);
        for (const RegionReport& region : partition.regions)
            if (region.reason != Reason::none)
                return region.reason;
        return Reason::none;
    };
    EXPECT_EQ(reason({300, 400}, {1000, 2000, {}}), Reason::component_below_minimum);
    EXPECT_EQ(reason({700, 700, 700, 400}, {1300, 2000, {}}), Reason::no_whole_number_of_grids);
    EXPECT_EQ(reason({900, 1500, 600, 1500, 900}, {1400, 2000, {}}), Reason::bottleneck);
    EXPECT_EQ(reason({900, 600, 900, 600}, {1400, 1600, {}}), Reason::none);
}

TEST(Partition, PutsVerticesWithoutPeopleSomewhere) {
    const Graph graph = path({0, 0, 0, 0});
    const Partition partition = algorithms::partition(graph, {});
    expect_sound(graph, partition, {});
    EXPECT_EQ(partition.regions.size(), 1U);
}

TEST(Partition, DoesNotMakeAStartWorse) {
    const Graph graph = random_lattice(12, 10, 9);
    PartitionOptions options;
    options.bounds = {500, 1000, {}};
    const Partition first = partition(graph, options);
    options.start = first.region_of;
    options.effort = Effort::fast;
    const Partition second = partition(graph, options);
    expect_sound(graph, second, options.bounds);
    const Score before = score(graph, first.region_of, options.objective());
    const Score after = score(graph, second.region_of, options.objective());
    EXPECT_LE(after.violation, before.violation);
    EXPECT_LE(after.cost(), before.cost() + 1e-3);
}

TEST(Partition, DividesALongPath) {
    const Graph graph = path(std::vector<std::int64_t>(200'000, 100));
    PartitionOptions options;
    options.effort = Effort::fast;
    const Partition partition = algorithms::partition(graph, options);
    expect_sound(graph, partition, options.bounds);
    EXPECT_EQ(score(graph, partition.region_of, options.objective()).violation, 0);
}

TEST(Partition, EndsWhenAskedTo) {
    const Graph graph = random_lattice(60, 60, 4);
    PartitionOptions options;
    options.cancelled = [] { return true; };
    EXPECT_THROW(partition(graph, options), Cancelled);
}

TEST(Partition, RefusesWhatMakesNoSense) {
    const Graph graph = path({1000});
    PartitionOptions crossed;
    crossed.bounds = {2000, 1000, {}};
    EXPECT_THROW(partition(graph, crossed), std::invalid_argument);
    PartitionOptions off_target;
    off_target.bounds.target = 3000;
    EXPECT_THROW(partition(graph, off_target), std::invalid_argument);
    PartitionOptions short_start;
    short_start.start.resize(2);
    EXPECT_THROW(partition(graph, short_start), std::invalid_argument);
}

TEST(Partition, OfNothingIsNothing) {
    const Partition partition = algorithms::partition(Graph{}, {});
    EXPECT_TRUE(partition.region_of.empty());
    EXPECT_TRUE(partition.regions.empty());
}

} // namespace
} // namespace evengrid::algorithms
