#include "io/city/read_points.hpp"

#include "io/city/city_layer.hpp"
#include "io/city/field_choice.hpp"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace evengrid::io {

namespace {

/// How many people each point can serve.
std::vector<std::int64_t> capacities(CityLayer& layer, std::size_t n) {
    CountField field = layer.values(n);
    field.purpose = "tell the capacity of points";
    field.remedy = "whole numbers of people from 0, or another name for the field if it holds no "
                   "capacity";
    return read_counts(field, false, layer.findings);
}

} // namespace

void read_points(const CitySources& sources, const std::function<bool()>& cancelled,
                 CityInput& input) {
    if (sources.points.empty()) {
        return;
    }
    CityLayer layer("points", sources.points, sources);
    std::vector<std::size_t> fields;
    const auto ask = [&](std::optional<std::size_t> field) -> std::optional<std::size_t> {
        if (!field) {
            return std::nullopt;
        }
        fields.push_back(*field);
        return fields.size() - 1;
    };
    const auto kind = ask(choose_kind_field(layer.source()));
    const auto name = ask(choose_name_field(layer.source()));
    const auto capacity = ask(choose_capacity_field(layer.source()));
    layer.load(Shape::points, fields, cancelled);
    layer.bring_to(input.metric, cancelled);
    const auto room = capacity ? capacities(layer, *capacity) : std::vector<std::int64_t>{};
    using Told = std::pair<std::vector<engine::Point>, std::vector<std::string>>;
    std::map<Told, std::int64_t> seen;
    for (std::size_t i = 0; i < layer.features.size(); ++i) {
        const Feature& feature = layer.features[i];
        Told told{feature.points, {}};
        for (const Value& value : feature.values) {
            told.second.push_back(text_of(value));
        }
        const auto [first, is_new] = seen.emplace(std::move(told), feature.fid);
        if (!is_new && !feature.points.empty()) {
            layer.note("duplicate feature", engine::Severity::warning,
                       engine::say("it repeats feature {}, place, kind, name and capacity; both "
                                   "count",
                                   "与要素 {} 位置、类别、名称和容量均相同，两者均计入",
                                   first->second),
                       &feature);
        }
        for (const engine::Point& place : feature.points) {
            engine::ServicePoint& point = input.city.points.emplace_back();
            point.src_fid = feature.fid;
            point.kind = kind ? text_of(feature.values[*kind]) : "";
            point.name = name ? text_of(feature.values[*name]) : "";
            point.place = place;
            if (capacity) {
                point.capacity = room[i];
            }
        }
    }
    layer.report_to(input);
}

} // namespace evengrid::io
