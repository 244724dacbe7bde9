#include "io/report/web_page.hpp"

#include "io/plan/kinds.hpp"
#include "io/report/encoded_shape.hpp"
#include "io/report/page_template.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace evengrid::io {

namespace {

using Json = nlohmann::ordered_json;

/// What a browser on a small machine still opens within seconds.
constexpr std::size_t largest_data_bytes = 12 << 20;

/// Steps of 10 cm for a city; of more for a country, where no screen shows less.
ShapeEncoder encoder_for(const PlanFile& plan) {
    engine::Box box;
    for (const auto& grid : plan.grids) {
        box = engine::joined(box, engine::box(grid.ground));
    }
    ShapeEncoder encoder{{std::floor(box.min_x_m), std::floor(box.min_y_m)}};
    const double extent_m = std::max(box.max_x_m - box.min_x_m, box.max_y_m - box.min_y_m);
    while (encoder.step_m * 200'000 < extent_m) {
        encoder.step_m *= 10;
    }
    return encoder;
}

/// One array per column, each value as `of_row` gives it.
template <class Rows, class OfRow>
Json columns(const std::vector<const char*>& names, const Rows& rows, const OfRow& of_row) {
    std::vector<Json> arrays(names.size(), Json::array());
    for (const auto& row : rows) {
        const auto values = of_row(row);
        static_assert(std::tuple_size_v<std::remove_cvref_t<decltype(values)>> > 0);
        for (std::size_t i = 0; i < names.size(); ++i) {
            arrays[i].push_back(values[i]);
        }
    }
    Json table = Json::object();
    for (std::size_t i = 0; i < names.size(); ++i) {
        table[names[i]] = std::move(arrays[i]);
    }
    return table;
}

Json or_null(const std::optional<std::int64_t>& number) {
    return number ? Json(*number) : Json();
}

double rounded(double value, double scale) {
    return std::round(value * scale) / scale;
}

const char* word(engine::Severity severity) {
    return severity == engine::Severity::error     ? "error"
           : severity == engine::Severity::warning ? "warning"
                                                   : "note";
}

Json grids(const PlanFile& plan, const ShapeEncoder& encode) {
    return columns({"id", "code", "name", "unit", "people", "in_bounds", "reason", "households",
                    "buildings", "blocks", "area_m2", "compact", "shape"},
                   plan.grids, [&](const PlanFile::Grid& grid) {
                       return std::array<Json, 13>{grid.grid_id,
                                                   grid.code,
                                                   grid.name,
                                                   grid.unit,
                                                   grid.people,
                                                   grid.in_bounds,
                                                   grid.reason,
                                                   grid.households,
                                                   grid.buildings,
                                                   grid.blocks,
                                                   std::llround(grid.area_m2),
                                                   rounded(grid.compactness, 1e3),
                                                   encode(grid.ground)};
                   });
}

Json findings(const PlanFile& plan, const ShapeEncoder& encode) {
    const auto place = [&](const engine::Finding& finding) {
        return finding.place
                   ? Json{std::llround((finding.place->x_m - encode.origin.x_m) / encode.step_m),
                          std::llround((finding.place->y_m - encode.origin.y_m) / encode.step_m)}
                   : Json();
    };
    return columns(
        {"kind", "severity", "message", "message_zh", "source", "fid", "unit", "grid", "place"},
        plan.findings, [&](const engine::Finding& finding) {
            return std::array<Json, 9>{finding.kind,
                                       word(finding.severity),
                                       finding.message.english,
                                       finding.message.chinese,
                                       finding.source,
                                       or_null(finding.src_fid),
                                       finding.unit_code,
                                       or_null(finding.grid_id),
                                       place(finding)};
        });
}

/// What the run was made of. Who was counted how, which files were read and by which rules stand in
/// parts, which the page words; in plans of before they are sentences, which stay as they are.
Json summary(const PlanFile& plan) {
    Json entries = Json::array();
    for (const auto& [key, value] : plan.summary) {
        const bool has_parts =
            key.starts_with("ledger: ") || key.starts_with("input: ") || key == "rules";
        const Json parts = has_parts ? Json::parse(value, nullptr, false) : Json();
        entries.push_back({key, parts.is_object() ? parts : Json(value)});
    }
    return entries;
}

Json document(const PlanFile& plan, const ShapeEncoder& encode, bool with_buildings,
              bool with_blocks) {
    Json page;
    page["name"] = plan.name;
    page["crs"] = engine::describe(plan.crs);
    page["origin"] = {encode.origin.x_m, encode.origin.y_m};
    page["step"] = encode.step_m;
    page["bounds"] = {
        {"min", plan.bounds.minimum}, {"target", plan.bounds.target}, {"max", plan.bounds.maximum}};
    page["units"] = columns({"code", "name"}, plan.units, [](const PlanFile::Unit& unit) {
        return std::array<Json, 2>{unit.code, unit.name};
    });
    page["grids"] = grids(plan, encode);
    page["borders"] = columns(
        {"a", "b", "along", "name", "shape"}, plan.borders, [&](const PlanFile::Border& border) {
            return std::array<Json, 5>{border.grid_a, or_null(border.grid_b), border.along,
                                       border.name, encode(border.lines)};
        });
    page["findings"] = findings(plan, encode);
    page["summary"] = summary(plan);
    for (const auto& kinds : {reasons(), finding_kinds()}) {
        for (const Kind& kind : kinds) {
            page["chinese"][std::string(kind.name)] = kind.chinese;
        }
    }
    page["existing"] =
        columns({"code", "shape"}, plan.existing, [&](const PlanFile::Existing& grid) {
            return std::array<Json, 2>{grid.code, encode(grid.ground)};
        });
    page["handover"] =
        columns({"from", "to", "stays", "people", "buildings"}, plan.handover,
                [&](const PlanFile::Handed& handed) {
                    return std::array<Json, 5>{handed.from ? Json(*handed.from) : Json(),
                                               or_null(handed.grid_id), handed.stays, handed.people,
                                               handed.buildings};
                });
    page["moved"] = plan.moved_people;
    page["left_out"] = Json::array();
    if (with_blocks) {
        page["blocks"] = columns({"grid", "kind", "people", "shape"}, plan.blocks,
                                 [&](const PlanFile::Block& block) {
                                     return std::array<Json, 4>{or_null(block.grid_id), block.kind,
                                                                block.people, encode(block.ground)};
                                 });
    } else {
        page["left_out"].push_back("blocks");
    }
    if (with_buildings) {
        page["buildings"] =
            columns({"fid", "grid", "people", "shape"}, plan.buildings,
                    [&](const PlanFile::Building& building) {
                        return std::array<Json, 4>{building.src_fid, or_null(building.grid_id),
                                                   building.people, encode(building.footprint)};
                    });
    } else {
        page["left_out"].push_back("buildings");
    }
    return page;
}

/// JSON as it may stand in a script element: without `<`, nothing in it can end the element or
/// begin a comment. Text that is no UTF-8 gets replacement characters.
std::string in_script(const Json& document) {
    const std::string json = document.dump(-1, ' ', false, Json::error_handler_t::replace);
    std::string safe;
    safe.reserve(json.size());
    for (const char c : json) {
        if (c == '<') {
            safe += "\\u003c";
        } else {
            safe += c;
        }
    }
    return safe;
}

std::string data_that_fits(const PlanFile& plan) {
    const ShapeEncoder encode = encoder_for(plan);
    constexpr std::array<std::pair<bool, bool>, 3> choices{
        {{true, true}, {false, true}, {false, false}}};
    std::string data;
    for (const auto& [with_buildings, with_blocks] : choices) {
        data = in_script(document(plan, encode, with_buildings, with_blocks));
        if (data.size() <= largest_data_bytes) {
            break;
        }
    }
    return data;
}

} // namespace

std::string web_page(const PlanFile& plan) {
    constexpr std::string_view slot = "{{plan}}";
    std::string page(report_template());
    return page.replace(page.find(slot), slot.size(), data_that_fits(plan));
}

} // namespace evengrid::io
