#include "io/cli/inspect.hpp"

#include "engine/error.hpp"
#include "engine/plan/prospects.hpp"
#include "engine/quote.hpp"
#include "io/city/inspect_layer.hpp"
#include "io/city/memory_needed.hpp"
#include "io/city/people_raster.hpp"
#include "io/cli/city_options.hpp"
#include "io/cli/command_line.hpp"
#include "io/cli/text_table.hpp"
#include "io/grouped.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <exception>
#include <iostream>
#include <memory>

namespace evengrid::io::cli {

namespace {

using engine::quote;

struct Arguments {
    CitySources sources;
    engine::BlockOptions blocks;
    GivenBounds bounds;
    bool json = false;
};

std::vector<Option> options_of(Arguments& arguments) {
    return joined({city_options(arguments.sources), bounds_options(arguments.bounds),
                   block_options(arguments.blocks),
                   under("Output", {{"--json", &arguments.json, "", "print all of it as JSON"}})});
}

/// All that was found out, as far as it went.
struct Inspection {
    std::vector<LayerReport> layers;
    CityInput input;
    std::vector<engine::Prospect> prospects;
    std::vector<engine::Finding> findings; ///< what a run would mend or only mention
    std::int64_t memory = 0;               ///< bytes that a run is likely to need
    std::string next;                      ///< the command to run
    std::exception_ptr refusal;            ///< what stopped it
};

/// Takes the field that is called like one of people, where none was named.
void guess_population_field(CitySources& sources, const std::vector<LayerReport>& layers) {
    const std::string role = sources.buildings.empty() ? "blocks" : "buildings";
    const bool is_told = sources.people.population_field || sources.people.household_field ||
                         !sources.people.totals.empty() || !sources.people.raster.empty();
    for (const LayerReport& layer : layers) {
        if (!is_told && layer.role == role) {
            sources.people.population_field = layer.population_field;
        }
    }
}

Inspection inspect(Arguments& arguments) {
    Inspection found;
    found.layers = inspect_layers(arguments.sources);
    found.memory = memory_needed(arguments.sources);
    guess_population_field(arguments.sources, found.layers);
    Arguments defaults;
    found.next = "evengrid partition" +
                 typed_options(options_of(arguments), options_of(defaults), {"--json"}) +
                 " --output plan.gpkg";
    try {
        const algorithms::Bounds bounds = arguments.bounds.over({});
        check(bounds);
        found.input = read_city(arguments.sources);
        for (LayerReport& layer : found.layers) {
            if (layer.role == population_raster) {
                layer.people = count_raster_people(layer.given, found.input);
            }
        }
        arguments.blocks.most_people = bounds.maximum;
        const engine::Blocks blocks = engine::make_blocks(found.input.city, arguments.blocks);
        engine::BlockGraphOptions graph;
        graph.limits.assign(found.input.city.units.size(), {bounds.minimum, bounds.maximum});
        const auto units = engine::block_graph(found.input.city, blocks, graph);
        found.prospects = engine::unit_prospects(units, bounds);
        for (const engine::Prospect& prospect : found.prospects) {
            const auto told = engine::hard_case_findings(found.input.city, blocks, prospect.unit,
                                                         prospect.hard_cases, bounds);
            found.findings.insert(found.findings.end(), told.begin(), told.end());
        }
        for (const auto& findings : {found.input.city.findings, blocks.findings,
                                     engine::component_findings(found.input.city, blocks, units)}) {
            found.findings.insert(found.findings.end(), findings.begin(), findings.end());
        }
    } catch (const engine::Error&) {
        found.refusal = std::current_exception();
    }
    return found;
}

/// In which encoding a text is, and how that was found out.
std::string told_of(const std::optional<Encoding>& encoding) {
    return !encoding ? ""
           : encoding->name.empty()
               ? "no encoding fits"
               : fmt::format("{}: {}", encoding->name, encoding->evidence.english);
}

std::string values_of(const FieldReport& field, const LayerReport& layer) {
    std::vector<std::string> told;
    if (field.least) {
        told.push_back(fmt::format("{} to {}", *field.least, *field.most));
    }
    if (!field.example.empty()) {
        told.push_back(quote(field.example) + " and others");
    }
    if (field.nulls > 0) {
        told.push_back(grouped(field.nulls) + " null");
    }
    if (field.not_numbers > 0) {
        told.push_back(grouped(field.not_numbers) + " that are no numbers");
    }
    if (field.encoding && layer.encoding && field.encoding->name != layer.encoding->name) {
        told.push_back(told_of(field.encoding));
    }
    return fmt::format("{}", fmt::join(told, ", "));
}

std::string share_outside(const RasterPeople& people) {
    const double share = 100.0 * static_cast<double>(people.outside_units) /
                         static_cast<double>(std::max<std::int64_t>(people.people, 1));
    return fmt::format("{} in the extent of the units, {} ({:.1f} %) of them outside every unit",
                       grouped(people.people), grouped(people.outside_units), share);
}

std::string counted(const LayerReport& layer) {
    std::string_view shape = layer.shape.empty() ? "features" : std::string_view(layer.shape);
    if (layer.features == 1) {
        shape.remove_suffix(1);
    }
    return fmt::format("{} {}{}", grouped(layer.features), shape,
                       layer.without_geometry == 0 ? ""
                                                   : fmt::format(", {} of them without geometry",
                                                                 grouped(layer.without_geometry)));
}

std::string layer_lines(const LayerReport& layer) {
    const auto line = [](std::string_view what, const std::string& told) {
        return told.empty() ? "" : fmt::format("  {:<10} {}\n", what, told);
    };
    const std::string heading = fmt::format("{} {}\n", layer.role, quote(layer.given));
    if (!layer.refusal.empty()) {
        return heading + line("refused", layer.refusal) + '\n';
    }
    std::string lines = heading + line("features", counted(layer)) +
                        line("CRS", layer.crs.empty() ? "none is said" : layer.crs);
    if (const engine::Box& box = layer.extent; !box.empty()) {
        lines += line("extent", fmt::format("{:.8g} {:.8g} to {:.8g} {:.8g}", box.min_x_m,
                                            box.min_y_m, box.max_x_m, box.max_y_m));
    }
    lines += line("people", layer.people ? share_outside(*layer.people) : "");
    lines += line("text", told_of(layer.encoding));
    for (const FieldReport& field : layer.fields) {
        lines += fmt::format("    {:<24} {:<7} {}\n", quote(field.name),
                             field.is_number ? "number" : "text", values_of(field, layer));
    }
    return lines + '\n';
}

/// The units with their people, how many grids they may have, and why some cannot be within bounds.
std::string prospects_table(const Inspection& found) {
    std::vector<std::array<std::string, 5>> rows{
        {"Units", "people", "legal grids", "name", "what cannot be met"}};
    for (const engine::Prospect& prospect : found.prospects) {
        const engine::Unit& unit = found.input.city.units[index(prospect.unit)];
        const std::string counts = !prospect.is_legal ? std::string("none")
                                   : prospect.fewest == prospect.most
                                       ? fmt::format("{}", prospect.fewest)
                                       : fmt::format("{} to {}", prospect.fewest, prospect.most);
        rows.push_back({"  " + quote(unit.code), grouped(prospect.people), counts,
                        unit.name.empty() ? "" : quote(unit.name),
                        std::string(engine::words(prospect.reason()))});
    }
    const auto width = [&](std::size_t column) {
        std::size_t widest = 0;
        for (const auto& row : rows) {
            widest = std::max(widest, columns_of(row[column]));
        }
        return widest;
    };
    const std::size_t codes = width(0);
    const std::size_t names = width(3);
    std::string table;
    for (const auto& [code, people, counts, name, reason] : rows) {
        table += fmt::format("{}{:>12}{:>14}   {}   {}", padded(code, codes), people, counts,
                             padded(name, names), reason);
        table.erase(table.find_last_not_of(' ') + 1);
        table += '\n';
    }
    return table;
}

void print_table(const Inspection& found) {
    for (const LayerReport& layer : found.layers) {
        std::cout << layer_lines(layer);
    }
    if (!found.findings.empty()) {
        std::cout << "Findings\n" << for_stdout(findings_table(found.findings)) << '\n';
    }
    if (!found.prospects.empty()) {
        std::cout << prospects_table(found) << '\n';
    }
    if (!found.refusal) {
        std::cout << fmt::format("Memory\n  about {} to divide it\n\n",
                                 words_for_memory(found.memory))
                  << "Next\n"
                  << command_for_stdout("  " + found.next) << '\n';
    }
}

void print_json(const Inspection& found) {
    using Json = nlohmann::ordered_json;
    Json json;
    json["layers"] = Json::array();
    for (const LayerReport& layer : found.layers) {
        Json listed{{"role", layer.role},
                    {"layer", layer.given},
                    {"features", layer.features},
                    {"shape", layer.shape},
                    {"without_geometry", layer.without_geometry},
                    {"crs", layer.crs},
                    {"encoding", told_of(layer.encoding)},
                    {"refusal", layer.refusal},
                    {"fields", Json::array()}};
        if (const engine::Box& box = layer.extent; !box.empty()) {
            listed["extent"] = {box.min_x_m, box.min_y_m, box.max_x_m, box.max_y_m};
        }
        if (layer.people) {
            listed["people"] = layer.people->people;
            listed["people_outside_units"] = layer.people->outside_units;
        }
        for (const FieldReport& field : layer.fields) {
            Json one{{"name", field.name},
                     {"type", field.is_number ? "number" : "text"},
                     {"nulls", field.nulls},
                     {"not_numbers", field.not_numbers}};
            if (field.least) {
                one["least"] = *field.least;
                one["most"] = *field.most;
            }
            if (!field.example.empty()) {
                one["example"] = field.example;
            }
            if (field.encoding) {
                one["encoding"] = told_of(field.encoding);
            }
            listed["fields"].push_back(std::move(one));
        }
        json["layers"].push_back(std::move(listed));
    }
    json["findings"] = Json::array();
    for (const engine::Finding& finding : found.findings) {
        Json one{{"kind", finding.kind},
                 {"severity", engine::words(finding.severity)},
                 {"message", finding.message.english},
                 {"source", finding.source}};
        if (finding.src_fid) {
            one["src_fid"] = *finding.src_fid;
        }
        if (!finding.unit_code.empty()) {
            one["unit_code"] = finding.unit_code;
        }
        json["findings"].push_back(std::move(one));
    }
    json["units"] = Json::array();
    for (const engine::Prospect& prospect : found.prospects) {
        const engine::Unit& unit = found.input.city.units[index(prospect.unit)];
        json["units"].push_back({{"code", unit.code},
                                 {"name", unit.name},
                                 {"people", prospect.people},
                                 {"blocks", prospect.blocks},
                                 {"fewest_grids", prospect.fewest},
                                 {"most_grids", prospect.most},
                                 {"legal", prospect.is_legal},
                                 {"reason", engine::words(prospect.reason())}});
    }
    json["memory_bytes"] = found.memory;
    json["next"] = found.refusal ? "" : found.next;
    std::cout << engine::printable_json(json.dump(2, ' ', false, Json::error_handler_t::replace))
              << '\n';
}

Status run(Arguments& arguments) {
    const Inspection found = inspect(arguments);
    if (arguments.json) {
        print_json(found);
    } else {
        print_table(found);
    }
    if (found.refusal) {
        std::cout.flush();
        std::rethrow_exception(found.refusal);
    }
    return Status::done;
}

} // namespace

Command inspect_command() {
    const auto arguments = std::make_shared<Arguments>();
    return {"inspect", "look at the input of a run without dividing anything",
            options_of(*arguments), [arguments] { return run(*arguments); },
            R"(    evengrid inspect --buildings city/buildings.shp --units city/communities.shp \
        --roads city/roads.shp)"};
}

} // namespace evengrid::io::cli
