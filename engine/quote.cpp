#include "engine/quote.hpp"

#include "engine/utf8.hpp"

#include <fmt/format.h>

#include <cstdint>

namespace evengrid::engine {

namespace {

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
