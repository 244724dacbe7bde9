#include "io/grouped.hpp"

#include <fmt/format.h>

namespace evengrid::io {

std::string grouped(std::int64_t number) {
    const std::string figures = std::to_string(number);
    std::string text;
    for (std::size_t i = 0; i < figures.size(); ++i) {
        if (i > 0 && (figures.size() - i) % 3 == 0 && text != "-") {
            text += ',';
        }
        text += figures[i];
    }
    return text;
}

std::string percent(std::int64_t part, std::int64_t whole) {
    const std::int64_t thousandths = whole == 0 ? 0 : 1000 * part / whole;
    return fmt::format("{}.{} %", thousandths / 10, thousandths % 10);
}

} // namespace evengrid::io
