#pragma once

#include "engine/finding.hpp"
#include "engine/geometry/crs.hpp"
#include "engine/geometry/geometry.hpp"
#include "io/files/encoding.hpp"
#include "io/files/layer_name.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace evengrid::io {

/// What stands in a number field and is no number, as found in the raw bytes.
struct BadNumber {
    std::string raw;
    bool operator==(const BadNumber&) const = default;
};

/// The value of a field; nothing for null. Text is UTF-8.
using Value = std::variant<std::monostate, std::int64_t, double, std::string, BadNumber>;

struct Field {
    std::string name; ///< UTF-8
    bool is_number = false;
};

/// What a geometry is made of.
enum class Shape { none, points, lines, polygons, mixed };
const char* name_of(Shape shape);

/// A feature as it stands in its file: nothing repaired, coordinates in the layer's CRS, x first.
struct Feature {
    std::int64_t fid = 0;
    Shape shape = Shape::none; ///< none: null or empty
    bool is_on_earth = true;   ///< false where a coordinate is NaN, infinite or beyond any place
    engine::MultiPolygon polygons;
    std::vector<engine::Line> lines;
    std::vector<engine::Point> points;
    std::vector<Value> values; ///< of the fields asked for, in that order
};

/// A layer opened for reading, which was checked against what its library would pass over.
///
/// Curves become lines, heights are dropped. A shapefile's text is decoded column by column.
class VectorSource {
public:
    /// Opens and checks; no geometry is read yet.
    /// \param encoding of attribute text; empty: found out
    /// \throws engine::Error (input, limit)
    VectorSource(const LayerName& name, const std::string& encoding);
    ~VectorSource();
    VectorSource(VectorSource&&) noexcept;

    /// As the user named it; what messages and findings call it.
    const std::string& given() const;
    const LayerName& file() const;
    const std::string& layer_name() const;
    const std::vector<Field>& fields() const;
    /// None where the file does not say.
    const std::optional<engine::Crs>& crs() const;
    /// How its text is encoded, for a shapefile; several columns may differ from it.
    const std::optional<Encoding>& encoding() const;
    const TableEncodings& table_encodings() const;
    /// \throws engine::Error (input) for a column of text that fits no encoding: it can be passed
    ///         over, but not be copied.
    void check_columns() const;
    /// Whether the file says that its features are lines; features that differ from it are found
    /// only by reading them.
    bool is_of_lines() const;
    /// What is odd about the file as a whole.
    const std::vector<engine::Finding>& findings() const;

    /// The index of a field, or none. Names are compared as they are, then without regard to case.
    std::optional<std::size_t> find_field(const std::string& name) const;

    /// Reads all features from front to end, once.
    /// \param fields indices of the fields whose values are wanted
    /// \throws engine::Error (input) when the library fails on the way, or a text cannot be
    /// decoded.
    void read(const std::vector<std::size_t>& fields, const std::function<void(Feature&&)>& take);

private:
    struct Opened;
    std::unique_ptr<Opened> m_opened;
};

/// The names of all layers of a file, in its order.
/// \throws engine::Error (input)
std::vector<std::string> layer_names(const LayerName& file);

/// A layer of a plan, where the name is that of a plan file and not of one of its layers: a file
/// with a layer `grids` among others. Else none.
/// \throws engine::Error (input)
std::optional<std::string> layer_of_plan(const std::string& given, const std::string& layer);

} // namespace evengrid::io
