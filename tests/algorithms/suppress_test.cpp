#include "algorithms/suppress.hpp"

#include "algorithms/random.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

namespace evengrid::algorithms {
namespace {

/// A city (node 0), units below it, and their grids, with one measure.
CountTree tree_of(const std::vector<std::vector<std::int64_t>>& units) {
    CountTree tree;
    tree.parent.assign(units.size() + 1, 0);
    tree.counts.assign(1, std::vector<std::int64_t>(units.size() + 1, 0));
    for (std::uint32_t unit = 1; unit <= units.size(); ++unit)
        for (const std::int64_t people : units[unit - 1]) {
            tree.parent.push_back(unit);
            tree.counts[0].push_back(people);
            tree.counts[0][unit] += people;
            tree.counts[0][0] += people;
        }
    return tree;
}

std::vector<std::uint32_t> leaves_of(const CountTree& tree) {
    std::vector<bool> is_parent(tree.parent.size(), false);
    for (std::uint32_t node = 1; node < tree.parent.size(); ++node)
        is_parent[tree.parent[node]] = true;
    std::vector<std::uint32_t> leaves;
    for (std::uint32_t node = 0; node < tree.parent.size(); ++node)
        if (!is_parent[node])
            leaves.push_back(node);
    return leaves;
}

/// An attacker who writes down every sum that is shown and solves the equations, modulo a prime.
class Attacker {
public:
    explicit Attacker(std::size_t unknowns) : m_unknowns(unknowns) {}

    /// The sum of some unknowns is known.
    void learn(const std::vector<std::size_t>& unknowns) {
        std::vector<std::int64_t> row(m_unknowns, 0);
        for (const std::size_t i : unknowns)
            row[i] = (row[i] + 1) % prime;
        reduce(row);
        const auto lead = std::find_if(row.begin(), row.end(), [](auto x) { return x != 0; });
        if (lead == row.end())
            return;
        const std::int64_t inverse = power(*lead, prime - 2);
        for (std::int64_t& x : row)
            x = x * inverse % prime;
        m_rows.emplace(static_cast<std::size_t>(lead - row.begin()), std::move(row));
    }

    bool knows(const std::vector<std::size_t>& unknowns) const {
        std::vector<std::int64_t> row(m_unknowns, 0);
        for (const std::size_t i : unknowns)
            row[i] = (row[i] + 1) % prime;
        reduce(row);
        return std::all_of(row.begin(), row.end(), [](auto x) { return x == 0; });
    }

private:
    static constexpr std::int64_t prime = 1'000'000'007;
    static std::int64_t power(std::int64_t base, std::int64_t exponent) {
        std::int64_t result = 1;
        for (; exponent > 0; exponent /= 2, base = base * base % prime)
            result = exponent % 2 == 1 ? result * base % prime : result;
        return result;
    }
    void reduce(std::vector<std::int64_t>& row) const {
        for (const auto& [lead, known] : m_rows)
            if (const std::int64_t factor = row[lead]; factor != 0)
                for (std::size_t i = lead; i < m_unknowns; ++i)
                    row[i] = (row[i] + (prime - factor) * known[i]) % prime;
    }

    std::size_t m_unknowns;
    std::map<std::size_t, std::vector<std::int64_t>> m_rows; ///< by their first unknown
};

bool is_small(std::int64_t count) {
    return count > 0 && count < smallest_shown;
}

/// The leaves below a node, as indices of leaves.
std::vector<std::size_t> below(const CountTree& tree, std::uint32_t node) {
    std::vector<std::size_t> found;
    const auto leaves = leaves_of(tree);
    for (std::size_t i = 0; i < leaves.size(); ++i)
        for (std::uint32_t at = leaves[i];; at = tree.parent[at]) {
            if (at == node)
                found.push_back(i);
            if (at == node || at == 0)
                break;
        }
    return found;
}

/// No small count can be told, whichever sums are put together; and each may be anything from 1 to
/// 9.
void expect_safe(const CountTree& tree, const std::vector<bool>& hidden) {
    const auto leaves = leaves_of(tree);
    Attacker attacker(leaves.size());
    std::map<std::uint32_t, std::vector<std::uint32_t>> sets;
    for (const std::uint32_t leaf : leaves)
        if (hidden[leaf]) {
            std::uint32_t node = leaf;
            while (hidden[node])
                node = tree.parent[node];
            sets[node].push_back(leaf);
        }
    for (std::uint32_t node = 0; node < hidden.size(); ++node)
        if (!hidden[node])
            attacker.learn(below(tree, node));
    for (std::uint32_t node = 0; node < hidden.size(); ++node)
        if (is_small(tree.counts[0][node])) {
            EXPECT_TRUE(hidden[node]);
            EXPECT_FALSE(attacker.knows(below(tree, node))) << "node " << node;
        }
    for (const auto& [node, members] : sets) {
        std::int64_t large = 0, small = 0;
        for (const std::uint32_t leaf : members)
            (is_small(tree.counts[0][leaf]) ? small : large) +=
                is_small(tree.counts[0][leaf]) ? 1 : tree.counts[0][leaf];
        EXPECT_GE(members.size(), 2U);
        EXPECT_TRUE(small == 0 || large >= 10 + 8 * small);
    }
}

TEST(Suppress, HidesNothingWhereNothingIsSmall) {
    const auto hidden = suppress(tree_of({{1200, 0, 1500}, {900, 10}}));
    EXPECT_EQ(std::count(hidden.begin(), hidden.end(), true), 0);
}

TEST(Suppress, HidesASmallCountAndTheSmallestOtherThatIsEnough) {
    const auto hidden = suppress(tree_of({{5, 1200, 1100, 12}, {900, 10}}));
    EXPECT_EQ(hidden,
              (std::vector<bool>{false, false, false, true, false, true, false, false, false}));
}

TEST(Suppress, HidesAUnitWithItsOnlyGridAndAnother) {
    const CountTree tree = tree_of({{5}, {1200, 1100}, {3000}});
    const auto hidden = suppress(tree);
    EXPECT_EQ(hidden, (std::vector<bool>{false, true, true, false, true, false, true, false}));
    expect_safe(tree, hidden);
}

TEST(Suppress, DoesNotLetOnesTellThemselves) {
    // Two counts that sum to 2 are 1 and 1; something else has to be hidden with them.
    const CountTree tree = tree_of({{1, 1, 1500}, {1000}});
    const auto hidden = suppress(tree);
    expect_safe(tree, hidden);
    EXPECT_TRUE(hidden[5]);
}

TEST(Suppress, HidesTheRootWhereNothingCanBeShown) {
    EXPECT_TRUE(suppress(tree_of({{3}, {4}}))[0]);
}

TEST(Suppress, LeavesNoSmallCountToBeToldInRandomTrees) {
    for (std::uint64_t seed = 1; seed <= 2'000; ++seed) {
        SCOPED_TRACE(seed);
        Random random(seed);
        std::vector<std::vector<std::int64_t>> units(1 + random.below(6));
        for (auto& unit : units)
            for (std::uint32_t i = 0; i <= random.below(6); ++i)
                unit.push_back(random.below(3) == 0 ? random.below(14) : random.below(2000));
        const CountTree tree = tree_of(units);
        const auto hidden = suppress(tree);
        if (!hidden[0])
            expect_safe(tree, hidden);
    }
}

TEST(Suppress, HidesWhatTheDivisionBeforeTellsOfALeafThatGotItsPeopleFromSeveral) {
    // 23 and 22 were shown, and went to 5 and 40 alone: where 40 is shown, the others are 5. No
    // single flow between them can be told.
    const CountTree before = tree_of({{23, 22, 80}}), after = tree_of({{5, 40, 50, 30}});
    const std::vector<Flow> flows{{0, 0, {3}},  {0, 1, {20}}, {1, 0, {2}},
                                  {1, 1, {20}}, {2, 2, {50}}, {2, 3, {30}}};
    constexpr std::size_t forty = 3;
    EXPECT_FALSE(suppress(after)[forty]);
    EXPECT_TRUE(suppress(after, before, flows)[forty]);
}

/// Trees of two divisions of the same people, whose flows stay within units but for a few.
struct TwoDivisions {
    CountTree before, after;
    std::vector<Flow> flows;
};

TwoDivisions drawn_divisions(std::uint64_t seed) {
    Random random(seed);
    const std::uint32_t units = 1 + random.below(4);
    std::vector<std::vector<std::int64_t>> olds(units), news(units);
    std::vector<std::uint32_t> first_old{0}, first_new{0};
    for (std::uint32_t unit = 0; unit < units; ++unit) {
        olds[unit].resize(2 + random.below(4));
        news[unit].resize(2 + random.below(3));
        first_old.push_back(first_old.back() + static_cast<std::uint32_t>(olds[unit].size()));
        first_new.push_back(first_new.back() + static_cast<std::uint32_t>(news[unit].size()));
    }
    TwoDivisions made;
    for (std::uint32_t unit = 0; unit < units; ++unit)
        for (std::uint32_t old = 0; old < olds[unit].size(); ++old)
            for (std::uint32_t times = 0; times <= random.below(3); ++times) {
                const std::uint32_t other = random.below(12) == 0 ? random.below(units) : unit;
                const auto to = random.below(static_cast<std::uint32_t>(news[other].size()));
                const std::int64_t people =
                    random.below(3) == 0 ? 1 + random.below(12) : 1 + random.below(900);
                const Flow flow{first_old[unit] + old, first_new[other] + to, {people}};
                const bool is_new =
                    std::none_of(made.flows.begin(), made.flows.end(), [&](const Flow& f) {
                        return f.from == flow.from && f.to == flow.to;
                    });
                if (is_new) {
                    made.flows.push_back(flow);
                    olds[unit][old] += people;
                    news[other][to] += people;
                }
            }
    made.before = tree_of(olds);
    made.after = tree_of(news);
    return made;
}

TEST(Suppress, LeavesNoSmallFlowToBeToldFromTheDivisionBefore) {
    std::size_t small_flows = 0, told_before = 0;
    for (std::uint64_t seed = 1; seed <= 2'000; ++seed) {
        SCOPED_TRACE(seed);
        const TwoDivisions two = drawn_divisions(seed);
        const auto before = suppress(two.before);
        const auto alone = suppress(two.after);
        const auto hidden = suppress(two.after, two.before, two.flows);
        if (hidden[0] || before[0])
            continue;
        const auto told = [&](const std::vector<bool>& hidden_after) {
            Attacker attacker(two.flows.size());
            const auto learn = [&](const CountTree& tree, const std::vector<bool>& is_hidden,
                                   bool is_before) {
                for (std::uint32_t node = 0; node < is_hidden.size(); ++node) {
                    const auto members = below(tree, node);
                    std::vector<std::size_t> sum;
                    for (std::size_t i = 0; i < two.flows.size(); ++i)
                        if (std::find(members.begin(), members.end(),
                                      is_before ? two.flows[i].from : two.flows[i].to) !=
                            members.end())
                            sum.push_back(i);
                    if (!is_hidden[node])
                        attacker.learn(sum);
                }
            };
            learn(two.before, before, true);
            learn(two.after, hidden_after, false);
            std::size_t count = 0;
            for (std::size_t i = 0; i < two.flows.size(); ++i)
                count += is_small(two.flows[i].amounts[0]) && attacker.knows({i}) ? 1U : 0U;
            return count;
        };
        expect_safe(two.after, hidden);
        EXPECT_EQ(told(hidden), 0U);
        told_before += told(alone);
        for (const Flow& flow : two.flows)
            small_flows += is_small(flow.amounts[0]) ? 1U : 0U;
    }
    EXPECT_GT(small_flows, 1'000U); // there was something to protect,
    EXPECT_GT(told_before, 100U);   // and the plan alone did not
}

} // namespace
} // namespace evengrid::algorithms
