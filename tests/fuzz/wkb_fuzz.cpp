// A geometry of any bytes, as a GeoPackage holds it, is read or refused, and what is read can be
// made valid. An input is the blob of one feature (OGC 12-128r18, 2.1.3: a header and WKB).

#include "engine/error.hpp"
#include "engine/geometry/geos.hpp"
#include "io/files/drivers.hpp"
#include "io/files/vector_source.hpp"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <ogrsf_frmts.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>

using namespace evengrid;

namespace {

constexpr const char* path = "/vsimem/wkb.gpkg";

void execute(GDALDataset& dataset, const std::string& statement) {
    dataset.ReleaseResultSet(dataset.ExecuteSQL(statement.c_str(), nullptr, nullptr));
}

/// A GeoPackage of one feature, made once; its geometry is what changes.
GDALDataset& geopackage() {
    static const GDALDatasetUniquePtr dataset = [] {
        io::register_drivers();
        CPLSetConfigOption("OGR_SQLITE_SYNCHRONOUS", "OFF");
        GDALDatasetUniquePtr made(GetGDALDriverManager()->GetDriverByName("GPKG")->Create(
            path, 0, 0, 0, GDT_Unknown, nullptr));
        char** options = CSLSetNameValue(nullptr, "SPATIAL_INDEX", "NO");
        OGRLayer* layer = made->CreateLayer("shapes", nullptr, wkbUnknown, options);
        CSLDestroy(options);
        OGRFeature feature(layer->GetLayerDefn());
        if (layer->CreateFeature(&feature) != OGRERR_NONE) {
            std::abort();
        }
        made->FlushCache(false); // other readers find the table
        return made;
    }();
    return *dataset;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    if (size > 100'000) {
        return 0;
    }
    char* digits = CPLBinaryToHex(static_cast<int>(size), bytes);
    execute(geopackage(), std::string("UPDATE shapes SET geom = x'") + digits + "'");
    CPLFree(digits);
    try {
        io::VectorSource source({"wkb.gpkg", path, "shapes"}, "");
        source.read({}, [](const io::Feature& feature) {
            if (feature.is_on_earth && engine::invalidity(engine::make_valid(feature.polygons))) {
                std::abort();
            }
        });
    } catch (const engine::Error&) {
        return 0;
    }
    return 0;
}
