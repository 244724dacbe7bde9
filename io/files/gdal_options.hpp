#pragma once

#include <string>
#include <vector>

namespace evengrid::io {

/// Configuration options of GDAL that hold for this thread and as long as this lives.
class GdalOptions {
public:
    GdalOptions() = default;
    ~GdalOptions();
    GdalOptions(const GdalOptions&) = delete;
    GdalOptions& operator=(const GdalOptions&) = delete;

    void set(const std::string& name, const std::string& value);

private:
    std::vector<std::string> m_names;
};

} // namespace evengrid::io
