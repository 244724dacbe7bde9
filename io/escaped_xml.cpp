#include "io/escaped_xml.hpp"

namespace evengrid::io {

std::string escaped_xml(std::string_view text) {
    std::string safe;
    for (const char c : text) {
        switch (c) {
        case '&':
            safe += "&amp;";
            break;
        case '<':
            safe += "&lt;";
            break;
        case '>':
            safe += "&gt;";
            break;
        case '"':
            safe += "&quot;";
            break;
        case '\n':
            safe += "&#10;";
            break;
        default:
            safe += c;
        }
    }
    return safe;
}

} // namespace evengrid::io
