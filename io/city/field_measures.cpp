#include "io/city/field_measures.hpp"

#include "engine/quote.hpp"
#include "io/city/city_layer.hpp"
#include "io/city/count_field.hpp"

#include <fmt/format.h>

#include <utility>

namespace evengrid::io {

MeasureFields::MeasureFields(std::vector<FieldMeasure> measures, const CityLayer& layer,
                             std::vector<std::size_t>& fields)
    : m_measures(std::move(measures)) {
    for (const FieldMeasure& measure : m_measures) {
        for (const auto& [field, weight] : measure.weights) {
            if (m_column_of.emplace(field, fields.size()).second) {
                fields.push_back(
                    layer.field(field, fmt::format("the measure {}", engine::quote(measure.name))));
            }
        }
    }
}

std::vector<engine::CountedMeasure> MeasureFields::count(CityLayer& layer, bool exclude_bad) const {
    std::map<std::string, std::vector<std::int64_t>> counts;
    for (const auto& [field, column] : m_column_of) {
        counts[field] = read_counts(layer.values(column), exclude_bad, layer.findings);
    }
    std::vector<engine::CountedMeasure> counted;
    for (const FieldMeasure& measure : m_measures) {
        std::vector<double>& amounts =
            counted
                .emplace_back(engine::CountedMeasure{measure.name,
                                                     std::vector<double>(layer.features.size(), 0)})
                .amounts;
        for (const auto& [field, weight] : measure.weights) {
            for (std::size_t i = 0; i < amounts.size(); ++i) {
                amounts[i] += weight * static_cast<double>(counts.at(field)[i]);
            }
        }
    }
    return counted;
}

void add_counted(const std::vector<engine::CountedMeasure>& counted, std::size_t feature,
                 std::vector<engine::CountedMeasure>& measures) {
    measures.resize(counted.size());
    for (std::size_t k = 0; k < counted.size(); ++k) {
        measures[k].name = counted[k].name;
        measures[k].amounts.push_back(counted[k].amounts[feature]);
    }
}

} // namespace evengrid::io
