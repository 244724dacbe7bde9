#pragma once

#include "engine/city.hpp"

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace evengrid::io {

class CityLayer;

/// A further measure of the grids, counted by fields of the buildings, or of the blocks where there
/// are no buildings: the sum of the fields, each times its weight.
struct FieldMeasure {
    std::string name;
    std::map<std::string, double> weights; ///< by field
};

/// The fields that measures need, each read once.
class MeasureFields {
public:
    /// \param fields of the layer that are read so far; those of the measures are added
    /// \throws engine::Error (input) for a field that is missing, naming the measure.
    MeasureFields(std::vector<FieldMeasure> measures, const CityLayer& layer,
                  std::vector<std::size_t>& fields);

    /// What every feature has of every measure. Fields hold counts: `read_counts`.
    /// \returns by measure, then by feature
    std::vector<engine::CountedMeasure> count(CityLayer& layer, bool exclude_bad) const;

private:
    std::vector<FieldMeasure> m_measures;
    std::map<std::string, std::size_t> m_column_of; ///< of the fields read
};

/// Adds what a feature has of every measure to those of the city.
void add_counted(const std::vector<engine::CountedMeasure>& counted, std::size_t feature,
                 std::vector<engine::CountedMeasure>& measures);

} // namespace evengrid::io
