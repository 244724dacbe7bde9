#include "engine/block_graph.hpp"

#include "algorithms/parallel.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace evengrid::engine {

namespace {

/// Where people already take a border for one, a grid border costs less.
double cost_factor(const SharedBorder& border, const AlongFinder& finder, double road_cost) {
    double cost = 0;
    for (const auto& line : border.lines) {
        for (std::size_t i = 1; i < line.size(); ++i) {
            const bool along_line = finder.along(line[i - 1], line[i]) != Along::none;
            cost += distance_m(line[i - 1], line[i]) * (along_line ? road_cost : 1);
        }
    }
    return cost / border.length_m;
}

algorithms::Graph unit_graph(const Blocks& blocks, const std::vector<BlockIndex>& of_unit,
                             const AlongFinder& finder, const BlockGraphOptions& options) {
    std::vector<const MultiPolygon*> grounds;
    std::vector<algorithms::VertexData> vertices;
    for (const auto i : of_unit) {
        const auto& block = blocks.blocks[index(i)];
        grounds.push_back(&block.ground);
        vertices.push_back({block.people, block.area_m2, perimeter_m(block.ground),
                            block.inside.x_m, block.inside.y_m});
    }
    std::vector<algorithms::Edge> edges;
    for (const auto& border : shared_borders(grounds, options.tolerance_m)) {
        vertices[border.a].outer_m = std::max(0.0, vertices[border.a].outer_m - border.length_m);
        vertices[border.b].outer_m = std::max(0.0, vertices[border.b].outer_m - border.length_m);
        if (border.length_m >= options.shortest_border_m) {
            edges.push_back({algorithms::Vertex{border.a}, algorithms::Vertex{border.b},
                             border.length_m, cost_factor(border, finder, options.road_cost)});
        }
    }
    return algorithms::Graph(std::move(vertices), edges);
}

} // namespace

std::vector<UnitGraph> block_graph(const City& city, const Blocks& blocks,
                                   const BlockGraphOptions& options) {
    const AlongFinder finder(city, options.along_m);
    std::vector<UnitGraph> units(city.units.size());
    for (std::size_t i = 0; i < units.size(); ++i) {
        units[i].unit = UnitIndex{static_cast<std::uint32_t>(i)};
    }
    for (std::size_t i = 0; i < blocks.blocks.size(); ++i) {
        units[index(blocks.blocks[i].unit)].blocks.push_back(
            BlockIndex{static_cast<std::uint32_t>(i)});
    }
    algorithms::parallel_for(units.size(), [&](std::size_t i) {
        units[i].graph = unit_graph(blocks, units[i].blocks, finder, options);
    });
    return units;
}

std::vector<Finding> component_findings(const City& city, const Blocks& blocks,
                                        const std::vector<UnitGraph>& units) {
    struct Part {
        std::int64_t people = 0;
        std::size_t blocks = 0;
        Point place;
    };
    std::vector<Finding> findings;
    for (const auto& unit : units) {
        const auto component_of = algorithms::components(unit.graph);
        std::vector<Part> parts;
        for (std::size_t i = 0; i < component_of.size(); ++i) {
            parts.resize(std::max(parts.size(), std::size_t{component_of[i]} + 1));
            auto& part = parts[component_of[i]];
            const auto& block = blocks.blocks[index(unit.blocks[i])];
            part.people += block.people;
            if (part.blocks++ == 0) {
                part.place = block.inside;
            }
        }
        const auto largest =
            std::max_element(parts.begin(), parts.end(), [](const Part& a, const Part& b) {
                return std::pair{a.people, a.blocks} < std::pair{b.people, b.blocks};
            });
        for (auto part = parts.begin(); part != parts.end(); ++part) {
            if (part != largest) {
                findings.push_back(
                    {"unit in parts", Severity::warning,
                     fmt::format("{} blocks with {} people do not hang together with the rest of "
                                 "their unit; they are divided on their own",
                                 part->blocks, part->people),
                     "", std::nullopt, city.units[index(unit.unit)].code, std::nullopt,
                     part->place});
            }
        }
    }
    return findings;
}

} // namespace evengrid::engine
