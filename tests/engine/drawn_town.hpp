#pragma once

#include "engine/blocks/block_graph.hpp"
#include "engine/city.hpp"
#include "engine/geometry/geos.hpp"

#include <cctype>
#include <map>
#include <string>
#include <vector>

namespace evengrid::engine {

/// Towns drawn as pictures: every character is a square of ground, the first row the northernmost,
/// the lower left corner of the picture at the origin.
using Picture = std::vector<std::string>;

/// The square of ground in a row and column of a picture.
inline MultiPolygon drawn_square(const Picture& picture, std::size_t row, std::size_t column,
                                 double cell_m) {
    const double x = static_cast<double>(column) * cell_m;
    const double y = static_cast<double>(picture.size() - 1 - row) * cell_m;
    return {{{{x, y}, {x + cell_m, y}, {x + cell_m, y + cell_m}, {x, y + cell_m}, {x, y}}, {}}};
}

/// The ground that every letter or digit covers; other characters are no one's.
inline std::map<char, MultiPolygon> drawn_grounds(const Picture& picture, double cell_m) {
    std::map<char, std::vector<MultiPolygon>> squares;
    for (std::size_t row = 0; row < picture.size(); ++row) {
        for (std::size_t column = 0; column < picture[row].size(); ++column) {
            const char c = picture[row][column];
            if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
                squares[c].push_back(drawn_square(picture, row, column, cell_m));
            }
        }
    }
    std::map<char, MultiPolygon> grounds;
    for (const auto& [letter, of_letter] : squares) {
        std::vector<const MultiPolygon*> parts;
        for (const auto& square : of_letter) {
            parts.push_back(&square);
        }
        grounds[letter] = dissolve(parts);
    }
    return grounds;
}

/// Streets: every '*' is joined with the ones right of it and below it, middle to middle.
inline std::vector<GroundLine> drawn_streets(const Picture& picture, double cell_m) {
    const auto is_street = [&](std::size_t row, std::size_t column) {
        return row < picture.size() && column < picture[row].size() && picture[row][column] == '*';
    };
    const auto middle = [&](std::size_t row, std::size_t column) {
        return Point{(static_cast<double>(column) + 0.5) * cell_m,
                     (static_cast<double>(picture.size() - 1 - row) + 0.5) * cell_m};
    };
    std::vector<GroundLine> streets;
    const auto add = [&](Point from, Point to) {
        streets.push_back(
            {static_cast<std::int64_t>(streets.size()) + 1, LineKind::road, "", {from, to}});
    };
    for (std::size_t row = 0; row < picture.size(); ++row) {
        for (std::size_t column = 0; column < picture[row].size(); ++column) {
            if (is_street(row, column) && is_street(row, column + 1)) {
                add(middle(row, column), middle(row, column + 1));
            }
            if (is_street(row, column) && is_street(row + 1, column)) {
                add(middle(row, column), middle(row + 1, column));
            }
        }
    }
    return streets;
}

/// What a town is drawn with; layers that are left out are empty.
struct Drawing {
    Picture units;
    Picture buildings = {};
    Picture streets = {};
    Picture blocks = {}; ///< given ones; a block is in the unit that its first square is in
    double cell_m = 10;
    std::int64_t people = 100; ///< in every building, or in every given block where none are drawn
};

inline City drawn_city(const Drawing& drawing) {
    City city;
    for (const auto& [letter, ground] : drawn_grounds(drawing.units, drawing.cell_m)) {
        city.units.push_back({letter, std::string(1, letter), "", ground});
    }
    for (const auto& [letter, ground] : drawn_grounds(drawing.buildings, drawing.cell_m)) {
        city.buildings.push_back({letter, ground, drawing.people, 0});
    }
    city.lines = drawn_streets(drawing.streets, drawing.cell_m);
    for (const auto& [letter, ground] : drawn_grounds(drawing.blocks, drawing.cell_m)) {
        GivenBlock block{letter, {}, ground, drawing.buildings.empty() ? drawing.people : 0, 0};
        for (std::uint32_t i = 0; i < city.units.size(); ++i) {
            if (contains(city.units[i].ground, point_inside({ground[0]}))) {
                block.unit = UnitIndex{i};
            }
        }
        city.given_blocks.push_back(std::move(block));
    }
    return city;
}

/// A unit whose blocks lie in a row, each beside the next; `gap` after so many of them.
inline UnitGraph unit_in_a_row(const std::vector<std::int64_t>& people, std::size_t gap = 0) {
    UnitGraph unit;
    std::vector<algorithms::VertexData> vertices;
    std::vector<algorithms::Edge> edges;
    for (std::uint32_t i = 0; i < people.size(); ++i) {
        unit.blocks.push_back(BlockIndex{i});
        unit.vertex_of.push_back(i);
        vertices.push_back({.population = people[i]});
        if (i > 0 && i != gap) {
            edges.push_back({algorithms::Vertex{i - 1}, algorithms::Vertex{i}, 1});
        }
    }
    unit.graph = algorithms::Graph(vertices, edges);
    return unit;
}

} // namespace evengrid::engine
