#include "engine/finding.hpp"

namespace evengrid::engine {

std::string_view words(Severity severity) {
    switch (severity) {
    case Severity::note:
        return "note";
    case Severity::warning:
        return "warning";
    case Severity::error:
        return "error";
    }
    return "";
}

} // namespace evengrid::engine
