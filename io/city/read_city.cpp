#include "io/city/read_city.hpp"

#include "algorithms/parallel.hpp"
#include "algorithms/partition.hpp"
#include "engine/error.hpp"
#include "engine/geometry/geos.hpp"
#include "engine/quote.hpp"
#include "io/city/building_people.hpp"
#include "io/city/city_layer.hpp"
#include "io/city/compare_layers.hpp"
#include "io/city/field_choice.hpp"
#include "io/city/layer_settings.hpp"
#include "io/city/read_areas.hpp"
#include "io/city/read_existing.hpp"
#include "io/city/read_lines.hpp"
#include "io/city/read_points.hpp"
#include "io/files/trimmed.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

namespace evengrid::io {

namespace {

using engine::Error;
using engine::ErrorCode;
using engine::quote;
using engine::say;
using engine::Severity;

void check(const CitySources& sources) {
    const auto refuse = [](const std::string& message, const std::string& hint) {
        throw Error(ErrorCode::usage, message, hint);
    };
    if (sources.blocks.empty() && sources.buildings.empty()) {
        refuse("there is nothing to divide: neither buildings nor blocks are given",
               "--buildings FILE or --blocks FILE");
    }
    if (sources.units.empty() && !(sources.unit_field && !sources.blocks.empty())) {
        refuse("there are no units: neither a layer nor a field of the blocks is given",
               "--units FILE, or --unit-field FIELD with --blocks");
    }
    if (!sources.units.empty() && sources.unit_field) {
        refuse("both --units and --unit-field are given", "one of them");
    }
    if (sources.buildings.empty() && !sources.people.population_field) {
        refuse("blocks without buildings need a field that holds their people",
               "--population-field FIELD");
    }
    if (!sources.existing.empty() && sources.existing_field) {
        refuse("both --existing and --existing-field are given", "one of them");
    }
    if (!sources.people.totals.empty() && !sources.people.totals_field) {
        refuse("a layer of totals needs a field that holds them", "--totals-field FIELD");
    }
}

/// Marks features that repeat an earlier one: the same outline with the same values.
std::vector<bool> repeats(CityLayer& layer) {
    std::vector<std::size_t> order(layer.features.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto corner = [&](std::size_t i) {
        const Feature& feature = layer.features[i];
        return feature.polygons.empty() || feature.polygons[0].shell.empty()
                   ? engine::Point{}
                   : feature.polygons[0].shell[0];
    };
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return corner(a) < corner(b); });
    std::vector<bool> repeated(layer.features.size(), false);
    for (std::size_t i = 0; i < order.size(); ++i) {
        const Feature& first = layer.features[order[i]];
        if (first.polygons.empty() || repeated[order[i]]) {
            continue;
        }
        for (std::size_t j = i + 1; j < order.size() && corner(order[j]) == corner(order[i]); ++j) {
            const Feature& second = layer.features[order[j]];
            if (first.polygons == second.polygons && first.values == second.values) {
                repeated[order[j]] = true;
                layer.note("duplicate feature", Severity::warning,
                           say("it repeats feature {}, outline and values; it was left out",
                               "与要素 {} 轮廓和属性均相同，未计入", first.fid),
                           &second);
            }
        }
    }
    return repeated;
}

template <class Holders>
std::int64_t people_in(const Holders& holders) {
    std::int64_t people = 0;
    for (const auto& holder : holders) {
        people += holder.people;
    }
    return people;
}

/// How many grids a unit is to have; nothing where the field is empty.
std::optional<std::int64_t> wanted_grids(const CityLayer& layer, const Feature& feature,
                                         const std::optional<std::size_t>& field) {
    if (!field || std::holds_alternative<std::monostate>(feature.values[*field])) {
        return std::nullopt;
    }
    const std::string text = text_of(feature.values[*field]);
    if (trimmed(text, " ").empty()) {
        return std::nullopt;
    }
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number < 1) {
        throw Error(ErrorCode::input,
                    fmt::format("field {} of feature {} of {} is {}, which is no number of grids",
                                quote(layer.source().fields()[*field].name), feature.fid,
                                quote(layer.source().given()), quote(text)),
                    "whole numbers from 1, or nothing where the number is free");
    }
    return number;
}

class Reading {
public:
    Reading(const CitySources& sources, const std::function<bool()>& cancelled)
        : m_sources(sources), m_cancelled(cancelled) {}

    CityInput run() {
        city().sources = {m_sources.buildings, m_sources.blocks, m_sources.points};
        std::optional<CityLayer> blocks;
        if (!m_sources.blocks.empty()) {
            blocks.emplace(open_blocks());
        }
        if (!m_sources.units.empty()) {
            read_units();
        } else {
            use_reference(*blocks);
        }
        if (blocks) {
            read_blocks(*blocks);
        }
        if (!m_sources.buildings.empty()) {
            read_buildings();
        }
        read_lines(m_sources, m_cancelled, m_input);
        read_existing(m_sources, m_existing, m_cancelled, m_input);
        read_areas(m_sources, m_cancelled, m_input);
        read_points(m_sources, m_cancelled, m_input);
        return std::move(m_input);
    }

private:
    engine::City& city() { return m_input.city; }

    void use_reference(CityLayer& layer) {
        m_input.metric = choose_metric(layer);
        m_input.written = layer.crs();
        m_input.units = layer.source().given();
    }

    /// People who are left out of the plan before it begins, by reason.
    void leave_out(const engine::LedgerEntry& entry) {
        if (entry.people > 0) {
            city().ledger.push_back(entry);
        }
    }

    void read_units();
    void read_unit_texts(CityLayer& layer);
    CityLayer open_blocks();
    void read_blocks(CityLayer& layer);
    std::vector<std::optional<engine::UnitIndex>> units_by_field(CityLayer& layer,
                                                                 const std::vector<bool>& repeated);
    std::vector<std::optional<engine::UnitIndex>> units_by_place(const CityLayer& layer) const;
    void read_buildings();

    const CitySources& m_sources;
    const std::function<bool()>& m_cancelled;
    CityInput m_input;
    ExistingCodes m_existing;
    std::optional<MeasureFields> m_measure_fields; ///< of the blocks
    std::optional<std::size_t> m_existing_column;  ///< of the fields of the blocks
};

void Reading::read_units() {
    CityLayer layer("units", m_sources.units, m_sources);
    std::vector<std::size_t> all(layer.source().fields().size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    layer.load(Shape::polygons, all, m_cancelled);
    use_reference(layer);
    layer.bring_to(m_input.metric, m_cancelled);
    const std::vector<bool> repeated = repeats(layer);
    for (std::size_t i = layer.features.size(); i-- > 0;) {
        if (repeated[i] || layer.features[i].polygons.empty()) {
            layer.features.erase(layer.features.begin() + static_cast<std::ptrdiff_t>(i));
        }
    }
    read_unit_texts(layer);
    layer.report_to(m_input);
}

/// Gives the units their ground, code and name.
void Reading::read_unit_texts(CityLayer& layer) {
    const auto& fields = layer.source().fields();
    const auto code_field =
        m_sources.unit_code_field
            ? std::optional(layer.field(*m_sources.unit_code_field, "--unit-code-field"))
            : choose_code_field(layer.source(), layer.features);
    const auto name_field =
        m_sources.unit_name_field
            ? std::optional(layer.field(*m_sources.unit_name_field, "--unit-name-field"))
            : choose_name_field(layer.source(), layer.features);
    if (!m_sources.unit_code_field) {
        note_repeated_codes(layer, code_field);
    }
    layer.note("unit fields", Severity::note,
               say("units are coded by {} and named by {}", "社区的编码字段：{}；名称字段：{}",
                   code_in_words(layer.source(), code_field),
                   field_in_words(layer.source(), name_field)));
    const auto named_field = [&](const std::optional<std::string>& name, const char* option) {
        return name ? std::optional(layer.field(*name, option)) : std::nullopt;
    };
    const auto street_field = m_sources.street_field
                                  ? named_field(m_sources.street_field, "--street-field")
                                  : choose_street_field(layer.source());
    const auto grids_field = named_field(m_sources.grids_field, "--grids-field");
    const auto kind_field = named_field(m_sources.unit_kind_field, "--unit-kind-field");
    std::map<std::string, std::int64_t> seen;
    for (Feature& feature : layer.features) {
        const std::string code =
            code_field ? text_of(feature.values[*code_field]) : fmt::format("{}", feature.fid);
        const auto [earlier, is_new] = seen.emplace(code, feature.fid);
        if (code.empty() || !is_new) {
            throw Error(
                ErrorCode::input,
                fmt::format("cannot tell the units of {} apart: {} of feature {} is {}{}",
                            quote(layer.source().given()), quote(fields[*code_field].name),
                            feature.fid, code.empty() ? "empty" : quote(code),
                            code.empty() ? "" : fmt::format(", as of feature {}", earlier->second)),
                "--unit-code-field with a field that has a value of its own for every unit");
        }
        city().units.push_back({feature.fid, code,
                                name_field ? text_of(feature.values[*name_field]) : "",
                                std::move(feature.polygons)});
        engine::Unit& unit = city().units.back();
        if (street_field) {
            unit.street = text_of(feature.values[*street_field]);
        }
        unit.grids = wanted_grids(layer, feature, grids_field);
        unit.kind = kind_field ? text_of(feature.values[*kind_field]) : "";
        unit.source = layer.source().given();
    }
}

CityLayer Reading::open_blocks() {
    CityLayer layer("blocks", m_sources.blocks, m_sources);
    std::vector<std::size_t> fields;
    if (m_sources.unit_field) {
        fields.push_back(layer.field(*m_sources.unit_field, "--unit-field"));
    }
    if (m_sources.buildings.empty()) {
        fields.push_back(layer.field(*m_sources.people.population_field, "--population-field"));
        if (m_sources.people.household_field) {
            fields.push_back(layer.field(*m_sources.people.household_field, "--household-field"));
        }
    }
    const bool is_needed = m_sources.buildings.empty();
    if (m_sources.existing_field &&
        (is_needed || layer.source().find_field(*m_sources.existing_field))) {
        fields.push_back(layer.field(*m_sources.existing_field, "--existing-field"));
        m_existing_column = fields.size() - 1;
    }
    m_measure_fields.emplace(is_needed ? m_sources.measures : std::vector<FieldMeasure>{}, layer,
                             fields);
    layer.load(Shape::polygons, fields, m_cancelled);
    return layer;
}

void Reading::read_blocks(CityLayer& layer) {
    layer.bring_to(m_input.metric, m_cancelled);
    const std::vector<bool> repeated = repeats(layer);
    const std::size_t first_count = m_sources.unit_field ? 1 : 0;
    std::vector<std::int64_t> people(layer.features.size(), 0);
    std::vector<std::int64_t> households(layer.features.size(), 0);
    engine::Message method{"people are on the buildings", "人口在建筑上"};
    if (m_sources.buildings.empty()) {
        method = say("field {}", "字段 {}", *m_sources.people.population_field);
        people = read_counts(layer.values(first_count),
                             m_sources.people.bad_population == "exclude", layer.findings);
        if (m_sources.people.household_field) {
            households = read_counts(layer.values(first_count + 1), true, layer.findings);
        }
    }
    const auto counted =
        m_measure_fields->count(layer, m_sources.people.bad_population == "exclude");
    const auto units =
        m_sources.unit_field ? units_by_field(layer, repeated) : units_by_place(layer);
    std::int64_t repeated_people = 0, groundless_people = 0, outside_people = 0;
    for (std::size_t i = 0; i < layer.features.size(); ++i) {
        Feature& feature = layer.features[i];
        if (repeated[i]) {
            repeated_people += people[i];
        } else if (feature.polygons.empty()) {
            groundless_people += people[i];
        } else if (!units[i]) {
            layer.note("block outside units", Severity::warning,
                       say("it belongs to no unit; its {} people were left out",
                           "不属于任何社区；其 {} 人未计入", people[i]),
                       &feature);
            outside_people += people[i];
        } else {
            city().given_blocks.push_back(
                {feature.fid, *units[i], std::move(feature.polygons), people[i], households[i]});
            add_counted(counted, i, city().measures);
            if (m_existing_column) {
                m_existing.of_blocks.push_back(text_of(feature.values[*m_existing_column]));
            }
        }
    }
    const std::string& source = layer.source().given();
    leave_out({source, method, {"block outside units", "街区不在任何社区"}, outside_people});
    leave_out({source, method, {"block without geometry", "街区无几何"}, groundless_people});
    leave_out({source, method, {"duplicate block", "街区重复"}, repeated_people});
    if (m_sources.buildings.empty()) {
        city().counted = {source, method, {}, people_in(city().given_blocks)};
    }
    layer.report_to(m_input);
}

/// Makes a unit of all blocks that have the same value in the unit field, in the order of the
/// codes.
std::vector<std::optional<engine::UnitIndex>>
Reading::units_by_field(CityLayer& layer, const std::vector<bool>& repeated) {
    std::map<std::string, std::vector<std::size_t>> members;
    for (std::size_t i = 0; i < layer.features.size(); ++i) {
        const std::string code = text_of(layer.features[i].values[0]);
        if (!code.empty() && !layer.features[i].polygons.empty() && !repeated[i]) {
            members[code].push_back(i);
        }
    }
    std::vector<std::optional<engine::UnitIndex>> unit_of(layer.features.size());
    std::vector<const std::vector<std::size_t>*> groups;
    for (const auto& [code, blocks] : members) {
        for (const std::size_t i : blocks) {
            unit_of[i] = engine::UnitIndex{static_cast<std::uint32_t>(groups.size())};
        }
        groups.push_back(&blocks);
        city().units.push_back({layer.features[blocks[0]].fid, code, "", {}});
        city().units.back().source = layer.source().given();
    }
    std::vector<char> overlaps(groups.size(), 0);
    algorithms::parallel_for(groups.size(), [&](std::size_t unit) {
        std::vector<const engine::MultiPolygon*> tiles;
        for (const std::size_t i : *groups[unit]) {
            tiles.push_back(&layer.features[i].polygons);
        }
        try {
            city().units[unit].ground = engine::dissolve(tiles);
        } catch (const Error&) {
            city().units[unit].ground = engine::unite(tiles);
            overlaps[unit] = 1;
        }
    });
    for (std::size_t unit = 0; unit < groups.size(); ++unit) {
        if (overlaps[unit] != 0) {
            layer.note("blocks overlap", Severity::warning,
                       say("blocks of unit {} overlap", "社区 {} 的街区重叠",
                           quote(city().units[unit].code)));
            layer.findings.back().unit_code = city().units[unit].code;
        }
    }
    return unit_of;
}

/// The unit that a block lies in, by most of its ground; ties to the smaller index.
std::vector<std::optional<engine::UnitIndex>>
Reading::units_by_place(const CityLayer& layer) const {
    const auto& units = m_input.city.units;
    std::vector<engine::Box> boxes;
    for (const engine::Unit& unit : units) {
        boxes.push_back(engine::box(unit.ground));
    }
    std::vector<std::optional<engine::UnitIndex>> unit_of(layer.features.size());
    algorithms::parallel_for(layer.features.size(), [&](std::size_t i) {
        const engine::MultiPolygon& ground = layer.features[i].polygons;
        const engine::Box box = engine::box(ground);
        double most_m2 = 0;
        for (std::size_t u = 0; u < units.size() && !ground.empty(); ++u) {
            const double shared_m2 =
                engine::meet(box, boxes[u])
                    ? engine::area_m2(engine::intersection(ground, units[u].ground))
                    : 0;
            if (shared_m2 > most_m2) {
                most_m2 = shared_m2;
                unit_of[i] = engine::UnitIndex{static_cast<std::uint32_t>(u)};
            }
        }
    });
    return unit_of;
}

/// The names of the compounds, each once and in order; so their numbers depend on no row's place.
std::vector<std::string> names_of(const std::vector<std::string>& compounds) {
    std::set<std::string> names(compounds.begin(), compounds.end());
    names.erase("");
    return {names.begin(), names.end()};
}

void Reading::read_buildings() {
    CityLayer layer("buildings", m_sources.buildings, m_sources);
    layer.source().check_columns(); // all of them are copied into the plan
    CitySources sources = m_sources;
    if (m_existing_column) {
        sources.existing_field.reset(); // the blocks have it
    }
    CountedBuildings counted =
        load_buildings(layer, sources, m_input.metric, box_of(city().units), m_cancelled);
    compare_with_units(layer, m_input);
    const std::vector<bool> repeated = repeats(layer);
    city().compounds = names_of(counted.compounds);
    const auto number_of = [&](const std::string& compound) {
        const auto& names = city().compounds;
        const auto after = std::upper_bound(names.begin(), names.end(), compound);
        return static_cast<std::uint32_t>(after - names.begin());
    };
    std::int64_t repeated_people = 0, groundless_people = 0;
    for (std::size_t i = 0; i < layer.features.size(); ++i) {
        Feature& feature = layer.features[i];
        if (repeated[i]) {
            repeated_people += counted.people[i];
        } else if (feature.polygons.empty()) {
            groundless_people += counted.people[i];
        } else {
            city().buildings.push_back({feature.fid, std::move(feature.polygons), counted.people[i],
                                        counted.households[i], number_of(counted.compounds[i])});
            add_counted(counted.measures, i, city().measures);
            if (!counted.existing.empty()) {
                m_existing.of_buildings.push_back(counted.existing[i]);
            }
        }
    }
    city().counted = {counted.source, counted.method, {}, people_in(city().buildings)};
    city().people_error = engine::relative_error(counted.counted_by);
    city().ledger.insert(city().ledger.end(), counted.left_out.begin(), counted.left_out.end());
    const std::string& source = layer.source().given();
    leave_out({source, counted.method, {"duplicate building", "建筑重复"}, repeated_people});
    leave_out(
        {source, counted.method, {"building without geometry", "建筑无几何"}, groundless_people});
    layer.report_to(m_input);
    name_overlaps(m_input, m_cancelled);
    m_input.files.insert(m_input.files.end(), counted.files.begin(), counted.files.end());
}

} // namespace

CityInput read_city(const CitySources& sources, const std::function<bool()>& cancelled) {
    check(sources);
    check_settings("--encoding", sources.encodings, layers_of(sources));
    check_settings("--from-crs", sources.from_crs, layers_of(sources));
    return Reading(sources, cancelled).run();
}

} // namespace evengrid::io
