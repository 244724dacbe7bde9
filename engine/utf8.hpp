#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace evengrid::engine {

struct CodePoint {
    std::uint32_t value = 0;
    std::size_t bytes = 0; ///< 0 where the text is not UTF-8
};

/// The first character of a text that is not empty, read strictly: no overlong form, no surrogate
/// (Unicode Standard, table 3-7).
CodePoint decode_utf8(std::string_view text);

/// Whether all of a text is UTF-8.
bool is_utf8(std::string_view text);

} // namespace evengrid::engine
