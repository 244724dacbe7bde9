#include "engine/message.hpp"

#include <fmt/args.h>
#include <fmt/format.h>

#include <functional>

namespace evengrid::engine {

/// Fills a form in one language.
class MessageWriter {
public:
    explicit MessageWriter(std::string Message::*language) : m_language(language) {}

    std::string write(std::string_view form, const std::vector<MessageValue>& values) const {
        fmt::dynamic_format_arg_store<fmt::format_context> store;
        for (const MessageValue& value : values) {
            std::visit([&](const auto& each) { store.push_back(said(each)); }, value.m_value);
        }
        return fmt::vformat(form, store);
    }

private:
    template <class Value>
    const Value& said(const Value& value) const {
        return value;
    }
    const std::string& said(const Message& part) const { return part.*m_language; }

    std::string Message::*m_language;
};

Message written(std::string_view english, std::string_view chinese,
                const std::vector<MessageValue>& values) {
    return {MessageWriter(&Message::english).write(english, values),
            MessageWriter(&Message::chinese).write(chinese, values)};
}

} // namespace evengrid::engine
