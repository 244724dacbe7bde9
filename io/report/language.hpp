#pragma once

#include "engine/message.hpp"

#include <string_view>

namespace evengrid::io {

/// What the pictures and manuals speak. The page for a browser speaks both.
enum class Language { english, chinese };

/// As `--lang` names them: "en", "zh".
inline Language language_named(std::string_view code) {
    return code == "zh" ? Language::chinese : Language::english;
}

/// Chooses the phrase of the language: `say("People", "人口")`.
struct Speech {
    Language language = Language::english;

    std::string_view operator()(std::string_view english, std::string_view chinese) const {
        return language == Language::chinese ? chinese : english;
    }
    /// What an old plan does not say in Chinese stands in English.
    std::string_view operator()(const engine::Message& message) const {
        return (*this)(message.english,
                       message.chinese.empty() ? message.english : message.chinese);
    }
};

} // namespace evengrid::io
