#pragma once

#include <algorithm>
#include <string_view>

namespace evengrid::io {

/// The text without the blanks around it.
constexpr std::string_view trimmed(std::string_view text, std::string_view blanks = " \t") {
    // By hand: the searches of string_view call memchr for every character.
    const auto is_blank = [blanks](char c) {
        return std::find(blanks.begin(), blanks.end(), c) != blanks.end();
    };
    while (!text.empty() && is_blank(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back()))
        text.remove_suffix(1);
    return text;
}

} // namespace evengrid::io
