#include "io/files/vector_target.hpp"

#include "engine/error.hpp"
#include "engine/quote.hpp"
#include "io/files/drivers.hpp"
#include "io/files/field_names.hpp"
#include "io/files/gdal_messages.hpp"
#include "io/files/gdal_options.hpp"
#include "io/files/ogr_digest.hpp"
#include "io/files/ogr_shapes.hpp"
#include "io/files/ogr_values.hpp"
#include "io/files/ogr_way.hpp"
#include "io/files/personal_fields.hpp"
#include "io/files/write_file.hpp"

#include <fmt/format.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <cstdlib>
#include <ctime>
#include <map>

namespace evengrid::io {

using engine::quote;

namespace {

constexpr std::size_t longest_name = 60; ///< bytes; more than any format but the shapefile minds

/// Whether the driver can write a field of this type.
bool can_write(GDALDriver& driver, const OGRFieldDefn& field) {
    const char* types = driver.GetMetadataItem(GDAL_DMD_CREATIONFIELDDATATYPES);
    const CPLStringList known(CSLTokenizeString2(types ? types : "", " ", 0));
    return known.FindString(OGRFieldDefn::GetFieldTypeName(field.GetType())) >= 0;
}

/// Takes the geometry out of a feature; null where there is none that can be used.
std::unique_ptr<OGRGeometry> mended_geometry(OGRFeature& feature) {
    std::unique_ptr<OGRGeometry> geometry(feature.StealGeometry());
    return geometry ? mended(std::move(geometry)) : nullptr;
}

/// The type that holds all geometries of a layer when they are mended. A shapefile says polygon or
/// line also where some have several parts.
OGRwkbGeometryType common_type(OGRLayer& layer) {
    const OGRwkbGeometryType declared = layer.GetGeomType();
    const OGRwkbGeometryType flat = wkbFlatten(declared);
    if (flat != wkbPolygon && flat != wkbLineString) {
        return declared;
    }
    bool has_multi = false;
    for (const OGRFeatureUniquePtr& feature : layer) {
        const auto geometry = mended_geometry(*feature);
        has_multi = has_multi || (geometry && wkbFlatten(geometry->getGeometryType()) != flat);
    }
    return has_multi ? OGR_GT_GetCollection(declared) : declared;
}

/// The name of a field as people read it.
std::string name_of(const OGRFieldDefn& field, const TableEncodings& table) {
    const std::string raw = field.GetNameRef();
    return table.columns.empty() ? raw : decode(raw, table.names, true).value_or(raw);
}

/// The text of a field of a table, which comes as raw bytes.
std::string text_of(OGRFeature& feature, int field, const TableEncodings& table) {
    const std::string raw = feature.GetFieldAsString(field);
    const OGRFieldDefn& column = *feature.GetFieldDefnRef(field);
    const std::string& encoding = table.columns[static_cast<std::size_t>(field)].name;
    const bool may_be_cut = static_cast<int>(raw.size()) >= column.GetWidth();
    auto text = encoding.empty() ? std::nullopt : decode(raw, encoding, may_be_cut);
    if (!text) {
        throw engine::Error(
            engine::ErrorCode::input,
            fmt::format("cannot copy the text {} of feature {}, field {}: it is not {}", quote(raw),
                        feature.GetFID(), quote(name_of(column, table)),
                        encoding.empty() ? "in any encoding known" : encoding),
            "--encoding with the encoding that the file was written in, such as BIG5 or CP1252");
    }
    return *std::move(text);
}

/// Copies the fields of a feature; one whose type the copy does not have becomes text.
/// \param fields of `from` that the first fields of `to` are copies of
void copy_fields(OGRFeature& from, OGRFeature& to, const std::vector<int>& fields,
                 const TableEncodings& table) {
    int copy = -1;
    for (const int i : fields) {
        ++copy;
        if (!from.IsFieldSet(i)) {
            continue;
        }
        if (from.IsFieldNull(i)) {
            to.SetFieldNull(copy);
        } else if (from.GetFieldDefnRef(i)->GetType() == OFTString && !table.columns.empty()) {
            to.SetField(copy, text_of(from, i, table).c_str());
        } else if (from.GetFieldDefnRef(i)->GetType() == to.GetFieldDefnRef(copy)->GetType()) {
            to.SetField(copy, from.GetRawFieldRef(i));
        } else {
            char* json = from.GetFieldAsSerializedJSon(i);
            to.SetField(copy, json ? json : from.GetFieldAsString(i));
            CPLFree(json);
        }
    }
}

/// What each field of a layer seems to tell of single persons (`personal_kind`).
std::vector<std::string_view> personal_kinds(OGRLayer& layer, const TableEncodings& table) {
    constexpr int most = 1000; // features looked at
    const OGRFeatureDefn& schema = *layer.GetLayerDefn();
    const auto count = static_cast<std::size_t>(schema.GetFieldCount());
    std::vector<std::vector<std::string>> values(count);
    int seen = 0;
    for (const OGRFeatureUniquePtr& feature : layer) {
        for (std::size_t i = 0; i < count; ++i) {
            if (feature->IsFieldSetAndNotNull(static_cast<int>(i))) {
                values[i].emplace_back(feature->GetFieldAsString(static_cast<int>(i)));
            }
        }
        if (++seen == most) {
            break;
        }
    }
    std::vector<std::string_view> kinds;
    for (std::size_t i = 0; i < count; ++i) {
        const OGRFieldDefn& field = *schema.GetFieldDefn(static_cast<int>(i));
        kinds.push_back(
            personal_kind(name_of(field, table), field.GetType() == OFTString, values[i]));
    }
    return kinds;
}

/// Where the library keeps in memory what goes to a path.
std::filesystem::path in_memory(const std::filesystem::path& path) {
    return "/vsimem" + std::filesystem::absolute(path).string();
}

} // namespace

std::string file_date() {
    const char* epoch = std::getenv("SOURCE_DATE_EPOCH");
    const std::time_t seconds =
        epoch ? static_cast<std::time_t>(std::strtoll(epoch, nullptr, 10)) : 0;
    std::tm date{};
    gmtime_r(&seconds, &date);
    return fmt::format("{:04}-{:02}-{:02}", date.tm_year + 1900, date.tm_mon + 1, date.tm_mday);
}

struct VectorTarget::State {
    std::filesystem::path path;
    const PlanFormatTraits& format;
    std::string shapefile_encoding;
    /// What the library writes: the file itself, or, for a folder, files in memory. Formats of one
    /// layer a file are written by code that passes over failing writes (a shapefile with damaged
    /// records was reported as a success), and they round numbers and text, so that reading back
    /// cannot tell; what stands in memory is brought to the disk by our own hands.
    std::filesystem::path draft = format.is_folder ? in_memory(path) : path;
    const PlanFormatTraits* layer_format = &format; ///< of the layer begun last
    std::filesystem::path file{};                   ///< of the layer begun last
    OGRSpatialReference crs{};
    GdalMessages messages{};
    GdalOptions gdal_options{};
    GDALDatasetUniquePtr dataset{};
    OGRLayer* layer = nullptr;
    std::map<std::string, OgrDigest> written{};     ///< by layer
    std::map<std::string, std::int64_t> left_out{}; ///< by layer

    /// \param what was tried: "write to the layer grids"
    /// \throws engine::Error (output) when an error was reported since the target was made.
    void check(const std::string& what) const;
    [[noreturn]] void fail(const std::string& what) const;

    void choose_file(const std::string& layer_name, OGRwkbGeometryType type);
    void open();
    void close();
    void begin(const std::string& name, OGRwkbGeometryType type, FieldNames names);
    void create_field(OGRFieldDefn& field);
    void create_fields(const std::vector<WrittenField>& fields);
    void add(OGRFeature& feature);
    void copy_features(OGRLayer& from, const std::vector<int>& fields, const LayerToCopy& source,
                       const std::function<std::vector<WrittenValue>(std::int64_t)>& values);
    void read_back() const;
    void write_drafts() const;

    ~State() {
        dataset.reset();
        if (format.is_folder) {
            VSIRmdirRecursive(draft.c_str());
        }
    }
};

void VectorTarget::State::check(const std::string& what) const {
    if (!messages.failures.empty()) {
        fail(what);
    }
}

void VectorTarget::State::fail(const std::string& what) const {
    throw engine::Error(
        engine::ErrorCode::output,
        fmt::format("cannot {}: GDAL says {}", what,
                    messages.failures.empty() ? "nothing" : quote(messages.failures.front())),
        "room and rights in the folder of --output, or another --format");
}

void VectorTarget::State::choose_file(const std::string& layer_name, OGRwkbGeometryType type) {
    // FlatGeobuf has no room for features without a shape; the library drops them without a word.
    const bool may_lack_shapes = type == wkbNone || type == wkbPoint;
    const bool other = format.format == PlanFormat::flatgeobuf && may_lack_shapes;
    layer_format = other ? &traits(PlanFormat::geojson) : &format;
    file = format.is_folder ? draft / (layer_name + std::string(layer_format->extension)) : draft;
    if (format.format == PlanFormat::shapefile && type == wkbNone) {
        file.replace_extension(".dbf");
    }
}

void VectorTarget::State::open() {
    const std::string driver_name(layer_format->driver);
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName(driver_name.c_str());
    if (!driver) {
        fail("write " + driver_name + " with this build of it");
    }
    dataset.reset(driver->Create(file.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    check("create " + quote(file.string()));
    if (dataset->TestCapability(ODsCTransactions) && dataset->StartTransaction() != OGRERR_NONE) {
        fail("begin writing " + quote(file.string()));
    }
}

void VectorTarget::State::close() {
    if (dataset && dataset->TestCapability(ODsCTransactions) &&
        dataset->CommitTransaction() != OGRERR_NONE) {
        fail("complete the layers");
    }
    layer = nullptr;
    dataset.reset();
    check("complete the layers");
}

void VectorTarget::State::begin(const std::string& name, OGRwkbGeometryType type,
                                FieldNames names) {
    if (format.is_folder) {
        close();
    }
    choose_file(name, type);
    if (!dataset) {
        open();
    }
    CPLStringList options;
    switch (layer_format->format) {
    case PlanFormat::geopackage:
        options.SetNameValue("FID", names.take(name == "layer_styles" ? "id" : "fid").c_str());
        options.SetNameValue("GEOMETRY_NAME", names.take("geom").c_str());
        break;
    case PlanFormat::shapefile:
        options.SetNameValue("ENCODING", shapefile_encoding.c_str());
        options.SetNameValue("DBF_DATE_LAST_UPDATE", file_date().c_str());
        break;
    case PlanFormat::geojson: // nine decimals of a degree are a tenth of a millimetre
        options.SetNameValue("RFC7946", "YES");
        options.SetNameValue("COORDINATE_PRECISION", "9");
        break;
    case PlanFormat::flatgeobuf:
        break;
    }
    layer =
        dataset->CreateLayer(name.c_str(), type == wkbNone ? nullptr : &crs, type, options.List());
    if (!layer) {
        fail("create the layer " + quote(name));
    }
}

void VectorTarget::State::create_field(OGRFieldDefn& field) {
    if (layer->CreateField(&field, FALSE) != OGRERR_NONE) {
        fail("create the field " + quote(field.GetNameRef()));
    }
}

void VectorTarget::State::create_fields(const std::vector<WrittenField>& fields) {
    for (const WrittenField& field : fields) {
        OGRFieldDefn definition(field.name.c_str(), ogr_type(field.type));
        definition.SetSubType(field.type == WrittenType::boolean ? OFSTBoolean : OFSTNone);
        create_field(definition);
    }
}

void VectorTarget::State::add(OGRFeature& feature) {
    if (layer_format->format == PlanFormat::flatgeobuf && !feature.GetGeometryRef()) {
        ++left_out[layer->GetName()];
        return;
    }
    const auto digest =
        written.try_emplace(layer->GetName(), file, layer_format->is_exact, *layer->GetLayerDefn());
    digest.first->second.add(feature);
    if (layer->CreateFeature(&feature) != OGRERR_NONE) {
        fail("write to the layer " + quote(layer->GetName()));
    }
    check("write to the layer " + quote(layer->GetName()));
}

void VectorTarget::State::copy_features(
    OGRLayer& from, const std::vector<int>& fields, const LayerToCopy& source,
    const std::function<std::vector<WrittenValue>(std::int64_t)>& values) {
    OGRSpatialReference assumed;
    assumed.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    assumed.importFromWkt(source.crs.wkt.c_str());
    const OGRSpatialReference* said = from.GetSpatialRef();
    const OgrWay to_target(said != nullptr ? *said : assumed, crs, source.shift);
    check("find the way to the coordinate reference system of the plan");
    const OGRwkbGeometryType type = layer->GetGeomType();
    const bool is_multi = OGR_GT_IsSubClassOf(type, wkbGeometryCollection) != 0;
    for (const OGRFeatureUniquePtr& feature : from) {
        OGRFeature copy(layer->GetLayerDefn());
        copy_fields(*feature, copy, fields, source.table);
        int field = static_cast<int>(fields.size());
        for (const WrittenValue& value : values(feature->GetFID())) {
            set_value(copy, field++, value);
        }
        auto geometry = mended_geometry(*feature);
        if (geometry && !to_target.take(*geometry)) {
            fail(fmt::format("bring feature {} to the plan's coordinate reference system",
                             feature->GetFID()));
        }
        if (geometry && is_multi) {
            geometry.reset(OGRGeometryFactory::forceTo(geometry.release(), type));
        }
        copy.SetGeometryDirectly(geometry.release());
        add(copy);
    }
    check("read " + quote(from.GetName()));
}

void VectorTarget::State::read_back() const {
    for (const auto& [name, digest] : written) {
        const GDALDatasetUniquePtr again(GDALDataset::Open(
            digest.file.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR));
        check("read back " + quote(digest.file.string()));
        OgrDigest found = digest;
        found.features = 0;
        found.sum = 0;
        if (OGRLayer* layer_again = again->GetLayerByName(name.c_str())) {
            for (const OGRFeatureUniquePtr& feature : *layer_again) {
                found.add(*feature);
            }
        }
        check("read back " + quote(digest.file.string()));
        if (found.features != digest.features || found.sum != digest.sum) {
            fail("read the layer " + quote(name) + " back as it was written");
        }
    }
}

/// Brings the files that stand in memory to the disk.
void VectorTarget::State::write_drafts() const {
    const CPLStringList names(VSIReadDir(draft.c_str()));
    for (int i = 0; i < names.size(); ++i) {
        const char* name = names[i];
        vsi_l_offset size = 0;
        const GByte* bytes = VSIGetMemFileBuffer((draft / name).c_str(), &size, FALSE);
        write_file(path / name,
                   {reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size)});
    }
}

VectorTarget::VectorTarget(std::filesystem::path path, PlanFormat format, const engine::Crs& crs,
                           std::string shapefile_encoding)
    : m_state(new State{.path = std::move(path),
                        .format = traits(format),
                        .shapefile_encoding = std::move(shapefile_encoding)}) {
    register_drivers();
    // The files are in place only when complete, so that the database need not guard itself.
    m_state->gdal_options.set("OGR_CURRENT_DATE", file_date() + "T00:00:00.000Z");
    m_state->gdal_options.set("OGR_SQLITE_SYNCHRONOUS", "OFF");
    m_state->gdal_options.set("OGR_SQLITE_JOURNAL", "MEMORY");
    m_state->crs.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    m_state->crs.importFromWkt(crs.wkt.c_str());
    m_state->check("understand the coordinate reference system");
}

VectorTarget::~VectorTarget() = default;

void VectorTarget::begin_layer(const std::string& name, WrittenShapeKind kind, bool multi,
                               const std::vector<WrittenField>& fields) {
    FieldNames names(longest_name);
    for (const WrittenField& field : fields) {
        names.reserve(field.name);
    }
    m_state->begin(name, ogr_type(kind, multi), names);
    m_state->create_fields(fields);
}

void VectorTarget::add(const std::vector<WrittenValue>& values, const WrittenShape& shape) {
    OGRFeature feature(m_state->layer->GetLayerDefn());
    for (std::size_t i = 0; i < values.size(); ++i) {
        set_value(feature, static_cast<int>(i), values[i]);
    }
    feature.SetGeometryDirectly(ogr_geometry(shape, m_state->layer->GetGeomType()).release());
    m_state->add(feature);
}

std::vector<ChangedField>
VectorTarget::copy_layer(const std::string& name, const LayerToCopy& source,
                         const std::vector<WrittenField>& further,
                         const std::function<std::vector<WrittenValue>(std::int64_t)>& values) {
    CPLStringList options;
    if (!source.table.columns.empty()) {
        options.SetNameValue("ENCODING", ""); // raw bytes
    }
    const GDALDatasetUniquePtr from(GDALDataset::Open(
        source.path.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR, nullptr,
        options.List()));
    m_state->check("read " + quote(source.path));
    OGRLayer* layer = source.layer_name.empty() ? from->GetLayer(0)
                                                : from->GetLayerByName(source.layer_name.c_str());
    if (!layer) {
        m_state->fail("find the layer to copy in " + quote(source.path));
    }
    FieldNames names(m_state->format.format == PlanFormat::shapefile ? 10 : longest_name);
    for (const WrittenField& field : further) {
        names.reserve(field.name);
    }
    const OGRFeatureDefn& schema = *layer->GetLayerDefn();
    FieldNames all_names = names;
    for (int i = 0; i < schema.GetFieldCount(); ++i) {
        all_names.reserve(name_of(*schema.GetFieldDefn(i), source.table));
    }
    m_state->begin(name, common_type(*layer), all_names);
    std::vector<ChangedField> changed;
    std::vector<int> fields;
    const std::vector<std::string_view> kinds = personal_kinds(*layer, source.table);
    for (int i = 0; i < schema.GetFieldCount(); ++i) {
        OGRFieldDefn field(schema.GetFieldDefn(i));
        const std::string old_name = name_of(field, source.table);
        if (const auto kind = kinds[static_cast<std::size_t>(i)];
            !kind.empty() && !source.keep_personal) {
            changed.push_back(
                {old_name, old_name,
                 engine::say("not copied, for it seems to hold {}; "
                             "--keep-personal-fields copies it",
                             "未复制，因其似乎含有{}；用 --keep-personal-fields 可复制",
                             engine::Message{std::string(kind), "个人信息"})});
            continue;
        }
        fields.push_back(i);
        const std::string new_name = names.take(old_name);
        field.SetName(new_name.c_str());
        if (new_name != old_name) {
            changed.push_back({old_name, new_name,
                               engine::say("the name is taken, or too long for the format",
                                           "该名称已被占用，或对该格式过长")});
        }
        if (!can_write(*m_state->dataset->GetDriver(), field)) {
            const char* type = OGRFieldDefn::GetFieldTypeName(field.GetType());
            changed.push_back({old_name, new_name,
                               engine::say("the format has no {}; it is text now",
                                           "该格式没有 {} 类型；现为文字", type)});
            field.SetSubType(OFSTNone);
            field.SetType(OFTString);
        }
        m_state->create_field(field);
    }
    m_state->create_fields(further);
    m_state->copy_features(*layer, fields, source, values);
    return changed;
}

const std::map<std::string, std::int64_t>& VectorTarget::left_out() const {
    return m_state->left_out;
}

void VectorTarget::finish() {
    m_state->close();
    m_state->read_back();
    if (m_state->format.is_folder) {
        m_state->write_drafts();
    }
}

} // namespace evengrid::io
