#include "io/files/gdal_options.hpp"

#include <cpl_conv.h>

namespace evengrid::io {

GdalOptions::~GdalOptions() {
    for (const std::string& name : m_names) {
        CPLSetThreadLocalConfigOption(name.c_str(), nullptr);
    }
}

void GdalOptions::set(const std::string& name, const std::string& value) {
    CPLSetThreadLocalConfigOption(name.c_str(), value.c_str());
    m_names.push_back(name);
}

} // namespace evengrid::io
