#include "io/grouped.hpp"

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

} // namespace evengrid::io
