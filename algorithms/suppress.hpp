#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace evengrid::algorithms {

/// Counts below this, but not 0, say too much about few people to be shown.
///
/// 1 to 9 is what US states hide in tables of small numbers (Washington State Department of Health,
/// "Standards for reporting data with small numbers", 2018).
constexpr std::int64_t smallest_shown = 10;

/// Counts that add up from leaves to a root, such as grids, units, streets, the city.
struct CountTree {
    /// One per node; that of the root, node 0, is 0. A parent stands before its children.
    std::vector<std::uint32_t> parent;
    /// What is counted, one per measure, and of each one per node: a parent's is the sum of its
    /// children's.
    std::vector<std::vector<std::int64_t>> counts;
};

/// How many went from a part of an earlier division to a part of this one.
struct Flow {
    std::uint32_t from = 0;            ///< the n-th leaf of the earlier tree
    std::uint32_t to = 0;              ///< the n-th leaf of this tree, in the order of its nodes
    std::vector<std::int64_t> amounts; ///< one per measure
};

/// Which counts of a tree to hide so that none from 1 to 9 can be told from the others.
///
/// All nodes with such a count in any measure are hidden, in every measure. Hidden leaves fall into
/// sets, each with the lowest shown node above: what is known of them is their sum. A set needs two
/// leaves, and counts of 10 and more in it that sum to 10 + 8 p for p counts of 1 to 9: then each
/// of these may be anything from 1 to 9. Where that is not so, further leaves are hidden, the
/// smallest that is enough first; where there are none, nodes above (complementary cell
/// suppression; L. Willenborg, T. de Waal, "Elements of Statistical Disclosure Control", 2001,
/// chapter 4).
/// \returns one per node; with a hidden root nothing can be shown at all. Complexity: near n log n
std::vector<bool> suppress(const CountTree& tree);

/// The same for somebody who knows an earlier division as well, published by the same rule.
///
/// The sum of the flows from every part that was shown is known then, and of those to every leaf
/// that is shown. A flow of 1 to 9, or the count of a hidden part or leaf, can be told just where
/// it is a bridge of the graph whose edges are the flows, and one from every hidden part and leaf
/// to its set. There a leaf on either side is hidden, which closes a circle.
/// \param before the earlier division, of the same measures
/// Complexity: as many times near n log n as flows to leaves of one parent have to be covered.
std::vector<bool> suppress(const CountTree& tree, const CountTree& before,
                           const std::vector<Flow>& flows);

} // namespace evengrid::algorithms
