#include "io/graph_csv.hpp"

#include "algorithms/parallel.hpp"
#include "engine/error.hpp"
#include "engine/quote.hpp"
#include "io/files/aside.hpp"
#include "io/files/csv_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <exception>
#include <fstream>
#include <numeric>
#include <optional>

namespace evengrid::io {

namespace {

using algorithms::Edge;
using algorithms::Vertex;
using algorithms::VertexData;
using engine::Error;
using engine::ErrorCode;

/// From the name of a vertex to its index.
class VertexNames {
public:
    VertexNames(const std::string& path, const std::vector<std::int64_t>& ids) : m_ids(ids) {
        for (std::size_t i = 0; i < ids.size() && m_counts_up; ++i)
            m_counts_up = ids[i] == static_cast<std::int64_t>(i);
        if (m_counts_up)
            return;
        m_order.resize(ids.size());
        std::iota(m_order.begin(), m_order.end(), 0U);
        std::sort(m_order.begin(), m_order.end(), [&](auto a, auto b) { return ids[a] < ids[b]; });
        for (std::size_t i = 1; i < m_order.size(); ++i)
            if (ids[m_order[i]] == ids[m_order[i - 1]])
                throw Error(ErrorCode::input,
                            fmt::format("file {} has two vertices with the id {}",
                                        engine::quote(path), ids[m_order[i]]),
                            "give every vertex an id of its own");
    }

    std::optional<Vertex> find(std::int64_t id) const {
        if (m_counts_up)
            return id >= 0 && static_cast<std::size_t>(id) < m_ids.size()
                       ? std::optional(Vertex{static_cast<std::uint32_t>(id)})
                       : std::nullopt;
        const auto at = std::lower_bound(
            m_order.begin(), m_order.end(), id,
            [&](std::uint32_t v, std::int64_t wanted) { return m_ids[v] < wanted; });
        return at != m_order.end() && m_ids[*at] == id ? std::optional(Vertex{*at}) : std::nullopt;
    }

private:
    const std::vector<std::int64_t>& m_ids;
    bool m_counts_up = true; ///< the ids are 0, 1, 2, ...
    std::vector<std::uint32_t> m_order;
};

double not_negative(const CsvTable& table, std::optional<std::size_t> place, double otherwise) {
    if (!place)
        return otherwise;
    const double value = table.number(*place);
    if (value < 0)
        table.refuse(*place, "a number from 0");
    return value;
}

void read_vertices(CsvTable table, std::vector<std::int64_t>& ids,
                   std::vector<VertexData>& vertices) {
    const std::size_t id = table.want("id");
    const std::size_t population = table.want("pop");
    const auto x = table.want_if_there("x");
    const auto y = table.want_if_there("y");
    const auto area = table.want_if_there("area");
    const auto outer = table.want_if_there("ext");
    ids.reserve(table.estimated_rows());
    vertices.reserve(table.estimated_rows());
    while (table.next()) {
        VertexData v;
        v.population = table.whole_number(population);
        if (v.population < 0)
            table.refuse(population, "a whole number from 0");
        v.area_m2 = not_negative(table, area, 0);
        v.outer_m = not_negative(table, outer, 0);
        v.x_m = x ? table.number(*x) : 0;
        v.y_m = y ? table.number(*y) : 0;
        ids.push_back(table.whole_number(id));
        vertices.push_back(v);
    }
}

/// An edge before the vertices are known.
struct NamedEdge {
    std::int64_t u = 0;
    std::int64_t v = 0;
    double border_m = 0;
};

std::vector<NamedEdge> read_edges(CsvTable table) {
    const std::size_t u = table.want("u");
    const std::size_t v = table.want("v");
    const auto border = table.want_if_there("border_len");
    std::vector<NamedEdge> edges;
    edges.reserve(table.estimated_rows());
    while (table.next()) {
        const NamedEdge edge{table.whole_number(u), table.whole_number(v),
                             not_negative(table, border, 1)};
        if (edge.u == edge.v)
            table.refuse(v, "another vertex");
        edges.push_back(edge);
    }
    return edges;
}

Vertex known(const VertexNames& names, std::int64_t id, const std::string& path) {
    if (const auto vertex = names.find(id))
        return *vertex;
    throw Error(
        ErrorCode::input,
        fmt::format("file {} names a vertex {} that does not exist", engine::quote(path), id),
        "add the vertex, or leave the row out");
}

} // namespace

GraphInput read_graph(const std::string& vertices_path, const std::string& edges_path) {
    GraphInput input;
    std::vector<VertexData> vertices;
    std::vector<NamedEdge> named;
    std::array<std::exception_ptr, 2> failures;
    algorithms::parallel_for(failures.size(), [&](std::size_t file) {
        try {
            if (file == 0)
                read_vertices(CsvTable(vertices_path), input.ids, vertices);
            else
                named = read_edges(CsvTable(edges_path));
        } catch (...) {
            failures[file] = std::current_exception();
        }
    });
    // Of two broken files the same one is always named.
    for (const std::exception_ptr& failure : failures)
        if (failure)
            std::rethrow_exception(failure);
    const VertexNames names(vertices_path, input.ids);
    std::vector<Edge> edges;
    edges.reserve(named.size());
    for (const NamedEdge& edge : named)
        edges.push_back(
            {known(names, edge.u, edges_path), known(names, edge.v, edges_path), edge.border_m});
    named = {};
    input.graph = algorithms::Graph(std::move(vertices), edges);
    return input;
}

std::vector<algorithms::Region> read_labels(const std::string& path,
                                            const std::vector<std::int64_t>& ids) {
    CsvTable table(path);
    const std::size_t id = table.want("id");
    const std::size_t zone = table.want("zone");
    const VertexNames names(path, ids);
    std::vector<std::optional<std::int64_t>> zones(ids.size());
    while (table.next())
        zones[index(known(names, table.whole_number(id), path))] = table.whole_number(zone);
    std::vector<std::int64_t> different;
    for (std::size_t v = 0; v < ids.size(); ++v) {
        if (!zones[v])
            throw Error(
                ErrorCode::input,
                fmt::format("file {} has no row for the vertex {}", engine::quote(path), ids[v]),
                "one row for every vertex");
        different.push_back(*zones[v]);
    }
    std::sort(different.begin(), different.end());
    different.erase(std::unique(different.begin(), different.end()), different.end());
    std::vector<algorithms::Region> result;
    for (const auto& own : zones) {
        const auto at = std::lower_bound(different.begin(), different.end(), *own);
        result.push_back(algorithms::Region{static_cast<std::uint32_t>(at - different.begin())});
    }
    return result;
}

void write_labels(const std::string& path, const std::vector<std::int64_t>& ids,
                  const std::vector<algorithms::Region>& region_of, bool overwrite) {
    Aside aside(path, false, overwrite);
    std::string text = "id,zone\n";
    const auto append = [&](auto number, char after) {
        constexpr std::size_t most_digits = 20;
        char digits[most_digits];
        text.append(digits, std::to_chars(digits, digits + most_digits, number).ptr);
        text.push_back(after);
    };
    for (std::size_t v = 0; v < ids.size(); ++v) {
        append(ids[v], ',');
        append(index(region_of[v]), '\n');
    }
    std::ofstream file(aside.path(), std::ios::binary);
    file.write(text.data(), static_cast<std::streamsize>(text.size()));
    file.close();
    if (!file)
        throw Error(ErrorCode::output, fmt::format("cannot write {}", engine::quote(path)),
                    "check the free space on the disk");
    aside.put_in_place();
}

} // namespace evengrid::io
