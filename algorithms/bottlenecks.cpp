#include "algorithms/bottlenecks.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace evengrid::algorithms {

namespace {

/// What the branches of a vertex, met one by one, ask of its region.
class Branches {
public:
    void add(std::int64_t people, const Bounds& bounds) {
        m_people += people;
        const std::int64_t regions = people / bounds.minimum;
        const std::int64_t tied = people - std::min(people, regions * bounds.maximum);
        if (tied == 0)
            return;
        const std::int64_t missing = (regions + 1) * bounds.minimum - people;
        m_tied += tied;
        m_least_missing = std::min(m_least_missing, missing);
        m_least_share =
            std::min(m_least_share, static_cast<double>(missing) / static_cast<double>(tied));
    }

    std::int64_t people() const { return m_people; }
    std::int64_t tied() const { return m_tied; }

    /// The least violation of so many people too many: they stay, or branches with too few people
    /// for one region more keep theirs, for what these lack.
    std::int64_t violation(std::int64_t excess) const {
        const auto shared = static_cast<std::int64_t>(
            std::ceil(m_least_share * static_cast<double>(excess) * (1 - 1e-9)));
        return std::min(excess, std::max(m_least_missing, shared));
    }

private:
    std::int64_t m_people = 0;
    std::int64_t m_tied = 0;
    std::int64_t m_least_missing = std::numeric_limits<std::int64_t>::max();
    double m_least_share = 1; ///< of people that a branch keeps, how many are missing at least
};

/// One search in depth through everything that hangs together without vertices above the maximum.
class DepthFirst {
public:
    DepthFirst(const Graph& graph, const Bounds& bounds)
        : m_graph(graph), m_bounds(bounds), m_number(graph.vertex_count(), 0),
          m_highest(graph.vertex_count(), 0), m_people(graph.vertex_count(), 0),
          m_branches(graph.vertex_count()) {}

    bool is_new(Vertex v) const {
        return m_number[index(v)] == 0 && m_graph[v].population <= m_bounds.maximum;
    }

    /// Adds the bottlenecks of the piece that a vertex is in.
    void search(Vertex root, std::vector<Bottleneck>& found) {
        const std::size_t first = m_met.size();
        enter(root);
        while (!m_path.empty()) {
            Step& step = m_path.back();
            const auto row = m_graph.neighbours(step.vertex);
            if (step.next == row.size()) {
                leave();
                continue;
            }
            const Vertex beside = row[step.next++].vertex;
            std::uint32_t& highest = m_highest[index(step.vertex)];
            if (is_new(beside))
                enter(beside);
            else if (m_number[index(beside)] != 0)
                highest = std::min(highest, m_number[index(beside)]);
        }
        const std::int64_t total = m_people[index(root)];
        for (std::size_t i = first; i < m_met.size(); ++i)
            judge(m_met[i], total, found);
    }

private:
    struct Step {
        Vertex vertex{};
        std::size_t next = 0; ///< of its neighbours
    };

    void enter(Vertex v) {
        m_met.push_back(v);
        m_number[index(v)] = m_highest[index(v)] = static_cast<std::uint32_t>(m_met.size());
        m_people[index(v)] = m_graph[v].population;
        m_path.push_back({v});
    }

    // What is below a vertex is a branch of the one above it, unless it leads further up.
    void leave() {
        const std::size_t below = index(m_path.back().vertex);
        m_path.pop_back();
        if (m_path.empty())
            return;
        const std::size_t above = index(m_path.back().vertex);
        m_people[above] += m_people[below];
        m_highest[above] = std::min(m_highest[above], m_highest[below]);
        if (m_highest[below] >= m_number[above])
            m_branches[above].add(m_people[below], m_bounds);
    }

    void judge(Vertex v, std::int64_t total, std::vector<Bottleneck>& found) {
        Branches& branches = m_branches[index(v)];
        const std::int64_t own = m_graph[v].population;
        branches.add(total - own - branches.people(), m_bounds); // the one upwards
        const std::int64_t together = own + branches.tied();
        if (together > m_bounds.maximum)
            found.push_back({v, together, branches.violation(together - m_bounds.maximum)});
    }

    const Graph& m_graph;
    const Bounds& m_bounds;
    std::vector<std::uint32_t> m_number;  ///< from 1, in the order met; 0: not met
    std::vector<std::uint32_t> m_highest; ///< the smallest number that a subtree is adjacent to
    std::vector<std::int64_t> m_people;   ///< of the subtree
    std::vector<Branches> m_branches;
    std::vector<Vertex> m_met;
    std::vector<Step> m_path;
};

} // namespace

std::vector<Bottleneck> bottlenecks(const Graph& graph, const Bounds& bounds) {
    std::vector<Bottleneck> found;
    if (bounds.minimum == 0)
        return found;
    DepthFirst depth_first(graph, bounds);
    for (std::uint32_t v = 0; v < graph.vertex_count(); ++v)
        if (depth_first.is_new(Vertex{v}))
            depth_first.search(Vertex{v}, found);
    std::sort(found.begin(), found.end(), [](const Bottleneck& a, const Bottleneck& b) {
        return index(a.vertex) < index(b.vertex);
    });
    return found;
}

} // namespace evengrid::algorithms
