#include "io/city/read_existing.hpp"

#include "engine/error.hpp"
#include "engine/quote.hpp"
#include "io/city/field_choice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <numeric>

namespace evengrid::io {

namespace {

void lock(const std::vector<std::string>& codes, std::vector<engine::ExistingGrid>& grids) {
    for (const std::string& code : codes) {
        const auto grid =
            std::find_if(grids.begin(), grids.end(), [&](const auto& g) { return g.code == code; });
        if (grid == grids.end()) {
            throw engine::Error(
                engine::ErrorCode::usage,
                fmt::format("--lock {}: no existing grid has this code", engine::quote(code)),
                "--existing-code-field, if the codes stand in another field");
        }
        grid->locked = true;
    }
}

} // namespace

std::vector<engine::ExistingGrid> read_existing(CityLayer& layer, const CitySources& sources,
                                                const engine::Crs& metric,
                                                const std::function<bool()>& cancelled) {
    std::vector<std::size_t> all(layer.source().fields().size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    layer.load(Shape::polygons, all, cancelled);
    layer.bring_to(metric, cancelled);
    const auto code_field =
        sources.existing_code_field
            ? std::optional(layer.field(*sources.existing_code_field, "--existing-code-field"))
            : choose_code_field(layer.source(), layer.features);
    const auto name_field = choose_name_field(layer.source());
    const auto& fields = layer.source().fields();
    layer.note(
        "existing fields", engine::Severity::note,
        fmt::format("existing grids are coded by {} and named by {}",
                    code_field ? engine::quote(fields[*code_field].name) : "their feature id",
                    name_field ? engine::quote(fields[*name_field].name) : "no field"));
    std::vector<engine::ExistingGrid> grids;
    for (Feature& feature : layer.features) {
        if (feature.polygons.empty()) {
            continue;
        }
        const std::string code =
            code_field ? text_of(feature.values[*code_field]) : std::to_string(feature.fid);
        grids.push_back({feature.fid, code, name_field ? text_of(feature.values[*name_field]) : "",
                         std::move(feature.polygons), false});
    }
    lock(sources.locks, grids);
    return grids;
}

} // namespace evengrid::io
