#include "io/plan/read_handover.hpp"

#include "engine/error.hpp"
#include "engine/geometry/geos.hpp"
#include "engine/quote.hpp"
#include "io/city/city_layer.hpp"
#include "io/city/field_choice.hpp"
#include "io/city/layer_settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>

namespace evengrid::io {

namespace {

using engine::Error;
using engine::ErrorCode;
using engine::quote;
using engine::say;
using engine::Severity;

class Reading {
public:
    Reading(const HandoverSources& sources, const std::function<bool()>& cancelled)
        : m_sources(sources), m_cancelled(cancelled) {
        m_reading.assume_crs = sources.assume_crs;
        m_reading.encodings = sources.encodings;
    }

    HandoverInput run() {
        check_settings("--encoding", m_sources.encodings,
                       {{"old grids", m_sources.old_grids},
                        {"new grids", m_sources.new_grids},
                        {"people", m_sources.people}});
        m_input.news = read_grids("new grids", m_sources.new_grids, m_sources.new_code_field,
                                  "--new-code-field");
        m_input.olds = read_grids("old grids", m_sources.old_grids, m_sources.old_code_field,
                                  "--old-code-field");
        read_people();
        return std::move(m_input);
    }

private:
    struct People {
        std::string layer;
        std::string population;  ///< field
        std::string buildings{}; ///< field that counts them; empty: each feature is one
        std::string grid_id{};   ///< field of the new grid; empty: found by place
    };

    std::vector<engine::HandedGrid> read_grids(const std::string& role, const std::string& given,
                                               const std::optional<std::string>& code_field,
                                               const std::string& option);
    std::vector<engine::HandedGrid> join_by_code(CityLayer& layer, std::size_t code_field);
    void note_grid_ids(const CityLayer& layer, std::size_t code_field);
    void note_overlaps(const std::vector<engine::HandedGrid>& grids, CityLayer& layer);
    void load_all(CityLayer& layer) const;
    People choose_people() const;
    void read_people();
    void look_up_grids(const CityLayer& layer, std::size_t grid_id_field);
    void finish(CityLayer& layer);

    const HandoverSources& m_sources;
    const std::function<bool()>& m_cancelled;
    CitySources m_reading;
    HandoverInput m_input;
    std::map<std::string, std::string> m_code_of_new_id; ///< of the grids of a plan, by grid_id
};

/// Reads all fields, so that the n-th value is that of the n-th field.
void Reading::load_all(CityLayer& layer) const {
    std::vector<std::size_t> all(layer.source().fields().size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    layer.load(Shape::polygons, all, m_cancelled);
}

void Reading::finish(CityLayer& layer) {
    m_input.files.push_back(layer.as_input_file());
    std::move(layer.findings.begin(), layer.findings.end(), std::back_inserter(m_input.findings));
}

std::vector<engine::HandedGrid> Reading::read_grids(const std::string& role,
                                                    const std::string& given,
                                                    const std::optional<std::string>& code_field,
                                                    const std::string& option) {
    CityLayer layer(role, layer_of_plan(given, "grids").value_or(given), m_reading);
    load_all(layer);
    if (m_input.metric.wkt.empty()) {
        m_input.metric = choose_metric(layer);
        m_input.written = layer.crs();
    }
    layer.bring_to(m_input.metric, m_cancelled);
    const auto field = code_field ? std::optional(layer.field(*code_field, option))
                                  : choose_code_field(layer.source(), layer.features);
    if (!field) {
        throw Error(ErrorCode::input,
                    fmt::format("{} has no field that tells its grids apart", quote(given)),
                    option + " with the field of their codes");
    }
    layer.note("grid codes", Severity::note,
               say("{} are coded by {}", "{}的编码字段：{}",
                   engine::Message{role, role == "new grids" ? "新网格" : "现行网格"},
                   quote(layer.source().fields()[*field].name)));
    if (role == "new grids") {
        note_grid_ids(layer, *field);
    }
    std::vector<engine::HandedGrid> grids = join_by_code(layer, *field);
    note_overlaps(grids, layer);
    finish(layer);
    return grids;
}

/// Joins the features of every code; grids stand in the order of their first feature.
std::vector<engine::HandedGrid> Reading::join_by_code(CityLayer& layer, std::size_t code_field) {
    std::vector<std::string> codes;
    std::map<std::string, std::vector<const engine::MultiPolygon*>> parts;
    for (const Feature& feature : layer.features) {
        const std::string code = text_of(feature.values[code_field]);
        if (code.empty() && !feature.polygons.empty()) {
            layer.note("grid without code", Severity::warning,
                       say("it is taken as part of no grid", "不计入任何网格"), &feature);
        } else if (!feature.polygons.empty()) {
            if (parts[code].empty()) {
                codes.push_back(code);
            }
            parts[code].push_back(&feature.polygons);
        }
    }
    std::vector<engine::HandedGrid> grids;
    std::size_t joined = 0;
    for (const std::string& code : codes) {
        const auto& of_code = parts[code];
        joined += of_code.size() > 1 ? 1U : 0U;
        grids.push_back({code, of_code.size() > 1 ? engine::unite(of_code) : *of_code.front()});
    }
    if (joined > 0) {
        layer.note("grid of several features", Severity::note,
                   say("{} grids are made of several features with the same code",
                       "{} 个网格由编码相同的多个要素组成", joined));
    }
    return grids;
}

void Reading::note_grid_ids(const CityLayer& layer, std::size_t code_field) {
    if (const auto id = layer.source().find_field("grid_id")) {
        for (const Feature& feature : layer.features) {
            m_code_of_new_id.emplace(text_of(feature.values[*id]),
                                     text_of(feature.values[code_field]));
        }
    }
}

void Reading::note_overlaps(const std::vector<engine::HandedGrid>& grids, CityLayer& layer) {
    for (const engine::GridOverlap& overlap : engine::grid_overlaps(grids)) {
        layer.note("grids overlap", Severity::warning,
                   say("{} and {} overlap by {:.1f} m2; what stands there belongs to the one with "
                       "its larger part",
                       "{} 与 {} 重叠 {:.1f} m²；该处建筑归入占其较大部分的网格",
                       quote(grids[overlap.a].code), quote(grids[overlap.b].code),
                       overlap.area_m2));
        layer.findings.back().place = overlap.place;
    }
}

/// The people of the new plan, when no others are named.
Reading::People Reading::choose_people() const {
    const std::string population = m_sources.population_field.value_or("");
    if (!m_sources.people.empty()) {
        if (population.empty()) {
            throw Error(ErrorCode::usage, "--people needs the field that counts them",
                        "--population-field FIELD");
        }
        return {m_sources.people, population};
    }
    if (const auto buildings = layer_of_plan(m_sources.new_grids, "buildings")) {
        return {*buildings, population.empty() ? "people" : population, "", "grid_id"};
    }
    if (const auto blocks = layer_of_plan(m_sources.new_grids, "blocks")) {
        return {*blocks, population.empty() ? "population" : population, "buildings", "grid_id"};
    }
    throw Error(ErrorCode::usage,
                fmt::format("{} is no plan with buildings or blocks, so nobody is there to be "
                            "handed over",
                            quote(m_sources.new_grids)),
                "--people LAYER --population-field FIELD");
}

void Reading::read_people() {
    const People people = choose_people();
    CityLayer layer("people", people.layer, m_reading);
    load_all(layer);
    layer.bring_to(m_input.metric, m_cancelled);
    const auto counts = [&](const std::string& field, const char* option, std::int64_t otherwise) {
        return field.empty()
                   ? std::vector<std::int64_t>(layer.features.size(), otherwise)
                   : read_counts(layer.values(layer.field(field, option)), false, layer.findings);
    };
    const auto people_of = counts(people.population, "--population-field", 0);
    const auto households_of =
        counts(m_sources.household_field.value_or(""), "--household-field", 0);
    const auto buildings_of = counts(people.buildings, "--people", 1);
    for (std::size_t i = 0; i < layer.features.size(); ++i) {
        m_input.inhabited.push_back({std::move(layer.features[i].polygons),
                                     {people_of[i], households_of[i], buildings_of[i]}});
    }
    if (!people.grid_id.empty()) {
        look_up_grids(layer, layer.field(people.grid_id, "--people"));
    }
    finish(layer);
}

/// Takes the new grid of every feature from where the plan says it.
void Reading::look_up_grids(const CityLayer& layer, std::size_t grid_id_field) {
    std::map<std::string, std::size_t> new_of_code;
    for (std::size_t i = 0; i < m_input.news.size(); ++i) {
        new_of_code.emplace(m_input.news[i].code, i);
    }
    for (const Feature& feature : layer.features) {
        const auto code = m_code_of_new_id.find(text_of(feature.values[grid_id_field]));
        m_input.new_of.push_back(code == m_code_of_new_id.end()
                                     ? std::nullopt
                                     : std::optional(new_of_code.at(code->second)));
    }
}

} // namespace

HandoverInput read_handover(const HandoverSources& sources,
                            const std::function<bool()>& cancelled) {
    return Reading(sources, cancelled).run();
}

} // namespace evengrid::io
