#pragma once

#include "engine/geometry/geometry.hpp"

#include <map>

namespace evengrid::engine {

/// How many ends of noded lines meet at a place; a single one is a dead end.
/// Complexity: O(n log n).
std::map<Point, int> ends_at(const std::vector<Line>& noded);

/// Drops what sticks out over a crossing, or lies about on its own, by no more than `reach_m`.
/// Complexity: O(n log n).
void drop_dead_ends(std::vector<Line>& noded, double reach_m);

} // namespace evengrid::engine
