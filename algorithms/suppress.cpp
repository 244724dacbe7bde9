#include "algorithms/suppress.hpp"

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/biconnected_components.hpp>

#include <algorithm>
#include <set>
#include <utility>

namespace evengrid::algorithms {

namespace {

bool is_small(std::int64_t count) {
    return count > 0 && count < smallest_shown;
}

/// Hides nodes of a tree until no small count can be told from the sums.
class Hiding {
public:
    explicit Hiding(const CountTree& tree)
        : m_tree(tree), m_children(tree.parent.size()), m_hidden(tree.parent.size(), false) {
        for (std::uint32_t node = 1; node < tree.parent.size(); ++node)
            m_children[tree.parent[node]].push_back(node);
        for (std::uint32_t node = 0; node < tree.parent.size(); ++node) {
            if (m_children[node].empty())
                m_leaves.push_back(node);
            for (const auto& counts : tree.counts)
                m_hidden[node] = m_hidden[node] || is_small(counts[node]);
        }
        settle();
    }

    const std::vector<bool>& hidden() const { return m_hidden; }
    const std::vector<std::uint32_t>& leaves() const { return m_leaves; }
    std::uint32_t parent(std::uint32_t node) const { return m_tree.parent[node]; }

    void hide(std::uint32_t node) { m_hidden[node] = true; }

    /// Completes every set of hidden leaves.
    void settle() {
        for (auto node = static_cast<std::uint32_t>(m_children.size()); node-- > 0;)
            if (!m_children[node].empty() && !m_hidden[node])
                settle(node);
    }

    /// The lowest shown node above a hidden leaf, which is its set; none for a leaf that is shown.
    std::optional<std::uint32_t> set_of(std::uint32_t leaf) const {
        if (!m_hidden[leaf])
            return std::nullopt;
        std::uint32_t node = leaf;
        while (node != 0 && m_hidden[node])
            node = m_tree.parent[node];
        return node;
    }

private:
    /// What lies between a node and the shown nodes and leaves below it.
    struct Set {
        std::vector<std::uint32_t> hidden_leaves;
        std::vector<std::uint32_t> shown_leaves;
        std::vector<std::uint32_t> shown_nodes; ///< with children of their own
        bool is_open = false;                   ///< something in it is hidden
    };

    void collect(std::uint32_t node, Set& set) const {
        for (const std::uint32_t child : m_children[node]) {
            set.is_open = set.is_open || m_hidden[child];
            if (m_children[child].empty())
                (m_hidden[child] ? set.hidden_leaves : set.shown_leaves).push_back(child);
            else if (m_hidden[child])
                collect(child, set);
            else
                set.shown_nodes.push_back(child);
        }
    }

    /// What the set still has to hide of every measure.
    std::vector<std::int64_t> needs(const Set& set) const {
        std::vector<std::int64_t> needs;
        for (const auto& counts : m_tree.counts) {
            std::int64_t small = 0, large = 0;
            for (const std::uint32_t leaf : set.hidden_leaves) {
                small += is_small(counts[leaf]) ? 1 : 0;
                large += is_small(counts[leaf]) ? 0 : counts[leaf];
            }
            needs.push_back(small > 0 ? smallest_shown + (smallest_shown - 2) * small - large : 0);
        }
        return needs;
    }

    /// The smallest that hides enough, else the largest that hides anything.
    std::optional<std::uint32_t> choice(const std::vector<std::uint32_t>& nodes,
                                        const std::vector<std::int64_t>& needs) const {
        std::optional<std::uint32_t> enough, most;
        const auto people = [&](std::uint32_t node) { return m_tree.counts.front()[node]; };
        for (const std::uint32_t node : nodes) {
            bool is_enough = people(node) > 0;
            for (std::size_t m = 0; m < needs.size(); ++m)
                is_enough = is_enough && m_tree.counts[m][node] >= needs[m];
            if (is_enough && (!enough || people(node) < people(*enough)))
                enough = node;
            if (people(node) > 0 && (!most || people(node) > people(*most)))
                most = node;
        }
        return enough ? enough : most;
    }

    void settle(std::uint32_t node) {
        while (true) {
            Set set;
            collect(node, set);
            const auto needed = needs(set);
            const bool is_covered = std::all_of(needed.begin(), needed.end(),
                                                [](std::int64_t need) { return need <= 0; });
            if (!set.is_open || (is_covered && set.hidden_leaves.size() >= 2))
                return;
            const auto leaf = choice(set.shown_leaves, needed);
            const auto next = leaf ? leaf : choice(set.shown_nodes, needed);
            m_hidden[next.value_or(node)] = true;
            if (!next)
                return; // the node above takes its leaves on
        }
    }

    const CountTree& m_tree;
    std::vector<std::vector<std::uint32_t>> m_children;
    std::vector<std::uint32_t> m_leaves;
    std::vector<bool> m_hidden;
};

/// The flows of one measure, and the sets of what is hidden, as a graph. What flows along an edge
/// is not known, but at every vertex what comes is what goes.
class FlowGraph {
public:
    FlowGraph(const std::vector<Flow>& flows, std::size_t measure, const CountTree& tree_before,
              const Hiding& before, const CountTree& tree, const Hiding& now)
        : m_froms(before.leaves().size()), m_leaves(now.leaves().size()),
          m_graph(m_froms + m_leaves + before.hidden().size() + now.hidden().size()) {
        for (const Flow& flow : flows)
            if (flow.amounts[measure] > 0)
                add(flow.from, m_froms + flow.to, flow.amounts[measure]);
        const std::size_t sets = m_froms + m_leaves;
        add_sets(before, tree_before.counts[measure], 0, sets);
        add_sets(now, tree.counts[measure], m_froms, sets + before.hidden().size());
    }

    struct Edge {
        std::size_t a = 0;
        std::size_t b = 0;
        std::int64_t amount = 0;
    };

    /// The edges of small amounts that lie on no circle: what is on one side of them tells them.
    std::vector<Edge> small_bridges() const {
        std::vector<std::size_t> part(m_edges.size()), size;
        const auto edges =
            boost::make_iterator_property_map(part.begin(), get(boost::edge_index, m_graph));
        size.resize(boost::biconnected_components(m_graph, edges));
        for (const std::size_t p : part)
            ++size[p];
        std::vector<Edge> found;
        for (std::size_t edge = 0; edge < part.size(); ++edge)
            if (size[part[edge]] == 1 && is_small(m_edges[edge].amount))
                found.push_back(m_edges[edge]);
        return found;
    }

    /// The leaf of this tree that a vertex is; none for what is of the earlier one, and for sets.
    std::optional<std::uint32_t> leaf(std::size_t vertex) const {
        return vertex >= m_froms && vertex < m_froms + m_leaves
                   ? std::optional(static_cast<std::uint32_t>(vertex - m_froms))
                   : std::nullopt;
    }

    bool is_flow(const Edge& edge) const { return edge.a < m_froms && leaf(edge.b); }

    /// The leaves of this tree on the side of a bridge where `from` is, but `to` is not; ascending.
    std::vector<std::uint32_t> leaves_behind(std::size_t from, std::size_t to) const {
        std::vector<bool> seen(num_vertices(m_graph), false);
        std::vector<std::size_t> reached{from};
        seen[from] = true;
        seen[to] = true; // across a bridge nothing comes back
        std::vector<std::uint32_t> leaves;
        for (std::size_t i = 0; i < reached.size(); ++i) {
            if (const auto found = leaf(reached[i]))
                leaves.push_back(*found);
            for (auto [next, end] = adjacent_vertices(reached[i], m_graph); next != end; ++next)
                if (!seen[*next]) {
                    seen[*next] = true;
                    reached.push_back(*next);
                }
        }
        std::sort(leaves.begin(), leaves.end());
        return leaves;
    }

private:
    using Graph =
        boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS, boost::no_property,
                              boost::property<boost::edge_index_t, std::size_t>>;

    /// An edge from every hidden leaf to its set, along which its count goes.
    void add_sets(const Hiding& tree, const std::vector<std::int64_t>& counts,
                  std::size_t first_leaf, std::size_t first_set) {
        for (std::size_t i = 0; i < tree.leaves().size(); ++i)
            if (const auto set = tree.set_of(tree.leaves()[i]))
                add(first_leaf + i, first_set + *set, counts[tree.leaves()[i]]);
    }

    void add(std::size_t a, std::size_t b, std::int64_t amount) {
        add_edge(a, b, m_edges.size(), m_graph);
        m_edges.push_back({a, b, amount});
    }

    std::size_t m_froms;
    std::size_t m_leaves;
    Graph m_graph;
    std::vector<Edge> m_edges;
};

/// Closes a circle through a bridge: hides a leaf on either side of it, preferably below the same
/// node, so that the two may differ from what is known by the same number. Where the bridge is what
/// goes to a leaf, or from a leaf to its set, that leaf is hidden or is already, and the other one
/// is searched for on the other side.
/// \returns the node that the leaves are below of
std::uint32_t cover(const CountTree& tree, const FlowGraph& graph, const FlowGraph::Edge& bridge,
                    Hiding& hiding) {
    const auto best = [&](const std::vector<std::uint32_t>& leaves, std::size_t but,
                          const auto& rank) {
        std::optional<std::uint32_t> found;
        for (const std::uint32_t i : leaves)
            if (const std::uint32_t node = hiding.leaves()[i];
                graph.leaf(but) != i && (!found || rank(node) > rank(*found)))
                found = node;
        return found;
    };
    const auto people = [&](std::uint32_t node) { return tree.counts[0][node]; };
    const auto hidden_first = [&](std::uint32_t node) {
        return std::pair(bool{hiding.hidden()[node]}, people(node));
    };
    constexpr std::size_t no_vertex = static_cast<std::size_t>(-1);
    const bool is_flow = graph.is_flow(bridge);
    const auto leaf = is_flow
                          ? std::optional(hiding.leaves()[*graph.leaf(bridge.b)])
                          : best(graph.leaves_behind(bridge.b, bridge.a), no_vertex, hidden_first);
    const auto near = [&](std::uint32_t node) {
        return std::pair(leaf && hiding.parent(node) == hiding.parent(*leaf), people(node));
    };
    const auto other =
        best(graph.leaves_behind(bridge.a, bridge.b), is_flow ? no_vertex : bridge.a, near);
    if (!leaf || !other) { // the earlier division itself tells it
        hiding.hide(0);
        return 0;
    }
    hiding.hide(*leaf);
    hiding.hide(*other);
    // Up to where both are in one set.
    std::uint32_t a = *leaf, b = *other;
    while (hiding.parent(a) != hiding.parent(b)) {
        std::uint32_t& lower = hiding.parent(a) > hiding.parent(b) ? a : b;
        lower = hiding.parent(lower);
        hiding.hide(lower);
    }
    return hiding.parent(*leaf);
}

} // namespace

std::vector<bool> suppress(const CountTree& tree) {
    return Hiding(tree).hidden();
}

std::vector<bool> suppress(const CountTree& tree, const CountTree& before,
                           const std::vector<Flow>& flows) {
    Hiding hiding(tree);
    const Hiding hidden_before(before);
    for (bool changed = true; changed && !hiding.hidden()[0];) {
        changed = false;
        for (std::size_t m = 0; m < tree.counts.size() && !hiding.hidden()[0]; ++m) {
            const FlowGraph graph(flows, m, before, hidden_before, tree, hiding);
            const auto bridges = graph.small_bridges();
            std::set<std::uint32_t> nodes; // below which something was hidden: one at a time
            for (const auto& bridge : bridges) {
                const auto to = graph.leaf(graph.is_flow(bridge) ? bridge.b : bridge.a);
                if (!to || !nodes.contains(hiding.parent(hiding.leaves()[*to])))
                    nodes.insert(cover(tree, graph, bridge, hiding));
            }
            hiding.settle();
            changed = changed || !bridges.empty();
        }
    }
    return hiding.hidden();
}

} // namespace evengrid::algorithms
