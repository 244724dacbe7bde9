#pragma once

#include "io/folder.hpp"

#include "io/plan/write_plan.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace evengrid::tests {

inline std::string read_file(const std::string& path) {
    std::ostringstream bytes;
    bytes << std::ifstream(path, std::ios::binary).rdbuf();
    return bytes.str();
}

inline engine::MultiPolygon rectangle(double x, double y, double width_m, double height_m) {
    return {
        {{{x, y}, {x + width_m, y}, {x + width_m, y + height_m}, {x, y + height_m}, {x, y}}, {}}};
}

/// Two units side by side, A of two blocks in one grid and B of two blocks in a grid each, with a
/// building in every block:
///
///     A1 A2 | B1 B2        100 m each; people 600, 700, 1500, 400
///
/// The buildings stand in `buildings.geojson` of the folder, with one more that is in no block.
struct SmallPlan {
    io::CityInput input;
    engine::Plan plan;
    io::Summary summary;

    explicit SmallPlan(const Folder& folder, const std::string& field = "kind") {
        constexpr std::int64_t people[] = {600, 700, 1500, 400, 9};
        const double east = 500000, north = 4000000;
        input.metric = input.written = engine::read_crs("EPSG:32650");
        input.city.units = {{0, "A", "Alder", rectangle(east, north, 200, 100)},
                            {1, "B", "", rectangle(east + 200, north, 200, 100)}};
        std::string json =
            R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::32650"}},"features":[)";
        for (std::uint32_t i = 0; i < 5; ++i) {
            const double x = east + 100 * i + 40;
            const auto fid = static_cast<std::int64_t>(i);
            input.city.buildings.push_back({fid, rectangle(x, north + 40, 20, 20), people[i], 0});
            std::ostringstream feature;
            feature.precision(10);
            feature
                << (i ? "," : "") << R"({"type":"Feature","id":)" << i << R"(,"properties":{")"
                << field << R"(":"楼)" << i << R"(","built":"2001-02-0)" << i + 1
                << R"(","height":)" << i
                << R"(.25,"tags":["x","y"],"none":null},"geometry":{"type":"Polygon","coordinates":[[)";
            const engine::MultiPolygon ground = rectangle(x, north + 40, 20, 20);
            for (std::size_t p = 0; p < 5; ++p) {
                feature << (p ? "," : "") << "[" << ground[0].shell[p].x_m << ","
                        << ground[0].shell[p].y_m << "]";
            }
            json += feature.str() + "]]}}";
        }
        write_file(folder / "buildings.geojson", json + "]}");
        io::InputFile file;
        file.role = "buildings";
        file.layer = file.path = folder / "buildings.geojson";
        input.files.push_back(file);

        for (std::uint32_t i = 0; i < 4; ++i) {
            engine::Block block;
            block.block_id = i + 1;
            block.unit = engine::UnitIndex{i / 2};
            block.ground = rectangle(east + 100 * i, north, 100, 100);
            block.area_m2 = 10000;
            block.people = people[i];
            block.buildings = {engine::BuildingIndex{i}};
            plan.blocks.blocks.push_back(block);
            plan.blocks.block_of_building.emplace_back(engine::BlockIndex{i});
        }
        plan.blocks.block_of_building.emplace_back(std::nullopt);
        plan.grids = {grid(1, 0, {0, 1}, rectangle(east, north, 200, 100), 1300),
                      grid(2, 1, {2}, rectangle(east + 200, north, 100, 100), 1500),
                      grid(3, 1, {3}, rectangle(east + 300, north, 100, 100), 400)};
        plan.grids[2].in_bounds = false;
        plan.grids[2].reason = engine::Reason::bottleneck;
        plan.grid_of_block = {1, 1, 2, 3};
        const auto upwards = [&](double x) -> std::vector<engine::Line> {
            return {{{east + x, north}, {east + x, north + 100}}};
        };
        plan.borders = {{1, 2, engine::Along::unit, "Long River", upwards(200), 100},
                        {2, 3, engine::Along::road, "Mill Street", upwards(300), 100}};
        plan.ledger = {
            {"grids", {"sum", "合计"}, {}, 3200},
            {"buildings", {"field people", "字段 people"}, {"outside every unit", "不在社区"}, 9}};
        engine::Finding finding;
        finding.kind = "bottleneck";
        finding.severity = engine::Severity::error;
        finding.message.english = "grid \"B-002\" holds 400 people, below the minimum of 1000";
        finding.unit_code = "B";
        finding.grid_id = 3;
        finding.place = engine::Point{east + 350, north + 50};
        plan.findings = {finding};
        finding.kind = "note without a place";
        finding.severity = engine::Severity::note;
        finding.place.reset();
        finding.grid_id.reset();
        plan.findings.push_back(finding);
        summary = io::summarise(input, plan, {});
    }

private:
    engine::Grid grid(std::int64_t id, std::uint32_t unit, const std::vector<std::uint32_t>& blocks,
                      const engine::MultiPolygon& ground, std::int64_t people) const {
        engine::Grid grid;
        grid.grid_id = id;
        grid.code = "grid-" + std::to_string(id);
        grid.name = grid.code;
        grid.unit = engine::UnitIndex{unit};
        for (const std::uint32_t block : blocks) {
            grid.blocks.push_back(engine::BlockIndex{block});
        }
        grid.ground = ground;
        grid.people = people;
        grid.buildings = static_cast<std::int64_t>(blocks.size());
        grid.area_m2 = engine::area_m2(ground);
        grid.perimeter_m = engine::perimeter_m(ground);
        grid.compactness = 0.5;
        return grid;
    }
};

} // namespace evengrid::tests
