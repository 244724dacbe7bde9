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

/// The flows of one measure, and the sets of what is hidden, as a graph.
class FlowGraph {
public:
    FlowGraph(const std::vector<Flow>& flows, std::size_t measure, const Hiding& before,
              const Hiding& tree)
        : m_froms(before.leaves().size()), m_leaves(tree.leaves().size()),
          m_graph(m_froms + m_leaves + before.hidden().size() + tree.hidden().size()) {
        for (std::size_t i = 0; i < flows.size(); ++i)
            if (flows[i].amounts[measure] > 0)
                add(flows[i].from, m_froms + flows[i].to, i);
        const std::size_t sets = m_froms + m_leaves;
        add_sets(before, 0, sets);
        add_sets(tree, m_froms, sets + before.hidden().size());
    }

    /// The flows that lie on no circle: what is on one side of them tells them.
    std::vector<std::size_t> bridges() const {
        std::vector<std::size_t> part(m_flow_of_edge.size()), size;
        const auto edges =
            boost::make_iterator_property_map(part.begin(), get(boost::edge_index, m_graph));
        size.resize(boost::biconnected_components(m_graph, edges));
        for (const std::size_t p : part)
            ++size[p];
        std::vector<std::size_t> found;
        for (std::size_t edge = 0; edge < part.size(); ++edge)
            if (size[part[edge]] == 1 && m_flow_of_edge[edge] != none)
                found.push_back(m_flow_of_edge[edge]);
        std::sort(found.begin(), found.end());
        return found;
    }

    /// The leaves that can be reached from where a flow comes from, but not along it; ascending.
    std::vector<std::uint32_t> leaves_behind(const Flow& flow) const {
        std::vector<bool> seen(num_vertices(m_graph), false);
        std::vector<std::size_t> reached{flow.from};
        seen[flow.from] = true;
        seen[m_froms + flow.to] = true; // across a bridge nothing comes back
        std::vector<std::uint32_t> leaves;
        for (std::size_t i = 0; i < reached.size(); ++i)
            for (auto [next, end] = adjacent_vertices(reached[i], m_graph); next != end; ++next)
                if (!seen[*next]) {
                    seen[*next] = true;
                    reached.push_back(*next);
                    if (*next >= m_froms && *next < m_froms + m_leaves)
                        leaves.push_back(static_cast<std::uint32_t>(*next - m_froms));
                }
        std::sort(leaves.begin(), leaves.end());
        return leaves;
    }

private:
    static constexpr std::size_t none = static_cast<std::size_t>(-1);
    using Graph =
        boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS, boost::no_property,
                              boost::property<boost::edge_index_t, std::size_t>>;

    /// An edge from every hidden leaf to its set.
    void add_sets(const Hiding& tree, std::size_t first_leaf, std::size_t first_set) {
        for (std::size_t leaf = 0; leaf < tree.leaves().size(); ++leaf)
            if (const auto set = tree.set_of(tree.leaves()[leaf]))
                add(first_leaf + leaf, first_set + *set, none);
    }

    void add(std::size_t a, std::size_t b, std::size_t flow) {
        add_edge(a, b, m_flow_of_edge.size(), m_graph);
        m_flow_of_edge.push_back(flow);
    }

    std::size_t m_froms;
    std::size_t m_leaves;
    Graph m_graph;
    std::vector<std::size_t> m_flow_of_edge;
};

/// Hides the leaf that a flow goes to and the largest other one behind it, preferably below the
/// same node, so that the two may differ from what is known by the same number.
void cover(const CountTree& tree, const Flow& flow, const std::vector<std::uint32_t>& behind,
           Hiding& hiding) {
    const std::uint32_t leaf = hiding.leaves()[flow.to];
    std::optional<std::uint32_t> other;
    const auto rank = [&](std::uint32_t node) {
        return std::pair(hiding.parent(node) == hiding.parent(leaf), tree.counts[0][node]);
    };
    for (const std::uint32_t i : behind)
        if (const std::uint32_t node = hiding.leaves()[i]; !other || rank(node) > rank(*other))
            other = node;
    if (!other) // the earlier division itself tells it
        return hiding.hide(0);
    hiding.hide(leaf);
    hiding.hide(*other);
    // Up to where both are in one set.
    std::uint32_t a = leaf, b = *other;
    while (hiding.parent(a) != hiding.parent(b)) {
        std::uint32_t& lower = hiding.parent(a) > hiding.parent(b) ? a : b;
        lower = hiding.parent(lower);
        hiding.hide(lower);
    }
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
        for (std::size_t m = 0; m < tree.counts.size(); ++m) {
            const FlowGraph graph(flows, m, hidden_before, hiding);
            std::set<std::uint32_t> nodes; // below which something was hidden: one flow at a time
            for (const std::size_t i : graph.bridges())
                if (is_small(flows[i].amounts[m]) &&
                    nodes.insert(hiding.parent(hiding.leaves()[flows[i].to])).second)
                    cover(tree, flows[i], graph.leaves_behind(flows[i]), hiding);
            hiding.settle();
            changed = changed || !nodes.empty();
        }
    }
    return hiding.hidden();
}

} // namespace evengrid::algorithms
