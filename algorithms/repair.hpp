#pragma once

#include "algorithms/multilevel.hpp"
#include "algorithms/problem.hpp"

#include <span>

namespace evengrid::algorithms {

/// Mends what annealing left out of bounds, and brings the number of regions to the wanted one.
///
/// Takes each region out of bounds together with some of its neighbours and divides them anew:
/// first with warm labels, then from nothing, then with one region more or less; with more
/// neighbours each time. Then merges or splits elsewhere, in groups with room to spare, until the
/// number is `wanted`. Never makes the violation larger, except by nothing at all to reach the
/// wanted number. The work is bounded, so that a graph full of places that cannot be mended takes
/// no longer than its annealing.
///
/// \param unavoidable size n, as `unavoidable_violation` returns it
/// \param wanted number of regions; with `exactly`, another will not do
/// \param solution in: connected regions; out: no worse ones
/// \throws Cancelled
void repair(const Problem& problem, std::span<const std::int64_t> unavoidable, std::size_t wanted,
            bool exactly, const Work& work, std::uint64_t seed, Solution& solution);

} // namespace evengrid::algorithms
