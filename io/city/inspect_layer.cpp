#include "io/city/inspect_layer.hpp"

#include "engine/blocks/fit_units.hpp"
#include "engine/error.hpp"
#include "io/city/city_layer.hpp"
#include "io/city/field_choice.hpp"
#include "io/city/layer_settings.hpp"
#include "io/city/people_raster.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace evengrid::io {

namespace {

void look_at(FieldReport& field, const Value& value) {
    const auto number = [&](double seen) {
        field.least = std::min(field.least.value_or(seen), seen);
        field.most = std::max(field.most.value_or(seen), seen);
    };
    if (std::holds_alternative<std::monostate>(value)) {
        ++field.nulls;
    } else if (std::holds_alternative<BadNumber>(value)) {
        ++field.not_numbers;
    } else if (const auto* whole = std::get_if<std::int64_t>(&value)) {
        number(static_cast<double>(*whole));
    } else if (const auto* real = std::get_if<double>(&value)) {
        number(*real);
    } else if (field.example.empty()) {
        field.example = std::get<std::string>(value);
    }
}

void look_into(LayerReport& report, const std::string& encoding) {
    VectorSource source(find_layer(report.given), encoding);
    report.layer_name = source.layer_name();
    report.crs = source.crs() ? engine::describe(*source.crs()) : "";
    report.encoding = source.encoding();
    const std::vector<Encoding>& columns = source.table_encodings().columns;
    for (const Field& field : source.fields()) {
        const std::size_t i = report.fields.size();
        report.fields.push_back({field.name, field.is_number});
        if (!field.is_number && i < columns.size()) {
            report.fields[i].encoding = columns[i];
        }
    }
    if (const auto field = choose_population_field(source)) {
        report.population_field = source.fields()[*field].name;
    }
    std::vector<std::size_t> all(source.fields().size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    source.read(all, [&](Feature&& feature) {
        ++report.features;
        report.without_geometry += feature.shape == Shape::none ? 1 : 0;
        report.extent = engine::joined(report.extent, box_of(feature));
        if (report.shape.empty() && feature.shape != Shape::none) {
            report.shape = name_of(feature.shape);
        }
        for (std::size_t i = 0; i < all.size(); ++i) {
            look_at(report.fields[i], feature.values[i]);
        }
    });
}

void look_into_raster(LayerReport& report) {
    const RasterHeader header = read_raster_header(report.given);
    report.shape = "cells";
    report.features = header.columns * header.rows;
    report.crs = engine::describe(header.crs);
    report.extent = header.box;
}

} // namespace

std::vector<LayerReport> inspect_layers(const CitySources& sources) {
    std::vector<LayerReport> reports;
    std::vector<NamedLayer> layers = layers_of(sources);
    if (!sources.people.raster.empty()) {
        layers.push_back({population_raster, sources.people.raster});
    }
    for (const NamedLayer& layer : layers) {
        LayerReport& report = reports.emplace_back(LayerReport{layer.role, layer.given});
        try {
            layer.role == population_raster
                ? look_into_raster(report)
                : look_into(report, encoding_of(layer, sources.encodings));
        } catch (const engine::Error& error) {
            report.refusal = error.what();
        }
    }
    return reports;
}

RasterPeople count_raster_people(const std::string& path, const CityInput& input) {
    std::vector<engine::MultiPolygon> grounds;
    for (const engine::Unit& unit : input.city.units) {
        grounds.push_back(unit.ground);
    }
    const engine::GroundFinder units(grounds);
    RasterPeople found;
    for (const engine::ControlTotal& cell :
         read_people_raster(path, box_of(input.city.units), input.metric)) {
        found.people += cell.people;
        if (units.at(engine::centroid(cell.ground)).empty()) {
            found.outside_units += cell.people;
        }
    }
    return found;
}

} // namespace evengrid::io
