#include "engine/quote.hpp"

#include <fmt/format.h>

#include <cstdint>

namespace evengrid::engine {

namespace {

struct Decoded {
    std::uint32_t code_point;
    std::size_t bytes; ///< 0 where the text is not UTF-8
};

Decoded decode_utf8(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = byte(0);
    if (lead < 0x80) {
        return {lead, 1};
    }
    const std::size_t bytes = lead >= 0xC2 && lead < 0xE0 ? 2 : lead >= 0xE0 && lead < 0xF0 ? 3 : lead >= 0xF0 && lead < 0xF5 ? 4 : 0;
    if (bytes == 0 || text.size() < bytes) {
        return {0, 0};
    }
    std::uint32_t code_point = lead & (0xFFu >> (bytes + 1));
    for (std::size_t i = 1; i < bytes; ++i) {
        if ((byte(i) & 0xC0) != 0x80) {
            return {0, 0};
        }
        code_point = code_point << 6 | (byte(i) & 0x3Fu);
    }
    const bool overlong = (bytes == 3 && code_point < 0x800) || (bytes == 4 && code_point < 0x10000);
    const bool surrogate = code_point >= 0xD800 && code_point < 0xE000;
    return overlong || surrogate || code_point > 0x10FFFF ? Decoded{0, 0} : Decoded{code_point, bytes};
}

/// Characters that a terminal acts on instead of showing: controls, and those that turn the
/// direction of the text around them (Unicode Technical Report 36, section 2.10).
bool acts_on_terminal(std::uint32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x061C || (c >= 0x200B && c <= 0x200F) ||
           (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

} // namespace

std::string quote(std::string_view text) {
    constexpr int longest = 80;
    std::string quoted = "\"";
    int shown = 0;
    for (; !text.empty() && shown < longest; ++shown) {
        const auto [code_point, bytes] = decode_utf8(text);
        if (bytes == 0) {
            quoted += fmt::format("\\x{:02x}", static_cast<unsigned char>(text[0]));
        } else if (acts_on_terminal(code_point)) {
            quoted += fmt::format("\\u{{{:x}}}", code_point);
        } else {
            if (code_point == '"' || code_point == '\\') {
                quoted += '\\';
            }
            quoted += text.substr(0, bytes);
        }
        text.remove_prefix(bytes == 0 ? 1 : bytes);
    }
    return quoted + (text.empty() ? "\"" : "…\"");
}

} // namespace evengrid::engine
