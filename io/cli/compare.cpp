#include "io/cli/compare.hpp"

#include "engine/error.hpp"
#include "engine/quote.hpp"
#include "io/cli/text_table.hpp"
#include "io/files/aside.hpp"
#include "io/plan/write_handover.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <iostream>
#include <memory>
#include <string_view>

namespace evengrid::io::cli {

namespace {

struct Arguments {
    HandoverSources sources;
    std::string valid_from;
    std::string output;
    std::string csv;
    bool overwrite = false;
    bool json = false;
};

std::vector<Option> options_of(Arguments& arguments) {
    HandoverSources& sources = arguments.sources;
    return {
        {"OLD", &sources.old_grids, "", "the grids in force: a plan, or any layer of polygons"},
        {"NEW", &sources.new_grids, "", "the new grids, likewise"},
        {"--old-code-field", &sources.old_code_field, "FIELD",
         "field of the old grids with their codes; chosen by its name when not given"},
        {"--new-code-field", &sources.new_code_field, "FIELD",
         "field of the new grids with their codes, likewise"},
        {"--people", &sources.people, "LAYER",
         "buildings or blocks whose people are handed over; those of the new plan when not given"},
        {"--population-field", &sources.population_field, "FIELD", "field with their people"},
        {"--household-field", &sources.household_field, "FIELD", "field with their households"},
        {"--valid-from", &arguments.valid_from, "DATE",
         "day on which the new grids come into force, as 2026-01-31"},
        {"--output", &arguments.output, "FILE", "GeoPackage for the handover as layers"},
        {"--csv", &arguments.csv, "FILE", "CSV file for the table of old by new grids"},
        {"--overwrite", &arguments.overwrite, "", "replace what is there"},
        {"--json", &arguments.json, "", "print the whole handover as JSON"},
        {"--assume-crs", &sources.assume_crs, "CRS",
         "coordinate reference system of layers that do not say theirs: EPSG:4547"},
        {"--encoding", &sources.encodings, "NAME",
         "encoding of the text in shapefiles: GBK; of one layer: old.shp=GBK; found out when not "
         "given; may be given several times"},
    };
}

/// Whether a text is a day of the calendar, as 2026-01-31 (ISO 8601).
bool is_day(const std::string& text) {
    constexpr std::string_view form = "dddd-dd-dd";
    const auto fits = [](char c, char wanted) {
        return wanted == 'd' ? c >= '0' && c <= '9' : c == wanted;
    };
    if (!std::equal(text.begin(), text.end(), form.begin(), form.end(), fits)) {
        return false;
    }
    const auto number = [&](std::size_t at, std::size_t digits) {
        return std::stoi(text.substr(at, digits));
    };
    return std::chrono::year_month_day(std::chrono::year(number(0, 4)),
                                       std::chrono::month(static_cast<unsigned>(number(5, 2))),
                                       std::chrono::day(static_cast<unsigned>(number(8, 2))))
        .ok();
}

void check_day(const std::string& day) {
    if (!day.empty() && !is_day(day)) {
        throw engine::Error(engine::ErrorCode::usage,
                            fmt::format("--valid-from {} is no day", engine::quote(day)),
                            "--valid-from 2026-01-31");
    }
}

std::string table_of(const HandoverInput& input, const engine::Handover& handover) {
    std::string table;
    for (const auto& [key, value] : handover_summary(input, handover)) {
        if (key.find(": ") != std::string::npos && !key.starts_with("old_grids: ")) {
            break; // files and versions are for the record
        }
        std::string what = key.starts_with("old_grids: ") ? "  " + key.substr(11) : key;
        std::replace(what.begin(), what.end(), '_', ' ');
        table += row(what, std::stoll(value));
    }
    return table + (input.findings.empty() ? "" : "Findings\n" + findings_table(input.findings));
}

Status run(const Arguments& arguments) {
    check_day(arguments.valid_from);
    for (const std::string& target : {arguments.output, arguments.csv}) {
        if (!target.empty()) {
            check_target(target, false, arguments.overwrite);
        }
    }
    const HandoverInput input = read_handover(arguments.sources);
    const engine::Handover handover =
        engine::make_handover(input.olds, input.news, input.inhabited, input.new_of);
    const auto tables = handover_tables(input, handover, arguments.valid_from);
    const Summary summary = handover_summary(input, handover);
    if (!arguments.output.empty()) {
        write_handover(input, tables, summary, arguments.output, arguments.overwrite);
    }
    if (!arguments.csv.empty()) {
        write_csv(tables.front(), arguments.csv, arguments.overwrite);
    }
    std::cout << (arguments.json ? handover_json(input, tables, summary)
                                 : for_stdout(table_of(input, handover)));
    return Status::done;
}

} // namespace

Command compare_command() {
    const auto arguments = std::make_shared<Arguments>();
    return {"compare", "tell who is handed over from which old grid to which new one",
            options_of(*arguments), [arguments] { return run(*arguments); },
            R"(    evengrid compare city/existing_grids.shp plan.gpkg --csv handover.csv)"};
}

} // namespace evengrid::io::cli
