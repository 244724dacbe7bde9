#include "io/plan/write_handover.hpp"

#include "engine/error.hpp"
#include "engine/quote.hpp"
#include "io/files/aside.hpp"
#include "io/files/csv.hpp"
#include "io/plan/plan_layers.hpp"
#include "io/versions.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <functional>

namespace evengrid::io {

namespace {

using Type = WrittenType;
using engine::Fate;
using engine::Handover;
using engine::HandoverCell;
using engine::HandoverSide;

WrittenValue code_or_null(const std::vector<engine::HandedGrid>& grids,
                          const std::optional<std::size_t>& grid) {
    return grid ? WrittenValue(grids[*grid].code) : WrittenValue();
}

/// People of a cell as a share of all people of a grid; null where there is no one.
WrittenValue share(std::int64_t people, std::int64_t of) {
    if (of == 0) {
        return {};
    }
    return std::round(1e4 * static_cast<double>(people) / static_cast<double>(of)) / 1e4;
}

WrittenValue day_or_null(const std::string& day) {
    return day.empty() ? WrittenValue() : WrittenValue(day);
}

/// "350203004001003 (420), 350203004001004 (80)": where the people of a grid go or come from.
std::string list_of(const Handover& handover, const HandoverSide& side,
                    const std::function<const std::string*(const HandoverCell&)>& code) {
    std::string list;
    for (const std::size_t i : side.cells) {
        const HandoverCell& cell = handover.cells[i];
        if (cell.count.people == 0 && side.count.people > 0) {
            continue;
        }
        const std::string* const other = code(cell);
        list += fmt::format("{}{} ({})", list.empty() ? "" : ", ",
                            other != nullptr ? *other : std::string("none"), cell.count.people);
    }
    return list;
}

HandoverTable cells_table(const HandoverInput& input, const Handover& handover) {
    HandoverTable table{"handover",
                        {{"old_code", Type::text},
                         {"new_code", Type::text},
                         {"people", Type::integer},
                         {"households", Type::integer},
                         {"buildings", Type::integer},
                         {"of_old", Type::real},
                         {"of_new", Type::real},
                         {"stays", Type::boolean},
                         {"area_m2", Type::real}},
                        {},
                        {}};
    for (const HandoverCell& cell : handover.cells) {
        const std::int64_t old_people = cell.from ? handover.olds[*cell.from].count.people : 0;
        const std::int64_t new_people = cell.to ? handover.news[*cell.to].count.people : 0;
        const bool stays = cell.from && cell.to && handover.olds[*cell.from].other == cell.to;
        table.rows.push_back(
            {code_or_null(input.olds, cell.from), code_or_null(input.news, cell.to),
             cell.count.people, cell.count.households, cell.count.buildings,
             share(cell.count.people, old_people), share(cell.count.people, new_people), stays,
             std::round(100 * cell.area_m2) / 100});
        table.grounds.push_back(&cell.ground);
    }
    return table;
}

HandoverTable old_grids_table(const HandoverInput& input, const Handover& handover,
                              const std::string& valid_from) {
    HandoverTable table{"old_grids",
                        {{"code", Type::text},
                         {"fate", Type::text},
                         {"next_code", Type::text},
                         {"goes_to", Type::text},
                         {"people", Type::integer},
                         {"households", Type::integer},
                         {"buildings", Type::integer},
                         {"moved", Type::integer},
                         {"retired", Type::boolean},
                         {"valid_to", Type::text}},
                        {},
                        {}};
    for (std::size_t i = 0; i < input.olds.size(); ++i) {
        const HandoverSide& side = handover.olds[i];
        const auto new_code = [&](const HandoverCell& cell) {
            return cell.to ? &input.news[*cell.to].code : nullptr;
        };
        const bool lives_on = side.other && input.news[*side.other].code == input.olds[i].code;
        table.rows.push_back({input.olds[i].code, std::string(engine::words(side.fate)),
                              code_or_null(input.news, side.other),
                              list_of(handover, side, new_code), side.count.people,
                              side.count.households, side.count.buildings, side.moved_people,
                              !lives_on, lives_on ? WrittenValue() : day_or_null(valid_from)});
        table.grounds.push_back(&input.olds[i].ground);
    }
    return table;
}

HandoverTable new_grids_table(const HandoverInput& input, const Handover& handover,
                              const std::string& valid_from) {
    HandoverTable table{"new_grids",
                        {{"code", Type::text},
                         {"prev_code", Type::text},
                         {"comes_from", Type::text},
                         {"people", Type::integer},
                         {"households", Type::integer},
                         {"buildings", Type::integer},
                         {"came", Type::integer},
                         {"valid_from", Type::text}},
                        {},
                        {}};
    for (std::size_t i = 0; i < input.news.size(); ++i) {
        const HandoverSide& side = handover.news[i];
        const auto old_code = [&](const HandoverCell& cell) {
            return cell.from ? &input.olds[*cell.from].code : nullptr;
        };
        table.rows.push_back({input.news[i].code, code_or_null(input.olds, side.other),
                              list_of(handover, side, old_code), side.count.people,
                              side.count.households, side.count.buildings, side.moved_people,
                              day_or_null(valid_from)});
        table.grounds.push_back(&input.news[i].ground);
    }
    return table;
}

struct ToJson {
    nlohmann::ordered_json operator()(std::monostate) const { return nullptr; }
    template <class Value>
    nlohmann::ordered_json operator()(const Value& value) const {
        return value;
    }
};

nlohmann::ordered_json json_of(const HandoverTable& table) {
    auto rows = nlohmann::ordered_json::array();
    for (const auto& values : table.rows) {
        nlohmann::ordered_json row;
        for (std::size_t i = 0; i < values.size(); ++i) {
            row[table.fields[i].name] = std::visit(ToJson{}, values[i]);
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace

std::vector<HandoverTable> handover_tables(const HandoverInput& input, const Handover& handover,
                                           const std::string& valid_from) {
    return {cells_table(input, handover), old_grids_table(input, handover, valid_from),
            new_grids_table(input, handover, valid_from)};
}

Summary handover_summary(const HandoverInput& input, const Handover& handover) {
    Summary summary;
    const auto add = [&](std::string key, std::int64_t value) {
        summary.emplace_back(std::move(key), fmt::format("{}", value));
    };
    add("old_grids", static_cast<std::int64_t>(handover.olds.size()));
    add("new_grids", static_cast<std::int64_t>(handover.news.size()));
    for (const Fate fate : {Fate::kept, Fate::renamed, Fate::grown, Fate::trimmed, Fate::merged,
                            Fate::split, Fate::left_out}) {
        add(fmt::format("old_grids: {}", engine::words(fate)),
            std::count_if(handover.olds.begin(), handover.olds.end(),
                          [&](const HandoverSide& side) { return side.fate == fate; }));
    }
    add("people", handover.total.people);
    add("households", handover.total.households);
    add("buildings", handover.total.buildings);
    add("people_moved", handover.moved_people);
    add("people_moved_at_least", handover.least_moved_people);
    add("people_outside_old_grids", handover.entered_people);
    add("people_outside_new_grids", handover.left_people);
    for (const InputFile& file : input.files) {
        summary.emplace_back(
            "input: " + file.role,
            fmt::format("{}, {} features, sha256 {}", file.layer, file.features, file.sha256));
    }
    for (const auto& [name, version] : versions()) {
        summary.emplace_back("version: " + name, version);
    }
    return summary;
}

void write_handover(const HandoverInput& input, const std::vector<HandoverTable>& tables,
                    const Summary& summary, const std::string& path, bool overwrite) {
    Aside aside(path, false, overwrite);
    {
        VectorTarget target(aside.path(), PlanFormat::geopackage, input.written);
        const engine::Move to_written = way_to_written(
            input.metric, input.written, input.news.front().ground.front().shell.front());
        for (const HandoverTable& table : tables) {
            target.begin_layer(table.name, WrittenShapeKind::polygon, true, table.fields);
            for (std::size_t i = 0; i < table.rows.size(); ++i) {
                target.add(table.rows[i], table.grounds[i]->empty()
                                              ? WrittenShape()
                                              : WrittenShape(moved(*table.grounds[i], to_written)));
            }
        }
        write_findings(target, input.findings, to_written);
        write_summary(target, summary);
        target.finish();
    }
    aside.put_in_place();
}

void write_csv(const HandoverTable& table, const std::string& path, bool overwrite) {
    Aside aside(path, false, overwrite);
    std::vector<WrittenValue> names;
    for (const WrittenField& field : table.fields) {
        names.emplace_back(field.name);
    }
    std::ofstream file(aside.path(), std::ios::binary);
    file << csv_start << csv_row(names);
    for (const auto& row : table.rows) {
        file << csv_row(row);
    }
    file.close();
    if (!file) {
        throw engine::Error(engine::ErrorCode::output, "cannot write " + engine::quote(path),
                            "room and rights in its folder");
    }
    aside.put_in_place();
}

std::string handover_json(const HandoverInput& input, const std::vector<HandoverTable>& tables,
                          const Summary& summary) {
    nlohmann::ordered_json json;
    for (const auto& [key, value] : summary) {
        json["summary"][key] = value;
    }
    for (const HandoverTable& table : tables) {
        json[table.name] = json_of(table);
    }
    json["findings"] = nlohmann::ordered_json::array();
    for (const engine::Finding& finding : input.findings) {
        json["findings"].push_back({{"kind", finding.kind},
                                    {"message", finding.message.english},
                                    {"source", finding.source}});
    }
    return engine::printable_json(
               json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace)) +
           '\n';
}

} // namespace evengrid::io
