#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace evengrid::algorithms {

/// How many regions a part may get, both ends inclusive.
struct CountRange {
    std::int64_t fewest = 0;
    std::int64_t most = 0;
    bool contains(std::int64_t count) const { return fewest <= count && count <= most; }
    bool operator==(const CountRange&) const = default;
};

/// A part of the whole that regions are handed out to: a unit, or a component of one.
struct Claim {
    std::int64_t people = 0;
    CountRange range;
};

/// Shares out a number of regions fairly: the method of equal proportions (Huntington and Hill).
///
/// The next region goes to the claim with the largest people / sqrt(n (n + 1)), n the regions it
/// has: among all ways to hand them out within the ranges, this one makes the sum of
/// people^2 / n least, which is to say that regions everywhere are as equal as can be
/// (E. V. Huntington, "The apportionment of representatives in Congress", 1928; ranges as in
/// M. L. Balinski and H. P. Young, "Fair Representation", 1982). The shares of some of the claims
/// are what these would get among themselves. Ties go to the earlier claim.
/// \returns one count per claim, nothing where `total` is not within the sum of the ranges.
/// Complexity: O(total log claims).
std::optional<std::vector<std::int64_t>> equal_proportions(std::int64_t total,
                                                           std::span<const Claim> claims);

} // namespace evengrid::algorithms
