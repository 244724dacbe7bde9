#pragma once

#include "engine/geometry/geometry.hpp"
#include "engine/message.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace evengrid::engine {

enum class Severity {
    note,    ///< worth knowing; nothing was changed
    warning, ///< something was repaired or left out; the result holds
    error,   ///< a rule of the plan is broken
};

/// As the field `severity` says it: "note", "warning", "error".
std::string_view words(Severity severity);

/// Something found in the input or the result that a person should know.
struct Finding {
    std::string
        kind{}; ///< what it is, one of the words of docs/manual.md: "building outside units", ...
    Severity severity = Severity::note;
    Message message{};    ///< a sentence: what, the value, what was done about it
    std::string source{}; ///< file or layer, as the user named it; empty for the plan itself
    std::optional<std::int64_t> src_fid{}; ///< feature id in the source
    std::string unit_code{};               ///< unit concerned, where there is one
    std::optional<std::int64_t> grid_id{}; ///< grid concerned, where there is one
    std::optional<Point> place{};          ///< where to look, where there is a place
};

} // namespace evengrid::engine
