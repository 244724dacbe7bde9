#pragma once

#include "engine/geometry/crs.hpp"
#include "engine/geometry/geometry.hpp"
#include "engine/geometry/map_shift.hpp"
#include "io/files/encoding.hpp"
#include "io/plan/plan_format.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace evengrid::io {

enum class WrittenType {
    integer,
    real,
    text,
    boolean,
    time, ///< given as text, as 2026-01-31T00:00:00Z
};

struct WrittenField {
    std::string name; ///< at most 10 ASCII characters, so that a shapefile keeps it
    WrittenType type = WrittenType::text;
};

/// A value of a field; monostate is null.
using WrittenValue = std::variant<std::monostate, std::int64_t, double, std::string, bool>;

enum class WrittenShapeKind { none, point, line, polygon };

/// A shape in the CRS of the target; monostate where a feature has none.
using WrittenShape =
    std::variant<std::monostate, engine::Point, std::vector<engine::Line>, engine::MultiPolygon>;

/// A layer of a file whose features are copied.
struct LayerToCopy {
    std::string path;       ///< as GDAL opens it
    std::string layer_name; ///< empty: the first
    TableEncodings table;   ///< of its text
    engine::Crs crs;        ///< of its coordinates, where the file does not say it
    engine::MapShift shift = engine::MapShift::none; ///< of them, taken back in the copy
    bool keep_personal = false; ///< copy also what seems to tell of single persons
};

/// A field of a copied layer that was not copied, or not as it is.
struct ChangedField {
    std::string from;
    std::string to;
    engine::Message why;
};

/// The day that files bear, as 2026-01-31: of SOURCE_DATE_EPOCH where the user set it, else the
/// first of the epoch, so that the same plan gives the same bytes on every day.
std::string file_date();

/// Writes vector layers with GDAL, and reads them back to see that they are what was written.
///
/// Layers come one after another. Whatever GDAL reports as an error on the way is one, even where a
/// call says that it went well. The same calls make the same bytes on every day.
class VectorTarget {
public:
    /// \param path the file, or the folder, which exists, for formats with one file to a layer.
    /// \param shapefile_encoding of text in shapefiles, as GDAL names it
    /// \throws engine::Error (output), as every other function here.
    VectorTarget(std::filesystem::path path, PlanFormat format, const engine::Crs& crs,
                 std::string shapefile_encoding = "UTF-8");
    ~VectorTarget(); ///< closes what `finish` did not; errors are lost then
    VectorTarget(const VectorTarget&) = delete;
    VectorTarget& operator=(const VectorTarget&) = delete;

    /// Begins a layer.
    /// \param multi whether a shape may have several parts; all of the layer are written so then
    void begin_layer(const std::string& name, WrittenShapeKind kind, bool multi,
                     const std::vector<WrittenField>& fields);
    /// Adds a feature to the layer begun last. \pre as many values as fields, of their types.
    void add(const std::vector<WrittenValue>& values, const WrittenShape& shape);

    /// Copies a layer whole, with more fields after its own. Fields, text and geometry stay as they
    /// are as far as the format allows; a geometry is mended where it is not valid, and brought to
    /// the CRS of the target, its shift taken back.
    /// \param values the further values of a feature, by its id in the source
    /// \returns fields that had to be renamed or written as text
    std::vector<ChangedField>
    copy_layer(const std::string& name, const LayerToCopy& source,
               const std::vector<WrittenField>& further,
               const std::function<std::vector<WrittenValue>(std::int64_t)>& values);

    /// Features without a shape that were not written, by layer: FlatGeobuf has no room for them.
    const std::map<std::string, std::int64_t>& left_out() const;

    /// Completes the files, reads everything back and compares it.
    void finish();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace evengrid::io
