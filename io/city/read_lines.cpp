#include "io/city/read_lines.hpp"

#include "io/city/city_layer.hpp"
#include "io/city/compare_layers.hpp"
#include "io/city/field_choice.hpp"

namespace evengrid::io {

namespace {

/// Reads layer after layer of the same meaning.
class LineReading {
public:
    LineReading(const CitySources& sources, const std::function<bool()>& cancelled,
                CityInput& input)
        : m_sources(sources), m_cancelled(cancelled), m_input(input) {}

    void read_lines(const std::vector<std::string>& given, const char* role,
                    engine::LineKind kind) {
        for (const std::string& name : given) {
            CityLayer layer(role, name, m_sources);
            load(layer, Shape::lines, name_field(layer));
            if (kind == engine::LineKind::road) {
                compare_with_buildings(layer, m_input);
            }
            add_lines(layer, kind);
            layer.report_to(m_input);
        }
    }

    /// Water may be drawn as ground or as lines; the layer tells.
    void read_water() {
        for (const std::string& name : m_sources.water) {
            CityLayer layer("water", name, m_sources);
            load(layer, layer.source().is_of_lines() ? Shape::lines : Shape::polygons,
                 name_field(layer));
            add_lines(layer, engine::LineKind::water);
            for (Feature& feature : layer.features) {
                if (!feature.polygons.empty()) {
                    m_input.city.water.push_back({name_of(feature), std::move(feature.polygons)});
                }
            }
            layer.report_to(m_input);
        }
    }

    void read_crossings() {
        for (const std::string& name : m_sources.crossings) {
            CityLayer layer("crossings", name, m_sources);
            load(layer, layer.source().is_of_lines() ? Shape::lines : Shape::points, {});
            for (const Feature& feature : layer.features) {
                for (const engine::Line& line : feature.lines) {
                    m_input.city.crossings.push_back(line);
                }
                for (const engine::Point place : feature.points) {
                    m_input.city.crossings.push_back({place});
                }
            }
            layer.report_to(m_input);
        }
    }

private:
    /// The field with the names, which is the one that is read; none where there is none.
    static std::vector<std::size_t> name_field(const CityLayer& layer) {
        const auto field = choose_name_field(layer.source());
        return field ? std::vector{*field} : std::vector<std::size_t>{};
    }

    static std::string name_of(const Feature& feature) {
        return feature.values.empty() ? "" : text_of(feature.values[0]);
    }

    void load(CityLayer& layer, Shape shape, const std::vector<std::size_t>& fields) {
        layer.load(shape, fields, m_cancelled, CityLayer::Empty::allowed);
        layer.bring_to(m_input.metric, m_cancelled);
    }

    void add_lines(const CityLayer& layer, engine::LineKind kind) {
        for (const Feature& feature : layer.features) {
            for (const engine::Line& line : feature.lines) {
                if (line.size() > 1) {
                    m_input.city.lines.push_back({feature.fid, kind, name_of(feature), line});
                }
            }
        }
    }

    const CitySources& m_sources;
    const std::function<bool()>& m_cancelled;
    CityInput& m_input;
};

} // namespace

void read_lines(const CitySources& sources, const std::function<bool()>& cancelled,
                CityInput& input) {
    LineReading reading(sources, cancelled, input);
    reading.read_lines(sources.roads, "roads", engine::LineKind::road);
    name_units_without_streets(input);
    reading.read_lines(sources.motorways, "motorways", engine::LineKind::motorway);
    reading.read_lines(sources.railways, "railways", engine::LineKind::rail);
    reading.read_lines(sources.walls, "walls", engine::LineKind::wall);
    reading.read_water();
    reading.read_crossings();
}

} // namespace evengrid::io
