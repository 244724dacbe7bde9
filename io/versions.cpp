#include "io/versions.hpp"

#include "engine/version.hpp"

#include <gdal.h>

namespace evengrid::io {

std::vector<std::pair<std::string, std::string>> versions() {
    std::vector<std::pair<std::string, std::string>> all{{"evengrid", engine::version()},
                                                         {"GDAL", GDALVersionInfo("RELEASE_NAME")}};
    for (auto& library : engine::library_versions()) {
        all.push_back(std::move(library));
    }
    return all;
}

} // namespace evengrid::io
