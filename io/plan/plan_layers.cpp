#include "io/plan/plan_layers.hpp"

#include "engine/plan/unit_bounds.hpp"
#include "io/files/write_file.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace evengrid::io {

using engine::index;

namespace {

using Type = WrittenType;

double rounded(double value, int decimals) {
    const double scale = std::pow(10.0, decimals);
    return std::round(value * scale) / scale;
}

std::string_view words(engine::BlockKind kind) {
    switch (kind) {
    case engine::BlockKind::street:
        return "street";
    case engine::BlockKind::given:
        return "given";
    case engine::BlockKind::tessellation:
        return "tessellation";
    case engine::BlockKind::cell:
        return "cell";
    case engine::BlockKind::water:
        return "water";
    }
    return "";
}

std::string_view words(engine::Along along) {
    switch (along) {
    case engine::Along::none:
        return "none";
    case engine::Along::road:
        return "road";
    case engine::Along::water:
        return "water";
    case engine::Along::rail:
        return "rail";
    case engine::Along::wall:
        return "wall";
    case engine::Along::unit:
        return "unit";
    }
    return "";
}

WrittenValue text(std::string_view words) {
    return std::string(words);
}

WrittenValue or_null(const std::optional<std::int64_t>& number) {
    return number ? WrittenValue(*number) : WrittenValue();
}

std::int64_t count(std::size_t number) {
    return static_cast<std::int64_t>(number);
}

/// Whether any of these has ground in several parts.
template <class Tiles>
bool any_in_parts(const Tiles& tiles) {
    return std::any_of(tiles.begin(), tiles.end(),
                       [](const auto& tile) { return tile.ground.size() != 1; });
}

/// Whether grids are of a kind, or made for bounds of their own.
bool differ_in_kind(const engine::Plan& plan) {
    return std::any_of(plan.grids.begin(), plan.grids.end(), [&](const engine::Grid& grid) {
        return !grid.kind.empty() || grid.bounds != plan.bounds;
    });
}

} // namespace

engine::Point place_in(const engine::City& city) {
    return city.units.empty() ? engine::Point{} : city.units.front().ground.front().shell.front();
}

engine::Move way_to_written(const engine::Crs& metric, const engine::Crs& written,
                            engine::Point place) {
    if (engine::same_crs(metric, written)) {
        return [](engine::Point point) { return point; };
    }
    const auto transform = std::make_shared<engine::Transform>(metric, written, place);
    return [transform](engine::Point point) { return (*transform)(point); };
}

void write_grids(VectorTarget& target, const engine::City& city, const engine::Plan& plan,
                 const engine::Move& to_written) {
    const bool is_estimated = city.people_error > 0;
    const bool has_kinds = differ_in_kind(plan);
    std::vector<WrittenField> fields{
        {"grid_id", Type::integer}, {"code", Type::text},          {"name", Type::text},
        {"unit_code", Type::text},  {"unit_name", Type::text},     {"population", Type::integer},
        {"target", Type::integer},  {"deviation", Type::real},     {"in_bounds", Type::boolean},
        {"reason", Type::text},     {"households", Type::integer}, {"buildings", Type::integer},
        {"blocks", Type::integer},  {"area_m2", Type::real},       {"perim_m", Type::real},
        {"compact", Type::real}};
    if (is_estimated) {
        fields.insert(
            fields.end(),
            {{"pop_low", Type::integer}, {"pop_high", Type::integer}, {"at_risk", Type::boolean}});
    }
    if (has_kinds) {
        fields.insert(fields.end(), {{"kind", Type::text},
                                     {"area", Type::text},
                                     {"pop_min", Type::integer},
                                     {"pop_max", Type::integer}});
    }
    target.begin_layer("grids", WrittenShapeKind::polygon, any_in_parts(plan.grids), fields);
    for (const engine::Grid& grid : plan.grids) {
        const engine::Unit& unit = city.units[index(grid.unit)];
        const bool is_bounded = grid.bounds.maximum < engine::unlimited_people;
        const std::int64_t wanted = grid.bounds.target_or_middle();
        const double deviation = static_cast<double>(grid.people - wanted) /
                                 static_cast<double>(std::max<std::int64_t>(wanted, 1));
        std::vector<WrittenValue> values{grid.grid_id,
                                         grid.code,
                                         grid.name,
                                         unit.code,
                                         unit.name,
                                         grid.people,
                                         is_bounded ? WrittenValue(wanted) : WrittenValue(),
                                         is_bounded ? WrittenValue(rounded(deviation, 4))
                                                    : WrittenValue(),
                                         grid.in_bounds,
                                         text(engine::words(grid.reason)),
                                         grid.households,
                                         grid.buildings,
                                         count(grid.blocks.size()),
                                         rounded(grid.area_m2, 2),
                                         rounded(grid.perimeter_m, 2),
                                         rounded(grid.compactness, 4)};
        if (is_estimated) {
            values.insert(values.end(), {grid.range.low, grid.range.high, grid.at_risk});
        }
        if (has_kinds) {
            values.insert(values.end(),
                          {grid.kind, grid.area ? city.areas[*grid.area].code : std::string(),
                           grid.bounds.minimum,
                           is_bounded ? WrittenValue(grid.bounds.maximum) : WrittenValue()});
        }
        target.add(values, moved(grid.ground, to_written));
    }
}

void write_blocks(VectorTarget& target, const engine::City& city, const engine::Blocks& blocks,
                  const std::vector<std::int64_t>& grid_of_block, const engine::Move& to_written) {
    const bool were_given = !city.given_blocks.empty();
    std::vector<WrittenField> fields{{"block_id", Type::integer},   {"grid_id", Type::integer},
                                     {"unit_code", Type::text},     {"kind", Type::text},
                                     {"population", Type::integer}, {"buildings", Type::integer},
                                     {"area_m2", Type::real}};
    if (were_given) {
        fields.push_back({"src_fid", Type::integer});
    }
    target.begin_layer("blocks", WrittenShapeKind::polygon, any_in_parts(blocks.blocks), fields);
    for (std::size_t i = 0; i < blocks.blocks.size(); ++i) {
        const engine::Block& block = blocks.blocks[i];
        const auto grid_id = grid_of_block.empty() ? std::nullopt : std::optional(grid_of_block[i]);
        std::vector<WrittenValue> values{
            block.block_id,           or_null(grid_id), city.units[index(block.unit)].code,
            text(words(block.kind)),  block.people,     count(block.buildings.size()),
            rounded(block.area_m2, 2)};
        if (were_given) {
            values.push_back(or_null(block.src_fid));
        }
        target.add(values, moved(block.ground, to_written));
    }
}

void write_borders(VectorTarget& target, const engine::Plan& plan, const engine::Move& to_written) {
    target.begin_layer("borders", WrittenShapeKind::line, true,
                       {{"grid_a", Type::integer},
                        {"grid_b", Type::integer},
                        {"length_m", Type::real},
                        {"along", Type::text},
                        {"name", Type::text}});
    for (const engine::Border& border : plan.borders) {
        std::vector<engine::Line> lines;
        for (const engine::Line& line : border.lines) {
            lines.push_back(moved(line, to_written));
        }
        target.add({border.grid_a, or_null(border.grid_b), rounded(border.length_m, 2),
                    text(words(border.along)), border.name},
                   lines);
    }
}

void write_existing(VectorTarget& target, const engine::City& city, const engine::Plan& plan,
                    const engine::Move& to_written) {
    target.begin_layer("existing", WrittenShapeKind::polygon, any_in_parts(city.existing),
                       {{"code", Type::text},
                        {"name", Type::text},
                        {"population", Type::integer},
                        {"fate", Type::text},
                        {"grid_id", Type::integer},
                        {"moved", Type::integer},
                        {"locked", Type::boolean}});
    for (std::size_t i = 0; i < city.existing.size(); ++i) {
        const engine::ExistingGrid& grid = city.existing[i];
        const engine::HandoverSide& side = plan.handover->olds[i];
        const auto carried_on_by =
            side.other ? std::optional(plan.grids[*side.other].grid_id) : std::nullopt;
        target.add({grid.code, grid.name, side.count.people, text(engine::words(side.fate)),
                    or_null(carried_on_by), side.moved_people, grid.locked},
                   moved(grid.ground, to_written));
    }
}

void write_rules(VectorTarget& target, const engine::Plan& plan) {
    target.begin_layer("rules", WrittenShapeKind::none, false,
                       {{"grid_id", Type::integer},
                        {"code", Type::text},
                        {"rule", Type::text},
                        {"rule_zh", Type::text},
                        {"measure", Type::text},
                        {"point_kind", Type::text},
                        {"measured", Type::real},
                        {"limit", Type::text},
                        {"limit_zh", Type::text},
                        {"at_least", Type::real},
                        {"at_most", Type::real},
                        {"passed", Type::boolean},
                        {"clause", Type::text},
                        {"clause_zh", Type::text},
                        {"source", Type::text},
                        {"source_zh", Type::text}});
    const auto or_null_real = [](const std::optional<double>& number) {
        return number ? WrittenValue(*number) : WrittenValue();
    };
    for (const engine::RuleOutcome& outcome : plan.outcomes) {
        const engine::Rule& rule = plan.rules[outcome.rule];
        const engine::Message name = engine::rule_name(rule);
        const engine::Message limit = engine::limits_in_words(outcome.at_least, outcome.at_most);
        target.add({outcome.grid_id, plan.grids[static_cast<std::size_t>(outcome.grid_id) - 1].code,
                    name.english, name.chinese, text(engine::measure_name(rule)), rule.point_kind,
                    rounded(outcome.measured, 4), limit.english, limit.chinese,
                    or_null_real(outcome.at_least), or_null_real(outcome.at_most), outcome.passed,
                    rule.clause.english, rule.clause.chinese, rule.source.english,
                    rule.source.chinese},
                   {});
    }
}

void write_findings(VectorTarget& target, const std::vector<engine::Finding>& findings,
                    const engine::Move& to_written) {
    target.begin_layer("findings", WrittenShapeKind::point, false,
                       {{"kind", Type::text},
                        {"severity", Type::text},
                        {"message", Type::text},
                        {"message_zh", Type::text},
                        {"source", Type::text},
                        {"src_fid", Type::integer},
                        {"unit_code", Type::text},
                        {"grid_id", Type::integer}});
    for (const engine::Finding& finding : findings) {
        WrittenShape place;
        if (finding.place) {
            place = to_written(*finding.place);
        }
        target.add({finding.kind, text(words(finding.severity)), finding.message.english,
                    finding.message.chinese, finding.source, or_null(finding.src_fid),
                    finding.unit_code, or_null(finding.grid_id)},
                   place);
    }
}

void write_styles(VectorTarget& target, const std::vector<LayerStyle>& styles,
                  const std::vector<std::string>& layers) {
    target.begin_layer("layer_styles", WrittenShapeKind::none, false,
                       {{"f_table_catalog", WrittenType::text},
                        {"f_table_schema", WrittenType::text},
                        {"f_table_name", WrittenType::text},
                        {"f_geometry_column", WrittenType::text},
                        {"styleName", WrittenType::text},
                        {"styleQML", WrittenType::text},
                        {"styleSLD", WrittenType::text},
                        {"useAsDefault", WrittenType::boolean},
                        {"description", WrittenType::text},
                        {"owner", WrittenType::text},
                        {"ui", WrittenType::text},
                        {"update_time", WrittenType::time}});
    for (const LayerStyle& style : styles) {
        if (std::find(layers.begin(), layers.end(), style.layer) != layers.end()) {
            target.add({"", "", style.layer, style.geometry, style.layer, qml_document(style), "",
                        true, style.description, "", "", file_date() + "T00:00:00Z"},
                       {});
        }
    }
}

void write_summary(VectorTarget& target, const Summary& summary) {
    target.begin_layer("summary", WrittenShapeKind::none, false,
                       {{"key", WrittenType::text}, {"value", WrittenType::text}});
    for (const auto& [key, value] : summary) {
        target.add({key, value}, {});
    }
}

std::vector<ChangedField> write_buildings(VectorTarget& target, const engine::City& city,
                                          const engine::Plan& plan, const LayerToCopy& source) {
    std::unordered_map<std::int64_t, std::size_t> building_of_fid;
    for (std::size_t i = 0; i < city.buildings.size(); ++i) {
        building_of_fid.emplace(city.buildings[i].src_fid, i);
    }
    const auto where_it_went = [&](std::int64_t fid) -> std::vector<WrittenValue> {
        const auto found = building_of_fid.find(fid);
        if (found == building_of_fid.end()) {
            return {fid, {}, {}, std::int64_t{0}};
        }
        const std::int64_t people = city.buildings[found->second].people;
        const auto block = plan.blocks.block_of_building[found->second];
        if (!block) {
            return {fid, {}, {}, people};
        }
        return {fid, plan.blocks.blocks[index(*block)].block_id, plan.grid_of_block[index(*block)],
                people};
    };
    return target.copy_layer("buildings", source,
                             {{"src_fid", Type::integer},
                              {"block_id", Type::integer},
                              {"grid_id", Type::integer},
                              {"people", Type::integer}},
                             where_it_went);
}

} // namespace evengrid::io
