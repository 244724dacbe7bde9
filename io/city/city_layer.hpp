#pragma once

#include "engine/city.hpp"
#include "engine/geometry/crs.hpp"
#include "engine/geometry/map_shift.hpp"
#include "io/city/count_field.hpp"
#include "io/city/read_city.hpp"
#include "io/files/vector_source.hpp"

#include <functional>
#include <string>
#include <vector>

namespace evengrid::io {

/// One layer of a city on its way in: opened, read, checked, and brought to the metric CRS.
///
/// Findings about it gather in `findings`; features that have no usable geometry stay in `features`
/// without any, so that their people can be accounted for.
class CityLayer {
public:
    /// Opens the layer. \param role what it is to the city: "units"
    CityLayer(std::string role, const std::string& given, const CitySources& sources);

    const VectorSource& source() const { return m_source; }
    const engine::Crs& crs() const { return m_crs; }
    /// The shift of its coordinates that is undone.
    engine::MapShift shift() const { return m_shift; }

    /// The index of a field. \param option that named it, for the message
    /// \throws engine::Error (input) when there is no such field; all that there are are named.
    std::size_t field(const std::string& name, const std::string& option) const;

    /// What a layer without any geometry is: a mistake, or only worth a finding.
    enum class Empty { refused, allowed };

    /// Reads all features with the fields asked for. \param shape what the layer has to be made of
    /// \throws engine::Error (input, crs) for another shape, no geometry at all, or coordinates
    ///         that cannot be of the CRS.
    void load(Shape shape, const std::vector<std::size_t>& fields,
              const std::function<bool()>& cancelled, Empty empty = Empty::refused);

    /// The middle of all features, in the layer's CRS.
    engine::Point middle() const;

    /// Brings the features to the metric CRS, and repairs polygons there.
    /// The shift that they are said to have is undone on the way.
    void bring_to(const engine::Crs& metric, const std::function<bool()>& cancelled);

    /// The values of the n-th field asked for.
    CountField values(std::size_t n) const;

    /// Lists a finding about a feature, or about the layer as a whole.
    void note(std::string kind, engine::Severity severity, engine::Message message,
              const Feature* feature = nullptr);

    InputFile as_input_file() const;

    /// Lists the layer among the files of the input, and its findings among those of the city. That
    /// no part of it is near the units is one.
    void report_to(CityInput& input);

    std::vector<Feature> features;
    std::vector<engine::Finding> findings;

private:
    void check_coordinates() const;
    void check_place(const std::string& where, const std::string& hint) const;
    void transform_to(const engine::Crs& metric);
    void undo(const engine::Crs& metric);
    void repair(const std::function<bool()>& cancelled);
    void compare_place_with(const std::vector<engine::Unit>& units);

    std::string m_role;
    VectorSource m_source;
    engine::Crs m_crs;
    engine::MapShift m_shift = engine::MapShift::none; ///< of its coordinates
    std::vector<std::size_t> m_fields;
    engine::Box m_box;        ///< in the layer's CRS
    engine::Box m_metric_box; ///< in the metric CRS, once brought there
};

/// The system that everything is computed in, told from the layer that results are written like:
/// its own, where that is true to metres, else one that is. The latter is a finding of the layer.
engine::Crs choose_metric(CityLayer& reference);

/// The smallest box around a feature; empty for one without geometry.
engine::Box box_of(const Feature& feature);

/// The smallest box around all units.
engine::Box box_of(const std::vector<engine::Unit>& units);

/// A value as text: whole numbers without a fraction, nothing for null.
std::string text_of(const Value& value);

} // namespace evengrid::io
