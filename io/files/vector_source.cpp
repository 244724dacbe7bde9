#include "io/files/vector_source.hpp"

#include "engine/error.hpp"
#include "engine/quote.hpp"
#include "io/files/dbf_scan.hpp"
#include "io/files/drivers.hpp"
#include "io/files/gdal_messages.hpp"
#include "io/files/lower.hpp"
#include "io/files/ogr_shapes.hpp"
#include "io/files/raw_file.hpp"

#include <fmt/format.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <array>
#include <map>

namespace evengrid::io {

namespace {

using engine::Error;
using engine::ErrorCode;
using engine::quote;
using engine::say;

struct CloseDataset {
    void operator()(GDALDataset* dataset) const { GDALClose(dataset); }
};
using Dataset = std::unique_ptr<GDALDataset, CloseDataset>;

/// Opens with the few drivers we know; shapefile text comes as raw bytes.
Dataset open(const LayerName& name) {
    register_drivers();
    const GdalMessages messages;
    const std::array<const char*, 5> drivers{"ESRI Shapefile", "GPKG", "GeoJSON", "FlatGeobuf",
                                             nullptr};
    const std::array<const char*, 2> options{"ENCODING=", nullptr};
    const bool is_shapefile = !sibling(name.path, "shx").empty() || name.path.ends_with(".shp");
    Dataset dataset(GDALDataset::Open(
        name.path.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR,
        drivers.data(), is_shapefile ? options.data() : nullptr, nullptr));
    if (!dataset) {
        throw Error(ErrorCode::input,
                    fmt::format("cannot read {}: {}", quote(name.given),
                                messages.failures.empty() ? "no accepted format"
                                                          : messages.failures.front()),
                    "a GeoPackage, Shapefile, GeoJSON or FlatGeobuf file");
    }
    return dataset;
}

OGRLayer& choose_layer(GDALDataset& dataset, const LayerName& name) {
    std::vector<OGRLayer*> spatial;
    std::string names;
    for (OGRLayer* layer : dataset.GetLayers()) {
        names += (names.empty() ? "" : ", ") + quote(layer->GetName());
        if (name.layer == layer->GetName() ||
            (dataset.GetLayerCount() == 1 && name.path.find("/vsizip/") == 0)) {
            return *layer;
        }
        if (layer->GetGeomType() != wkbNone) {
            spatial.push_back(layer);
        }
    }
    if (!name.layer.empty()) {
        throw Error(ErrorCode::input,
                    fmt::format("{} has no layer {} (layers: {})", quote(name.path),
                                quote(name.layer), names),
                    fmt::format("{}|layername=NAME", name.path));
    }
    if (spatial.size() != 1) {
        throw Error(ErrorCode::input,
                    fmt::format("{} has {} layers with geometry (layers: {})", quote(name.path),
                                spatial.size(), names),
                    fmt::format("{}|layername=NAME", name.path));
    }
    return *spatial.front();
}

std::optional<engine::Crs> crs_of(const OGRLayer& layer) {
    const OGRSpatialReference* reference = const_cast<OGRLayer&>(layer).GetSpatialRef();
    if (reference == nullptr) {
        return std::nullopt;
    }
    const char* name = reference->GetName();
    const std::string_view shown = name != nullptr ? name : "";
    if (shown.starts_with("Undefined") || shown == "unknown" || shown == "unnamed") {
        return std::nullopt;
    }
    const std::array<const char*, 2> options{"FORMAT=WKT2_2019", nullptr};
    char* text = nullptr;
    const OGRErr result = reference->exportToWkt(&text, options.data());
    const std::string wkt = result == OGRERR_NONE && text != nullptr ? text : "";
    CPLFree(text);
    return wkt.empty() ? std::nullopt : std::optional(engine::Crs{wkt});
}

bool is_number_type(OGRFieldType type) {
    return type == OFTInteger || type == OFTInteger64 || type == OFTReal;
}

Value value_of(const OGRFeature& feature, int field) {
    if (!feature.IsFieldSetAndNotNull(field)) {
        return {};
    }
    switch (feature.GetFieldDefnRef(field)->GetType()) {
    case OFTInteger:
    case OFTInteger64:
        return std::int64_t{feature.GetFieldAsInteger64(field)};
    case OFTReal:
        return feature.GetFieldAsDouble(field);
    default:
        return std::string(feature.GetFieldAsString(field));
    }
}

std::string first_line(const std::string& path) {
    std::string text = RawFile(path).read(64);
    return text.substr(0, text.find_first_of("\r\n", 0, 3));
}

} // namespace

const char* name_of(Shape shape) {
    switch (shape) {
    case Shape::none:
        return "nothing";
    case Shape::points:
        return "points";
    case Shape::lines:
        return "lines";
    case Shape::polygons:
        return "polygons";
    case Shape::mixed:
        return "several kinds of geometry";
    }
    return "";
}

struct VectorSource::Opened {
    LayerName name;
    Dataset dataset;
    OGRLayer* layer = nullptr;
    std::string layer_name;
    std::vector<Field> fields;
    std::optional<engine::Crs> crs;
    std::optional<DbfScan> dbf;
    std::optional<Encoding> encoding;
    TableEncodings encodings;
    std::vector<std::map<std::int64_t, std::string>> bad_numbers; ///< one per field, by feature id
    std::vector<engine::Finding> findings;

    void note(std::string kind, engine::Severity severity, engine::Message message) {
        findings.push_back({.kind = std::move(kind),
                            .severity = severity,
                            .message = std::move(message),
                            .source = name.given});
    }

    void check_raw_files();
    void decide_encodings(const std::string& forced);
    void list_fields();
    Value decoded(Value value, std::size_t field, std::int64_t fid) const;
    std::string encoding_of(std::size_t field) const; ///< empty where none fits
    Error unreadable(std::size_t field, const std::string& what) const;
};

/// Looks at the raw bytes of a shapefile, before any of them is believed.
void VectorSource::Opened::check_raw_files() {
    if (lower(name.path).ends_with(".shp")) {
        const std::string table = sibling(name.path, "dbf");
        if (!table.empty()) {
            dbf = scan_dbf(table);
        } else {
            note("table missing", engine::Severity::warning,
                 say("there is no .dbf file beside it: its features have no fields",
                     "旁边没有 .dbf 文件：其要素没有字段"));
        }
        check_shapefile(name.path, dbf ? dbf->records : -1);
        if (dbf && dbf->deleted > 0) {
            note("deleted records", engine::Severity::note,
                 say("{} records are marked as deleted and were left out",
                     "{} 条记录已标记为删除，未采用", dbf->deleted));
        }
    }
}

void VectorSource::Opened::decide_encodings(const std::string& forced) {
    if (!forced.empty() && !canonical_encoding(forced)) {
        throw Error(ErrorCode::usage, fmt::format("there is no encoding {}", quote(forced)),
                    "GBK, UTF-8, BIG5, CP1252");
    }
    if (!dbf) {
        return;
    }
    const std::string cpg_file = sibling(name.path, "cpg");
    const std::string cpg = cpg_file.empty() ? "" : first_line(cpg_file);
    TextEvidence all = dbf->column_names;
    for (const DbfColumn& column : dbf->columns) {
        all += column.text;
    }
    encoding = decide_encoding(all, forced, cpg, dbf->language_byte);
    const auto of_names =
        encoding ? encoding : decide_encoding(dbf->column_names, forced, cpg, dbf->language_byte);
    // Tools that write text in GBK may leave the names of the fields in UTF-8.
    const bool are_utf8 = forced.empty() && dbf->column_names.is_utf8;
    encodings.names = of_names && !are_utf8 ? of_names->name : "UTF-8";
    for (std::size_t i = 0; !encoding && i < dbf->columns.size(); ++i) {
        encoding = decide_encoding(dbf->columns[i].text, forced, cpg, dbf->language_byte);
    }
    for (const DbfColumn& column : dbf->columns) {
        const auto own = column.text.is_ascii
                             ? encoding
                             : decide_encoding(column.text, forced, cpg, dbf->language_byte);
        // A column that fits no encoding does no harm as long as nobody asks for it.
        encodings.columns.push_back(
            own.value_or(Encoding{column.text.is_ascii ? "UTF-8" : "", {}}));
        if (own && encoding && own->name != encoding->name) {
            note("encoding", engine::Severity::warning,
                 say("the text of field {} is {}: {}", "字段 {} 的文字编码为 {}：{}",
                     quote(column.name), own->name, own->evidence));
        }
    }
    if (encoding && !all.is_ascii) {
        note("encoding", encoding->is_certain ? engine::Severity::note : engine::Severity::warning,
             say("its text is {}: {}", "其文字编码为 {}：{}", encoding->name, encoding->evidence));
    }
}

void VectorSource::Opened::list_fields() {
    const OGRFeatureDefn& definition = *layer->GetLayerDefn();
    const auto count = static_cast<std::size_t>(definition.GetFieldCount());
    for (std::size_t i = 0; i < count; ++i) {
        const OGRFieldDefn& field = *definition.GetFieldDefn(static_cast<int>(i));
        const std::string raw = field.GetNameRef();
        fields.push_back({decode(raw, dbf ? encodings.names : "UTF-8", true).value_or(raw),
                          is_number_type(field.GetType())});
    }
    bad_numbers.resize(count);
    if (dbf && dbf->columns.size() == count) {
        for (std::size_t i = 0; i < count; ++i) {
            for (const NotANumber& bad : dbf->columns[i].not_a_number) {
                bad_numbers[i].emplace(bad.record, bad.raw);
            }
        }
    }
}

Value VectorSource::Opened::decoded(Value value, std::size_t field, std::int64_t fid) const {
    if (const auto bad = bad_numbers[field].find(fid); bad != bad_numbers[field].end()) {
        return BadNumber{bad->second};
    }
    const auto* raw = std::get_if<std::string>(&value);
    if (raw == nullptr) {
        return value;
    }
    const std::string from = encoding_of(field);
    const bool may_be_cut = dbf && field < dbf->columns.size() &&
                            static_cast<int>(raw->size()) >= dbf->columns[field].width;
    auto text = from.empty() ? std::nullopt : decode(*raw, from, may_be_cut);
    if (!text) {
        throw unreadable(field, fmt::format("the text {} of feature {} in {}", quote(*raw), fid,
                                            quote(name.given)));
    }
    return *std::move(text);
}

/// Formats other than dBASE have their text in UTF-8.
std::string VectorSource::Opened::encoding_of(std::size_t field) const {
    return dbf && field < encodings.columns.size() ? encodings.columns[field].name : "UTF-8";
}

Error VectorSource::Opened::unreadable(std::size_t field, const std::string& what) const {
    const std::string from = encoding_of(field);
    return {ErrorCode::input,
            fmt::format("cannot read {}, field {}: {}", what, quote(fields[field].name),
                        from.empty()
                            ? "no encoding is declared, and it is neither UTF-8 nor GB18030"
                            : "it is not " + from),
            "--encoding with the encoding that the file was written in, such as BIG5 or CP1252"};
}

VectorSource::VectorSource(const LayerName& name, const std::string& encoding)
    : m_opened(std::make_unique<Opened>()) {
    Opened& opened = *m_opened;
    const GdalMessages messages; // a library says what is wrong with a .prj as late as it is asked
    opened.name = name;
    opened.check_raw_files();
    opened.decide_encodings(encoding);
    opened.dataset = open(name);
    opened.layer = &choose_layer(*opened.dataset, name);
    opened.layer_name = opened.layer->GetName();
    opened.crs = crs_of(*opened.layer);
    opened.list_fields();
    for (const auto& said : {messages.failures, messages.warnings}) {
        for (const std::string& message : said) {
            opened.note("library warning", engine::Severity::warning, {message, message});
        }
    }
}

VectorSource::~VectorSource() = default;
VectorSource::VectorSource(VectorSource&&) noexcept = default;

const std::string& VectorSource::given() const {
    return m_opened->name.given;
}
const LayerName& VectorSource::file() const {
    return m_opened->name;
}
const std::string& VectorSource::layer_name() const {
    return m_opened->layer_name;
}
const std::vector<Field>& VectorSource::fields() const {
    return m_opened->fields;
}
const std::optional<engine::Crs>& VectorSource::crs() const {
    return m_opened->crs;
}
const std::optional<Encoding>& VectorSource::encoding() const {
    return m_opened->encoding;
}
const TableEncodings& VectorSource::table_encodings() const {
    return m_opened->encodings;
}
void VectorSource::check_columns() const {
    const auto& columns = m_opened->encodings.columns;
    const auto unknown = std::find_if(columns.begin(), columns.end(),
                                      [](const Encoding& column) { return column.name.empty(); });
    if (unknown != columns.end()) {
        throw m_opened->unreadable(static_cast<std::size_t>(unknown - columns.begin()),
                                   "the text of " + quote(given()));
    }
}
const std::vector<engine::Finding>& VectorSource::findings() const {
    return m_opened->findings;
}

bool VectorSource::is_of_lines() const {
    const OGRwkbGeometryType type = OGR_GT_Flatten(m_opened->layer->GetGeomType());
    return type == wkbLineString || type == wkbMultiLineString;
}

std::optional<std::size_t> VectorSource::find_field(const std::string& name) const {
    const auto& all = m_opened->fields;
    auto found = std::find_if(all.begin(), all.end(),
                              [&](const Field& field) { return field.name == name; });
    if (found == all.end()) {
        found = std::find_if(all.begin(), all.end(),
                             [&](const Field& field) { return lower(field.name) == lower(name); });
    }
    return found == all.end() ? std::nullopt
                              : std::optional(static_cast<std::size_t>(found - all.begin()));
}

void VectorSource::read(const std::vector<std::size_t>& fields,
                        const std::function<void(Feature&&)>& take) {
    Opened& opened = *m_opened;
    GdalMessages messages;
    std::int64_t count = 0;
    for (const OGRFeatureUniquePtr& source : *opened.layer) {
        Feature feature;
        feature.fid = source->GetFID();
        if (const OGRGeometry* geometry = source->GetGeometryRef()) {
            add_geometry(*geometry, feature);
        }
        for (const std::size_t field : fields) {
            feature.values.push_back(
                opened.decoded(value_of(*source, static_cast<int>(field)), field, feature.fid));
        }
        if (!messages.failures.empty()) {
            break;
        }
        take(std::move(feature));
        ++count;
    }
    if (!messages.failures.empty()) {
        throw Error(ErrorCode::input,
                    fmt::format("cannot read {} beyond feature {}: {}", quote(opened.name.given),
                                count, messages.failures.front()),
                    "a whole copy of the file, or the layer exported anew");
    }
    if (opened.dbf && count != opened.dbf->records - opened.dbf->deleted) {
        throw Error(ErrorCode::input,
                    fmt::format("{} has {} records, but {} features could be read",
                                quote(opened.name.given), opened.dbf->records - opened.dbf->deleted,
                                count),
                    "a whole copy of the file, or the layer exported anew");
    }
    for (const std::string& warning : messages.warnings) {
        opened.note("library warning", engine::Severity::note, {warning, warning});
    }
}

std::vector<std::string> layer_names(const LayerName& file) {
    const Dataset dataset = open(file);
    std::vector<std::string> names;
    for (OGRLayer* layer : dataset->GetLayers()) {
        names.emplace_back(layer->GetName());
    }
    return names;
}

std::optional<std::string> layer_of_plan(const std::string& given, const std::string& layer) {
    const LayerName name = find_layer(given);
    if (!name.layer.empty()) {
        return std::nullopt;
    }
    const std::vector<std::string> layers = layer_names(name);
    const auto has = [&](const std::string& wanted) {
        return std::find(layers.begin(), layers.end(), wanted) != layers.end();
    };
    return has("grids") && has(layer) ? std::optional(given + "|layername=" + layer) : std::nullopt;
}

} // namespace evengrid::io
