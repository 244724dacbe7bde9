#pragma once

#include "algorithms/graph.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace evengrid::io {

/// A graph from CSV files, with the names its vertices have there.
struct GraphInput {
    std::vector<std::int64_t> ids; ///< one per vertex, in the order of the file
    algorithms::Graph graph;
};

/// Reads a bare graph.
///
/// \param vertices_path a CSV file with a header: `id` and `pop`, whole numbers; `x`, `y`, `area`
///        (square metres) and `ext` (outer border, metres), 0 where there is no such column.
/// \param edges_path a CSV file with a header: `u` and `v`, ids of vertices; `border_len` in
/// metres,
///        1 where there is no such column.
/// Columns may stand in any order; others are passed over.
/// \throws engine::Error (input) with file, line and column. Complexity: O(n log n + m).
GraphInput read_graph(const std::string& vertices_path, const std::string& edges_path);

/// Reads labels, columns `id` and `zone`, of every vertex of a graph.
/// \throws engine::Error (input)
std::vector<algorithms::Region> read_labels(const std::string& path,
                                            const std::vector<std::int64_t>& ids);

/// Writes labels as CSV, columns `id` and `zone`; complete or not at all.
/// \throws engine::Error (output)
void write_labels(const std::string& path, const std::vector<std::int64_t>& ids,
                  const std::vector<algorithms::Region>& region_of, bool overwrite);

} // namespace evengrid::io
