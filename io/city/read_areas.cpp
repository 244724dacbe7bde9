#include "io/city/read_areas.hpp"

#include "engine/blocks/cut_out_areas.hpp"
#include "engine/error.hpp"
#include "engine/quote.hpp"
#include "io/city/city_layer.hpp"
#include "io/city/field_choice.hpp"

#include <fmt/format.h>

#include <map>
#include <numeric>

namespace evengrid::io {

namespace {

using engine::say;

void read_layer(const std::string& given, bool exclusive, const CitySources& sources,
                const std::function<bool()>& cancelled, CityInput& input) {
    CityLayer layer(exclusive ? "exclusive" : "keep-area", given, sources);
    std::vector<std::size_t> all(layer.source().fields().size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    layer.load(Shape::polygons, all, cancelled);
    layer.bring_to(input.metric, cancelled);
    const auto code_field = choose_code_field(layer.source(), layer.features);
    const auto name_field = choose_name_field(layer.source(), layer.features);
    const auto kind_field = choose_kind_field(layer.source());
    note_repeated_codes(layer, code_field);
    layer.note("area fields", engine::Severity::note,
               say("areas are coded by {}, named by {}, their kind is told by {}",
                   "区域的编码字段：{}；名称字段：{}；类别字段：{}",
                   code_in_words(layer.source(), code_field),
                   field_in_words(layer.source(), name_field),
                   field_in_words(layer.source(), kind_field)));
    for (Feature& feature : layer.features) {
        if (feature.polygons.empty()) {
            continue;
        }
        const auto text = [&](const std::optional<std::size_t>& field) {
            return field ? text_of(feature.values[*field]) : std::string();
        };
        std::string kind = text(kind_field);
        if (kind.empty()) {
            kind = exclusive ? "exclusive" : "kept area";
        }
        input.city.areas.push_back(
            {feature.fid, code_field ? text(code_field) : std::to_string(feature.fid),
             text(name_field), std::move(kind), std::move(feature.polygons), exclusive, given});
    }
    layer.report_to(input);
}

/// The code of an exclusive area is that of its grid.
void check_codes(const engine::City& city) {
    std::map<std::string, std::string> owners;
    for (const engine::ExistingGrid& grid : city.existing) {
        owners.emplace(grid.code, fmt::format("existing grid (feature {})", grid.src_fid));
    }
    for (const engine::Area& area : city.areas) {
        const auto [other, is_new] = owners.emplace(area.code, engine::described(area));
        if (!is_new) {
            throw engine::Error(
                engine::ErrorCode::input,
                fmt::format("{} has the code of the {}", engine::described(area), other->second),
                "codes of their own in the layers of --exclusive and --keep-area");
        }
    }
}

} // namespace

void read_areas(const CitySources& sources, const std::function<bool()>& cancelled,
                CityInput& input) {
    for (const std::string& given : sources.exclusive) {
        read_layer(given, true, sources, cancelled, input);
    }
    for (const std::string& given : sources.keep_areas) {
        read_layer(given, false, sources, cancelled, input);
    }
    check_codes(input.city);
}

} // namespace evengrid::io
