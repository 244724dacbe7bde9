#include "io/cli/environment.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include <unistd.h>

namespace evengrid::io::cli {

namespace {

constexpr std::array<std::string_view, 11> prefixes{"GDAL_",   "OGR_",     "OSR_",    "CPL_",
                                                    "SHAPE_",  "DBF_",     "SQLITE_", "PROJ_",
                                                    "CENTER_", "GEOJSON_", "VSI"};
constexpr std::array<std::string_view, 3> kept{"GDAL_DATA", "PROJ_LIB", "PROJ_DATA"};

bool is_setting(std::string_view name) {
    return std::find(kept.begin(), kept.end(), name) == kept.end() &&
           std::any_of(prefixes.begin(), prefixes.end(),
                       [&](std::string_view prefix) { return name.starts_with(prefix); });
}

} // namespace

void forget_library_settings() {
    std::vector<std::string> settings;
    for (char** entry = environ; *entry != nullptr; ++entry) {
        const std::string_view text(*entry);
        const std::string_view name = text.substr(0, text.find('='));
        if (is_setting(name)) {
            settings.emplace_back(name);
        }
    }
    for (const std::string& name : settings) {
        unsetenv(name.c_str());
    }
    setenv("GDAL_CONFIG_FILE", "/dev/null", 1); // else files of the machine and the user are read
}

} // namespace evengrid::io::cli
