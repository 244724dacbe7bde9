#pragma once

#include <algorithm>
#include <string>

namespace evengrid::io {

/// The text in small letters, of ASCII only: what it is does not depend on a language.
inline std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return text;
}

} // namespace evengrid::io
