#include "algorithms/parallel.hpp"
#include "algorithms/partition.hpp"
#include "algorithms/random.hpp"

#include <gtest/gtest.h>
#include <pthread.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <functional>
#include <numeric>
#include <optional>
#include <string>

namespace evengrid::algorithms {
namespace {

/// Draws of an ordinary run, or of `bash tests/run.sh --long`.
std::uint64_t draws(std::uint64_t ordinary, std::uint64_t with_long) {
    return std::getenv("EVENGRID_LONG") != nullptr ? with_long : ordinary;
}

struct Drawn {
    std::vector<VertexData> vertices;
    std::vector<Edge> edges;
    Bounds bounds;

    Graph graph() const { return {vertices, edges}; }
};

/// A graph of up to so many vertices: paths, trees, stars, dense ones, several components; people
/// with many zeros and a heavy tail; bounds that may suit them or not.
Drawn draw(Random& random, std::uint32_t most) {
    Drawn drawn;
    const std::uint32_t count = 1 + random.below(most);
    const std::uint32_t tail = 1 + random.below(500);
    for (std::uint32_t i = 0; i < count; ++i) {
        const std::int64_t people = random.below(3) == 0    ? 0
                                    : random.below(20) == 0 ? 10 * random.below(tail)
                                                            : random.below(tail);
        drawn.vertices.push_back(
            {people, 1.0 + random.unit(), random.unit(), random.unit(), random.unit()});
    }
    const std::uint32_t shape = random.below(4);
    for (std::uint32_t i = 1; i < count; ++i) {
        const std::uint32_t to = shape == 0 ? i - 1 : shape == 1 ? 0 : random.below(i);
        if (random.below(12) != 0) { // else a component of its own begins
            drawn.edges.push_back({Vertex{i}, Vertex{to}, random.unit(), 1});
        }
    }
    for (std::uint32_t extra = random.below(2 * count); shape == 3 && count > 1 && extra > 0;
         --extra) {
        const std::uint32_t u = random.below(count);
        const std::uint32_t v = random.below(count);
        if (u != v) {
            drawn.edges.push_back({Vertex{u}, Vertex{v}, random.unit(), 0.5 + random.unit()});
        }
    }
    drawn.bounds.minimum = random.below(2 * tail);
    drawn.bounds.maximum = drawn.bounds.minimum + random.below(2 * tail);
    return drawn;
}

/// Joins vertices into sets (union by the smaller name).
class Sets {
public:
    explicit Sets(std::size_t count) : m_parent(count) {
        std::iota(m_parent.begin(), m_parent.end(), std::size_t{0});
    }
    std::size_t of(std::size_t i) {
        while (m_parent[i] != i) {
            i = m_parent[i] = m_parent[m_parent[i]];
        }
        return i;
    }
    void join(std::size_t a, std::size_t b) {
        m_parent[std::max(of(a), of(b))] = std::min(of(a), of(b));
    }

private:
    std::vector<std::size_t> m_parent;
};

std::vector<std::size_t> components_of(const Drawn& drawn,
                                       const std::function<bool(const Edge&)>& counts) {
    Sets sets(drawn.vertices.size());
    for (const Edge& edge : drawn.edges) {
        if (counts(edge)) {
            sets.join(index(edge.u), index(edge.v));
        }
    }
    std::vector<std::size_t> of;
    for (std::size_t i = 0; i < drawn.vertices.size(); ++i) {
        of.push_back(sets.of(i));
    }
    return of;
}

bool has_whole_number(std::int64_t people, const Bounds& bounds) {
    for (std::int64_t k = 1; k * bounds.minimum <= people; ++k) {
        if (k * bounds.maximum >= people) {
            return true;
        }
        if (bounds.minimum == 0 && k > people) {
            break;
        }
    }
    return false;
}

/// What is wrong with a partition, told from the drawn graph alone; empty when nothing is.
std::string fault(const Drawn& drawn, const Partition& partition) {
    const std::size_t count = drawn.vertices.size();
    if (partition.region_of.size() != count) {
        return "not one region for every vertex";
    }
    std::vector<std::int64_t> people(partition.regions.size(), 0);
    std::vector<std::int64_t> most(partition.regions.size(), 0);
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t region = index(partition.region_of[i]);
        if (region >= people.size()) {
            return "a region that does not exist";
        }
        people[region] += drawn.vertices[i].population;
        most[region] = std::max(most[region], drawn.vertices[i].population);
    }
    const auto& region_of = partition.region_of;
    const auto parts = components_of(
        drawn, [&](const Edge& e) { return region_of[index(e.u)] == region_of[index(e.v)]; });
    const auto whole = components_of(drawn, [](const Edge&) { return true; });
    std::vector<std::optional<std::size_t>> part(people.size());
    for (std::size_t i = 0; i < count; ++i) {
        auto& known = part[index(region_of[i])];
        if (known.value_or(parts[i]) != parts[i]) {
            return "a region in parts";
        }
        known = parts[i];
    }
    for (std::size_t region = 0; region < people.size(); ++region) {
        if (!part[region]) {
            return "an empty region";
        }
        const RegionReport& report = partition.regions[region];
        if (report.population != people[region]) {
            return "a region that reports other people than it holds";
        }
        const bool is_in = drawn.bounds.contains(people[region]);
        if (is_in != (report.reason == Reason::none)) {
            return "a region whose reason and bounds disagree";
        }
        std::int64_t of_component = 0;
        std::int64_t to_share = 0; // a block above the maximum is a region whatever else is done
        for (std::size_t i = 0; i < count; ++i) {
            const std::int64_t own =
                whole[i] == whole[*part[region]] ? drawn.vertices[i].population : 0;
            of_component += own;
            to_share += own > drawn.bounds.maximum ? 0 : own;
        }
        if (report.reason == Reason::block_above_maximum && most[region] <= drawn.bounds.maximum) {
            return "no block above the maximum, as said";
        }
        if (report.reason == Reason::component_below_minimum &&
            of_component >= drawn.bounds.minimum) {
            return "no component below the minimum, as said";
        }
        if (report.reason == Reason::no_whole_number_of_grids &&
            has_whole_number(to_share, drawn.bounds)) {
            return "a whole number of grids would do for " + std::to_string(to_share) +
                   " people within " + std::to_string(drawn.bounds.minimum) + " to " +
                   std::to_string(drawn.bounds.maximum) + ", unlike said";
        }
    }
    return {};
}

/// The first thousand are of all sizes; a million more are small, where every odd shape is met.
std::uint32_t most_vertices(std::uint64_t seed) {
    return seed > 1000 ? 10 : seed % 100 == 0 ? 400 : 24;
}

std::string fault_of(std::uint64_t seed) {
    Random random(seed);
    const Drawn drawn = draw(random, most_vertices(seed));
    PartitionOptions options;
    options.bounds = drawn.bounds;
    options.effort = Effort::fast;
    options.seed = seed;
    return fault(drawn, partition(drawn.graph(), options));
}

TEST(RandomGraphs, KeepEveryInvariant) {
    constexpr std::uint64_t at_once = 100;
    const std::uint64_t count = draws(300, 1'000'000);
    std::array<std::string, at_once> faults;
    for (std::uint64_t first = 1; first <= count; first += at_once) {
        parallel_for(at_once, [&](std::size_t i) { faults[i] = fault_of(first + i); });
        for (std::uint64_t i = 0; i < at_once; ++i)
            ASSERT_EQ(faults[i], "") << "seed " << first + i;
    }
}

/// Runs on a thread whose stack holds no recursion over a long chain.
void on_small_stack(const std::function<void()>& work) {
    pthread_attr_t attributes;
    ASSERT_EQ(pthread_attr_init(&attributes), 0);
    ASSERT_EQ(pthread_attr_setstacksize(&attributes, 256 * 1024), 0);
    pthread_t thread{};
    const auto run = [](void* argument) -> void* {
        (*static_cast<const std::function<void()>*>(argument))();
        return nullptr;
    };
    ASSERT_EQ(pthread_create(&thread, &attributes, run,
                             const_cast<void*>(static_cast<const void*>(&work))),
              0);
    pthread_join(thread, nullptr);
    pthread_attr_destroy(&attributes);
}

class DeepGraphs : public testing::TestWithParam<bool> {};

TEST_P(DeepGraphs, DoNotOverflowTheStack) {
    const bool is_star = GetParam();
    const auto count = static_cast<std::uint32_t>(draws(60'000, 1'000'000));
    Drawn drawn;
    for (std::uint32_t i = 0; i < count; ++i) {
        drawn.vertices.push_back({i % 7, 1, 1, static_cast<double>(i), 0});
        if (i > 0) {
            drawn.edges.push_back({Vertex{i}, Vertex{is_star ? 0 : i - 1}, 1, 1});
        }
    }
    on_small_stack([&] {
        PartitionOptions options; // 1,000 to 2,000 people
        options.effort = Effort::fast;
        const Partition found = partition(drawn.graph(), options);
        EXPECT_EQ(found.region_of.size(), count);
        if (!is_star) { // a star has one centre: a single region may reach the minimum
            const auto out = std::count_if(found.regions.begin(), found.regions.end(),
                                           [](const auto& r) { return r.reason != Reason::none; });
            EXPECT_EQ(out, 0);
        }
    });
}

INSTANTIATE_TEST_SUITE_P(ChainAndStar, DeepGraphs, testing::Bool());

} // namespace
} // namespace evengrid::algorithms
