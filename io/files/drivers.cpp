#include "io/files/drivers.hpp"

#include <gdal_frmts.h>
#include <ogrsf_frmts.h>

#include <mutex>

namespace evengrid::io {

void register_drivers() {
    static std::once_flag once;
    std::call_once(once, [] {
        RegisterOGRShape();
        RegisterOGRGeoPackage();
        RegisterOGRGeoJSON();
        RegisterOGRFlatGeobuf();
        GDALRegister_GTiff();
    });
}

} // namespace evengrid::io
