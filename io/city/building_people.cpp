#include "io/city/building_people.hpp"

#include "engine/error.hpp"
#include "engine/people.hpp"
#include "engine/quote.hpp"
#include "io/city/field_choice.hpp"
#include "io/city/people_raster.hpp"
#include "io/city/use_table.hpp"
#include "io/files/sha256.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <numeric>
#include <set>
#include <utility>

namespace evengrid::io {

namespace {

using engine::CountMethod;
using engine::quote;
using engine::say;
using engine::Severity;

CountMethod most_trusted(const PeopleSources& people) {
    return people.population_field                                  ? CountMethod::counted
           : people.household_field && people.persons_per_household ? CountMethod::households
           : !people.totals.empty()                                 ? CountMethod::control_totals
           : !people.raster.empty()                                 ? CountMethod::raster
                                                                    : CountMethod::floor_area;
}

std::int64_t sum(const std::vector<std::int64_t>& people) {
    return std::accumulate(people.begin(), people.end(), std::int64_t{0});
}

class Counting {
public:
    Counting(CityLayer& buildings, const CitySources& sources, const engine::Crs& metric,
             const engine::Box& units, const std::function<bool()>& cancelled)
        : m_buildings(buildings), m_sources(sources), m_people(sources.people), m_metric(metric),
          m_units(units), m_cancelled(cancelled) {}

    CountedBuildings run() {
        m_counted.counted_by = most_trusted(m_people);
        m_counted.source = m_buildings.source().given();
        choose_fields();
        const MeasureFields measures(m_sources.measures, m_buildings, m_fields);
        const Column id = read_field(choose_id_field(m_buildings.source()));
        m_buildings.load(Shape::polygons, m_fields, m_cancelled);
        if (id) {
            note_repeated_ids(*id);
        }
        m_buildings.bring_to(m_metric, m_cancelled);
        const bool exclude_bad = m_people.bad_population == "exclude";
        m_counted.measures = measures.count(m_buildings, exclude_bad);
        m_counted.households.resize(m_buildings.features.size(), 0);
        if (m_households) {
            m_counted.households =
                read_counts(m_buildings.values(*m_households), exclude_bad, m_buildings.findings);
        }
        for (const Feature& feature : m_buildings.features) {
            m_counted.compounds.push_back(m_compound ? text_of(feature.values[*m_compound]) : "");
            if (m_existing) {
                m_counted.existing.push_back(text_of(feature.values[*m_existing]));
            }
        }
        switch (m_counted.counted_by) {
        case CountMethod::counted:
            m_counted.method = say("field {}", "字段 {}", *m_people.population_field);
            m_counted.people =
                read_counts(m_buildings.values(*m_population), exclude_bad, m_buildings.findings);
            break;
        case CountMethod::households:
            count_households();
            break;
        case CountMethod::control_totals:
            share(read_totals(), say("totals of field {}, by floor area",
                                     "字段 {} 的总数，按建筑面积分摊", *m_people.totals_field));
            break;
        case CountMethod::raster:
            share(read_raster(),
                  {"cells of the raster, by floor area", "栅格单元人口，按建筑面积分摊"});
            break;
        case CountMethod::floor_area:
            m_counted.method = {"floor area", "建筑面积"};
            m_counted.people = engine::whole_people(capacities());
            break;
        }
        if (m_counted.counted_by != CountMethod::counted) {
            tell_estimate();
        }
        tell_passed_over();
        return std::move(m_counted);
    }

private:
    using Column = std::optional<std::size_t>; ///< of the fields read

    Column read_field(std::optional<std::size_t> field) {
        if (field) {
            m_fields.push_back(*field);
        }
        return field ? Column(m_fields.size() - 1) : std::nullopt;
    }
    std::optional<std::size_t> named(const std::optional<std::string>& name,
                                     const std::string& option) const {
        return name ? std::optional(m_buildings.field(*name, option)) : std::nullopt;
    }

    void choose_fields();
    void note_repeated_ids(std::size_t id);
    void count_households();
    std::vector<double> capacities();
    std::vector<engine::ControlTotal> read_totals();
    std::vector<engine::ControlTotal> read_raster();
    void share(const std::vector<engine::ControlTotal>& totals, engine::Message method);
    void tell_unknown_uses(const std::vector<engine::Dwelling>& dwellings,
                           const engine::OccupancyOptions& options);
    void tell_estimate();
    void tell_passed_over();
    engine::Message name_of(Column column) const {
        return field_in_words(m_buildings.source(),
                              column ? std::optional(m_fields[*column]) : std::nullopt);
    }

    CityLayer& m_buildings;
    const CitySources& m_sources;
    const PeopleSources& m_people;
    const engine::Crs& m_metric;
    const engine::Box& m_units;
    const std::function<bool()>& m_cancelled;
    CountedBuildings m_counted;
    std::vector<std::size_t> m_fields;
    Column m_population, m_households, m_compound, m_existing, m_floors, m_height, m_use;
    std::vector<std::int64_t> m_total_fids; ///< empty for a raster
};

/// Ids are read last and are no value to tell buildings apart by: a building that is there twice
/// may have two.
void Counting::note_repeated_ids(std::size_t id) {
    constexpr std::size_t features_of_a_repeated_one = 10; // a field with more of them is no id
    std::map<std::string, std::int64_t> seen;
    std::vector<std::pair<const Feature*, engine::Message>> repeated;
    for (Feature& feature : m_buildings.features) {
        const std::string text = text_of(feature.values[id]);
        feature.values.pop_back();
        const auto [earlier, is_new] = seen.emplace(text, feature.fid);
        if (!text.empty() && !is_new) {
            repeated.emplace_back(&feature,
                                  say("{} is {}, as of feature {}", "{} 为 {}，与要素 {} 相同",
                                      name_of(id), quote(text), earlier->second));
        }
    }
    if (repeated.size() * features_of_a_repeated_one <= m_buildings.features.size()) {
        for (const auto& [feature, message] : repeated) {
            m_buildings.note("duplicate id", Severity::note, message, feature);
        }
    }
}

void Counting::choose_fields() {
    const VectorSource& source = m_buildings.source();
    m_population = read_field(named(m_people.population_field, "--population-field"));
    m_households = read_field(named(m_people.household_field, "--household-field"));
    m_compound = read_field(named(m_sources.keep_together, "--keep-together"));
    m_existing = read_field(named(m_sources.existing_field, "--existing-field"));
    if (m_counted.counted_by == CountMethod::counted ||
        m_counted.counted_by == CountMethod::households) {
        return;
    }
    m_floors = read_field(m_people.floors_field ? named(m_people.floors_field, "--floors-field")
                                                : choose_floors_field(source));
    m_height = read_field(m_people.height_field ? named(m_people.height_field, "--height-field")
                                                : choose_height_field(source));
    m_use = read_field(m_people.use_field ? named(m_people.use_field, "--use-field")
                                          : choose_use_field(source));
}

void Counting::count_households() {
    std::vector<double> people;
    for (const std::int64_t households : m_counted.households) {
        people.push_back(static_cast<double>(households) * *m_people.persons_per_household);
    }
    m_counted.method = say("field {} x {} people", "字段 {} 的户数 × 每户 {} 人",
                           *m_people.household_field, *m_people.persons_per_household);
    m_counted.people = engine::whole_people(people);
}

/// How many people could live in every building, told from its floor area and use.
std::vector<double> Counting::capacities() {
    std::vector<engine::Dwelling> dwellings;
    for (const Feature& feature : m_buildings.features) {
        dwellings.push_back({.footprint_m2 = engine::area_m2(feature.polygons),
                             .use = m_use ? text_of(feature.values[*m_use]) : ""});
    }
    if (m_floors) {
        const auto floors = read_measures(m_buildings.values(*m_floors), m_buildings.findings);
        for (std::size_t i = 0; i < dwellings.size(); ++i) {
            dwellings[i].floors = floors[i];
        }
    }
    if (m_height) {
        const auto heights = read_measures(m_buildings.values(*m_height), m_buildings.findings);
        for (std::size_t i = 0; i < dwellings.size(); ++i) {
            dwellings[i].height_m = heights[i];
        }
    }
    const auto options = m_people.use_table.empty() ? engine::OccupancyOptions{}
                                                    : read_use_table(m_people.use_table);
    tell_unknown_uses(dwellings, options);
    return engine::people_by_floor_area(dwellings, options);
}

void Counting::tell_unknown_uses(const std::vector<engine::Dwelling>& dwellings,
                                 const engine::OccupancyOptions& options) {
    constexpr std::size_t most_named = 5;
    std::set<std::string> uses;
    std::int64_t buildings = 0;
    for (const engine::Dwelling& dwelling : dwellings) {
        if (!dwelling.use.empty() && engine::use_called(dwelling.use, options) == nullptr) {
            uses.insert(quote(dwelling.use));
            ++buildings;
        }
    }
    if (uses.empty()) {
        return;
    }
    const bool is_long = uses.size() > most_named;
    if (is_long) {
        uses.erase(std::next(uses.begin(), most_named), uses.end());
    }
    m_buildings.note("unknown use", Severity::note,
                     say("the uses of {0} buildings are in no row of the use table and count with "
                         "{1} m2 for a person: {2}{3}",
                         "{0} 栋建筑的用途不在用途表中，按每人 {1} m2 计：{2}{3}", buildings,
                         options.m2_per_person, fmt::format("{}", fmt::join(uses, ", ")),
                         is_long ? ", ..." : ""));
}

std::vector<engine::ControlTotal> Counting::read_totals() {
    CityLayer layer("totals", m_people.totals, m_sources);
    layer.load(Shape::polygons, {layer.field(*m_people.totals_field, "--totals-field")},
               m_cancelled);
    layer.bring_to(m_metric, m_cancelled);
    const auto people =
        read_counts(layer.values(0), m_people.bad_population == "exclude", layer.findings);
    std::vector<engine::ControlTotal> totals;
    for (std::size_t i = 0; i < people.size(); ++i) {
        totals.push_back({std::move(layer.features[i].polygons), people[i]});
        m_total_fids.push_back(layer.features[i].fid);
    }
    m_counted.source = m_people.totals;
    m_counted.files.push_back(layer.as_input_file());
    m_buildings.findings.insert(m_buildings.findings.end(), layer.findings.begin(),
                                layer.findings.end());
    return totals;
}

std::vector<engine::ControlTotal> Counting::read_raster() {
    engine::Box box = m_units;
    for (const Feature& feature : m_buildings.features) {
        box = engine::joined(box, box_of(feature));
    }
    auto totals = read_people_raster(m_people.raster, box, m_metric);
    const std::string crs = engine::describe(read_raster_header(m_people.raster).crs);
    if (totals.empty()) {
        throw engine::Error(
            engine::ErrorCode::input,
            fmt::format("{} has no people where the city lies", quote(m_people.raster)),
            fmt::format("a raster of the same place; this one is in {}", crs));
    }
    m_counted.source = m_people.raster;
    InputFile& file = m_counted.files.emplace_back();
    file.role = population_raster;
    file.layer = m_people.raster;
    file.path = m_people.raster;
    file.crs = crs;
    file.features = static_cast<std::int64_t>(totals.size());
    file.sha256 = sha256_of_files({m_people.raster});
    return totals;
}

void Counting::share(const std::vector<engine::ControlTotal>& totals, engine::Message method) {
    std::vector<const engine::MultiPolygon*> footprints;
    for (const Feature& feature : m_buildings.features) {
        footprints.push_back(&feature.polygons);
    }
    engine::SharedTotals shared =
        engine::share_totals(totals, footprints, capacities(), m_cancelled);
    m_counted.method = std::move(method);
    m_counted.people = std::move(shared.people);
    if (const std::int64_t unhoused = sum(shared.unhoused); unhoused > 0) {
        m_counted.left_out.push_back(
            {m_counted.source,
             m_counted.method,
             {"no dwelling on the ground of the total", "总数范围内无住宅"},
             unhoused});
    }
    for (std::size_t t = 0; t < totals.size(); ++t) {
        if (shared.unhoused[t] > 0) {
            m_buildings.note(
                "total without dwellings", Severity::warning,
                say("no building on its ground houses anyone; its {} people were left out",
                    "其范围内没有住宅；其 {} 人未计入", shared.unhoused[t]));
            engine::Finding& finding = m_buildings.findings.back();
            finding.source = m_counted.source;
            if (t < m_total_fids.size()) {
                finding.src_fid = m_total_fids[t];
            }
            if (!totals[t].ground.empty()) {
                finding.place = engine::centroid(totals[t].ground);
            }
        }
    }
}

void Counting::tell_estimate() {
    const double error = engine::relative_error(m_counted.counted_by);
    engine::Message told_from = m_counted.method;
    if (m_counted.counted_by != CountMethod::households) {
        told_from = say("{}; floors from {}, height from {}, use from {}",
                        "{}；层数字段：{}；高度字段：{}；用途字段：{}", told_from,
                        name_of(m_floors), name_of(m_height), name_of(m_use));
    }
    engine::Message advice;
    const auto field = choose_population_field(m_buildings.source());
    if (field && std::find(m_fields.begin(), m_fields.end(), *field) == m_fields.end()) {
        const std::string& name = m_buildings.source().fields()[*field].name;
        advice = say(". Its field {0} may be a count of them: --population-field {0} takes it",
                     "。其字段 {0} 可能是人口数：用 --population-field {0} 采用", quote(name));
    }
    m_buildings.note(
        "people estimated", Severity::warning,
        say("nobody counted the people of the buildings; {} were estimated: {}. A grid "
            "may be {:.0f} % off to either side{}",
            "建筑人口未经清点；估算共 {} 人：{}。单个网格上下误差可达 {:.0f} %{}",
            sum(m_counted.people), told_from, error * 100, advice));
}

/// What was given besides and is trusted less.
void Counting::tell_passed_over() {
    std::vector<std::string> passed_over;
    const auto look_at = [&](CountMethod method, bool is_given, const std::string& what) {
        if (is_given && method > m_counted.counted_by) {
            passed_over.push_back(what);
        }
    };
    look_at(CountMethod::households,
            m_people.household_field && m_people.persons_per_household.has_value(),
            "--persons-per-household");
    look_at(CountMethod::control_totals, !m_people.totals.empty(), "--totals");
    look_at(CountMethod::raster, !m_people.raster.empty(), "--population-raster");
    if (!passed_over.empty()) {
        m_buildings.note("people passed over", Severity::note,
                         say("the people are told from {}; {} was not used, since it is trusted "
                             "less",
                             "人口取自{}；{} 可信度较低，未使用", m_counted.method,
                             fmt::format("{}", fmt::join(passed_over, ", "))));
    }
}

} // namespace

CountedBuildings load_buildings(CityLayer& buildings, const CitySources& sources,
                                const engine::Crs& metric, const engine::Box& units,
                                const std::function<bool()>& cancelled) {
    return Counting(buildings, sources, metric, units, cancelled).run();
}

} // namespace evengrid::io
