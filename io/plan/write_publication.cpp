#include "io/plan/write_publication.hpp"

#include "algorithms/suppress.hpp"
#include "io/files/aside.hpp"
#include "io/plan/plan_layers.hpp"
#include "io/qgis/publication_styles.hpp"
#include "io/versions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace evengrid::io {

namespace {

using Areas = std::vector<engine::PublishedArea>;

void write_areas(VectorTarget& target, const std::string& layer, const Areas& areas,
                 bool has_households, const engine::Move& to_written) {
    target.begin_layer(layer, WrittenShapeKind::polygon, true,
                       {{"code", WrittenType::text},
                        {"name", WrittenType::text},
                        {"within", WrittenType::text},
                        {"grids", WrittenType::integer},
                        {"population", WrittenType::integer},
                        {"households", WrittenType::integer},
                        {"area_m2", WrittenType::real},
                        {"hidden", WrittenType::boolean}});
    for (const engine::PublishedArea& published : areas) {
        const engine::LevelArea& area = published.area;
        const auto shown = [&](std::int64_t count, bool is_known) {
            return is_known && !published.hidden ? WrittenValue(count) : WrittenValue();
        };
        target.add({area.code, area.name, area.within, area.grids, shown(area.people, true),
                    shown(area.households, has_households), std::round(area.area_m2),
                    published.hidden},
                   moved(area.ground, to_written));
    }
}

std::string hidden_of(const Areas& areas) {
    return fmt::format(
        "{} of {}",
        std::count_if(areas.begin(), areas.end(), [](const auto& area) { return area.hidden; }),
        areas.size());
}

Summary summary_of(const engine::Publication& publication) {
    Summary summary{{"people", std::to_string(publication.people)}};
    if (publication.households > 0) {
        summary.emplace_back("households", std::to_string(publication.households));
    }
    summary.insert(
        summary.end(),
        {{"rule", fmt::format("counts of 1 to {} people or households are not shown, nor others "
                              "that would tell them",
                              algorithms::smallest_shown - 1)},
         {"grids hidden", hidden_of(publication.grids)},
         {"units hidden", hidden_of(publication.units)}});
    if (!publication.streets.empty()) {
        summary.emplace_back("streets hidden", hidden_of(publication.streets));
    }
    for (const auto& [name, version] : versions()) {
        if (name == "evengrid") {
            summary.emplace_back("version: evengrid", version);
        }
    }
    return summary;
}

} // namespace

void write_publication(const CityInput& input, const engine::Publication& publication,
                       const std::string& path, bool overwrite) {
    Aside aside(path, false, overwrite);
    {
        VectorTarget target(aside.path(), PlanFormat::geopackage, input.written);
        const engine::Move to_written =
            way_to_written(input.metric, input.written, place_in(input.city));
        const bool has_households = publication.households > 0;
        std::vector<std::string> layers{"grids", "units", "summary"};
        write_areas(target, "grids", publication.grids, has_households, to_written);
        write_areas(target, "units", publication.units, has_households, to_written);
        if (!publication.streets.empty()) {
            write_areas(target, "streets", publication.streets, has_households, to_written);
            layers.emplace_back("streets");
        }
        write_summary(target, summary_of(publication));
        write_styles(target, publication_styles(Wording::both), layers);
        target.finish();
    }
    aside.put_in_place();
}

} // namespace evengrid::io
