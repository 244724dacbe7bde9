#include "io/cli/command.hpp"

#include <fmt/format.h>

#include <type_traits>

namespace evengrid::io::cli {

std::string default_of(const Option& option) {
    return std::visit(
        [](const auto* target) -> std::string {
            using Value = std::remove_cvref_t<decltype(*target)>;
            if constexpr (std::is_same_v<Value, std::string>) {
                return *target;
            } else if constexpr (std::is_arithmetic_v<Value> && !std::is_same_v<Value, bool>) {
                return fmt::format("{}", *target);
            } else {
                return {};
            }
        },
        option.target);
}

std::vector<Option> under(const std::string& title, std::vector<Option> options) {
    for (Option& option : options) {
        option.title = title;
    }
    return options;
}

std::vector<Option> joined(std::initializer_list<std::vector<Option>> lists) {
    std::vector<Option> all;
    for (const std::vector<Option>& list : lists) {
        all.insert(all.end(), list.begin(), list.end());
    }
    return all;
}

} // namespace evengrid::io::cli
