#include "io/cli/command_line.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace evengrid::io::cli {

namespace {

/// As one word for a POSIX shell.
std::string quoted(const std::string& text) {
    constexpr std::string_view plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                       "0123456789_-./:=,+@";
    if (!text.empty() && text.find_first_not_of(plain) == std::string::npos) {
        return text;
    }
    std::string word = "'";
    for (const char c : text) {
        word += c == '\'' ? "'\\''" : std::string(1, c);
    }
    return word + "'";
}

template <class Value>
std::string typed(const std::string& name, const Value& value) {
    if constexpr (std::is_same_v<Value, bool>) {
        return value ? " " + name : "";
    } else if constexpr (std::is_same_v<Value, std::string>) {
        return " " + name + " " + quoted(value);
    } else if constexpr (std::is_arithmetic_v<Value>) {
        return fmt::format(" {} {}", name, value);
    } else if constexpr (std::is_same_v<Value, std::vector<std::string>>) {
        std::string all;
        for (const std::string& each : value) {
            all += typed(name, each);
        }
        return all;
    } else {
        return value ? typed(name, *value) : "";
    }
}

} // namespace

std::string typed_options(const std::vector<Option>& options, const std::vector<Option>& defaults,
                          const std::vector<std::string>& left_out) {
    std::string text;
    for (std::size_t i = 0; i < options.size(); ++i) {
        const std::string& name = options[i].name;
        if (std::find(left_out.begin(), left_out.end(), name) != left_out.end()) {
            continue;
        }
        text += std::visit(
            [&](auto* value) {
                const auto* usual = std::get<decltype(value)>(defaults[i].target);
                return *value == *usual ? std::string() : typed(name, *value);
            },
            options[i].target);
    }
    return text;
}

} // namespace evengrid::io::cli
