#pragma once

#include <span>
#include <string_view>

namespace evengrid::io {

/// A word of a plan's fields, which are English, and what it is in Chinese.
struct Kind {
    std::string_view name; ///< as the field has it; docs/manual.md says what it means
    std::string_view chinese;
};

/// Why a grid is out of bounds: the field `reason` of the grids, and kinds of findings.
std::span<const Kind> reasons();

/// All other kinds of findings.
std::span<const Kind> finding_kinds();

/// What breaks a rule of every plan, as `evengrid validate` says it.
std::span<const Kind> verdict_kinds();

} // namespace evengrid::io
