#include "io/city/read_existing.hpp"

#include "algorithms/parallel.hpp"
#include "engine/error.hpp"
#include "engine/geometry/geos.hpp"
#include "engine/quote.hpp"
#include "io/city/city_layer.hpp"
#include "io/city/field_choice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>

namespace evengrid::io {

namespace {

using engine::say;

void lock(const std::vector<std::string>& codes, std::vector<engine::ExistingGrid>& grids) {
    for (const std::string& code : codes) {
        const auto grid =
            std::find_if(grids.begin(), grids.end(), [&](const auto& g) { return g.code == code; });
        if (grid == grids.end()) {
            throw engine::Error(
                engine::ErrorCode::usage,
                fmt::format("--lock {}: no existing grid has this code", engine::quote(code)),
                "a code of the existing plan; --existing-code-field, if they stand in another "
                "field");
        }
        grid->locked = true;
    }
}

/// The features that make up each existing grid, by its code: feature id and ground.
using Members =
    std::map<std::string, std::vector<std::pair<std::int64_t, const engine::MultiPolygon*>>>;

Members members_by_code(const ExistingCodes& codes, const engine::City& city) {
    Members members;
    for (std::size_t i = 0; i < codes.of_blocks.size(); ++i) {
        const engine::GivenBlock& block = city.given_blocks[i];
        members[codes.of_blocks[i]].emplace_back(block.src_fid, &block.ground);
    }
    for (std::size_t i = 0; i < codes.of_buildings.size(); ++i) {
        const engine::Building& building = city.buildings[i];
        members[codes.of_buildings[i]].emplace_back(building.src_fid, &building.footprint);
    }
    members.erase("");
    return members;
}

std::vector<engine::ExistingGrid> grids_of(const Members& members, const std::string& field) {
    if (members.empty()) {
        throw engine::Error(engine::ErrorCode::input,
                            fmt::format("field {} names no existing grid: it is empty everywhere",
                                        engine::quote(field)),
                            "--existing-field with the field that has the codes of the grids");
    }
    std::vector<engine::ExistingGrid> grids;
    std::vector<std::vector<const engine::MultiPolygon*>> grounds;
    for (const auto& [code, features] : members) {
        grids.push_back({features.front().first, code, "", {}, false});
        grounds.emplace_back();
        for (const auto& [fid, ground] : features) {
            grounds.back().push_back(ground);
        }
    }
    algorithms::parallel_for(grids.size(),
                             [&](std::size_t i) { grids[i].ground = engine::unite(grounds[i]); });
    return grids;
}

std::vector<engine::ExistingGrid> read_layer(CityLayer& layer, const CitySources& sources,
                                             const engine::Crs& metric,
                                             const std::function<bool()>& cancelled) {
    std::vector<std::size_t> all(layer.source().fields().size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    layer.load(Shape::polygons, all, cancelled);
    layer.bring_to(metric, cancelled);
    const auto code_field =
        sources.existing_code_field
            ? std::optional(layer.field(*sources.existing_code_field, "--existing-code-field"))
            : choose_grid_code_field(layer.source(), layer.features);
    const auto name_field = choose_name_field(layer.source(), layer.features);
    layer.note("existing fields", engine::Severity::note,
               say("existing grids are coded by {} and named by {}",
                   "现行网格的编码字段：{}；名称字段：{}",
                   code_in_words(layer.source(), code_field),
                   field_in_words(layer.source(), name_field)));
    std::vector<engine::ExistingGrid> grids;
    for (Feature& feature : layer.features) {
        if (feature.polygons.empty()) {
            continue;
        }
        const std::string code =
            code_field ? text_of(feature.values[*code_field]) : std::to_string(feature.fid);
        if (code.empty()) {
            layer.note("grid without code", engine::Severity::warning,
                       say("it is taken as part of no grid", "不计入任何网格"), &feature);
            continue;
        }
        grids.push_back({feature.fid, code, name_field ? text_of(feature.values[*name_field]) : "",
                         std::move(feature.polygons), false});
    }
    return grids;
}

} // namespace

void read_existing(const CitySources& sources, const ExistingCodes& codes,
                   const std::function<bool()>& cancelled, CityInput& input) {
    engine::City& city = input.city;
    if (!sources.existing.empty()) {
        CityLayer layer("existing",
                        layer_of_plan(sources.existing, "grids").value_or(sources.existing),
                        sources);
        city.existing = read_layer(layer, sources, input.metric, cancelled);
        layer.report_to(input);
    } else if (sources.existing_field) {
        city.existing = grids_of(members_by_code(codes, city), *sources.existing_field);
        city.existing_drawn = false;
    }
    lock(sources.locks, city.existing);
}

} // namespace evengrid::io
