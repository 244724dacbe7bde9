#pragma once

#include <string_view>

namespace evengrid::io {

/// What the pictures and manuals speak. The page for a browser speaks both.
enum class Language { english, chinese };

/// Chooses the phrase of the language: `say("People", "人口")`.
struct Speech {
    Language language = Language::english;

    std::string_view operator()(std::string_view english, std::string_view chinese) const {
        return language == Language::chinese ? chinese : english;
    }
};

} // namespace evengrid::io
