#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace evengrid::engine {

/// Something said, in English and in Chinese; the latter is empty for what only a terminal shows.
struct Message {
    std::string english;
    std::string chinese;

    bool operator==(const Message&) const = default;
};

/// What a message tells: a number, text as it is in every language, or a part said in both.
class MessageValue {
public:
    MessageValue(std::integral auto number) : m_value(static_cast<std::int64_t>(number)) {}
    MessageValue(double number) : m_value(number) {}
    MessageValue(std::string text) : m_value(std::move(text)) {}
    MessageValue(std::string_view text) : m_value(std::string(text)) {}
    MessageValue(const char* text) : m_value(std::string(text)) {}
    MessageValue(Message part) : m_value(std::move(part)) {}

private:
    friend class MessageWriter;
    std::variant<std::int64_t, double, std::string, Message> m_value;
};

/// A sentence in one language with places for so many values, as fmt writes them: `{}` for the next
/// one, or `{1}` for the second, `{:.1f}` with a figure after the point. A form with more or fewer
/// places than there are values does not compile.
template <std::size_t value_count>
class MessageForm {
public:
    consteval MessageForm(const char* text) : m_text(text) {
        if (places_in(m_text) != value_count) {
            throw "the form has another number of places than there are values";
        }
    }
    constexpr std::string_view text() const { return m_text; }

private:
    static constexpr std::size_t places_in(std::string_view text) {
        std::size_t next = 0, numbered = 0;
        for (std::size_t i = 0; i + 1 < text.size(); ++i) {
            if (text[i] == '{' && text[i + 1] >= '0' && text[i + 1] <= '9') {
                const auto place = static_cast<std::size_t>(text[i + 1] - '0') + 1;
                numbered = place > numbered ? place : numbered;
            } else if (text[i] == '{') {
                ++next;
            }
        }
        if (next > 0 && numbered > 0) {
            throw "places are numbered either all or none";
        }
        return next + numbered;
    }

    std::string_view m_text;
};

/// The message that two forms make of the values. \throws what fmt does for a value of another type
/// than its place asks for.
Message written(std::string_view english, std::string_view chinese,
                const std::vector<MessageValue>& values);

/// Says one thing in both languages: `say("grid {} holds {} people", "网格 {} 有 {} 人", code, 7)`.
template <class... Values>
Message say(MessageForm<sizeof...(Values)> english, MessageForm<sizeof...(Values)> chinese,
            const Values&... values) {
    return written(english.text(), chinese.text(), {MessageValue(values)...});
}

} // namespace evengrid::engine
