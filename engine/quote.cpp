#include "engine/quote.hpp"

#include "engine/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

namespace evengrid::engine {

namespace {

/// Characters that a terminal acts on instead of showing: controls, and those that turn the
/// direction of the text around them (Unicode Technical Report 36, section 2.10). The no-break
/// space is among them, since it looks like another.
bool acts_on_terminal(std::uint32_t c) {
    return c < 0x20 || (c >= 0x7F && c <= 0xA0) || c == 0x061C || (c >= 0x200B && c <= 0x200F) ||
           (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

/// Takes the first character off a text and tells how it is shown.
std::string take_character(std::string_view& text) {
    const auto [code_point, bytes] = decode_utf8(text);
    const std::string_view taken = text.substr(0, std::max<std::size_t>(1, bytes));
    text.remove_prefix(taken.size());
    if (bytes == 0) {
        return fmt::format("\\x{:02x}", static_cast<unsigned char>(taken[0]));
    }
    return acts_on_terminal(code_point) ? fmt::format("\\u{{{:x}}}", code_point)
                                        : std::string(taken);
}

} // namespace

std::string quote(std::string_view text) {
    constexpr int longest = 80;
    std::string quoted = "\"";
    for (int shown = 0; !text.empty() && shown < longest; ++shown) {
        if (text[0] == '"' || text[0] == '\\') {
            quoted += '\\';
        }
        quoted += take_character(text);
    }
    return quoted + (text.empty() ? "\"" : "…\"");
}

std::string printable(std::string_view text) {
    std::string shown;
    while (!text.empty()) {
        if (text[0] == '\n') {
            shown += '\n';
            text.remove_prefix(1);
        } else {
            shown += take_character(text);
        }
    }
    return shown;
}

std::string printable_json(std::string_view json) {
    std::string shown;
    shown.reserve(json.size());
    while (!json.empty()) {
        const auto [code_point, bytes] = decode_utf8(json);
        const std::size_t taken = std::max<std::size_t>(1, bytes);
        if (acts_on_terminal(code_point) && code_point != '\n') {
            shown += fmt::format("\\u{:04x}", code_point);
        } else {
            shown += json.substr(0, taken);
        }
        json.remove_prefix(taken);
    }
    return shown;
}

} // namespace evengrid::engine
