#pragma once

#include <string>
#include <vector>

namespace evengrid::io {

/// Catches what GDAL says on this thread, which would go to stderr, from its making to its end.
/// GDAL often goes on after a failure and reports success; only its messages tell.
class GdalMessages {
public:
    GdalMessages();
    ~GdalMessages();
    GdalMessages(const GdalMessages&) = delete;
    GdalMessages& operator=(const GdalMessages&) = delete;

    std::vector<std::string> warnings;
    std::vector<std::string> failures;
};

} // namespace evengrid::io
