#include "io/files/field_names.hpp"

#include "io/files/lower.hpp"

#include <fmt/format.h>

namespace evengrid::io {

namespace {

/// The first bytes of UTF-8 text, without a character cut in two.
std::string cut(const std::string& text, std::size_t bytes) {
    while (bytes > 0 && bytes < text.size() &&
           (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80) {
        --bytes;
    }
    return text.substr(0, bytes);
}

} // namespace

void FieldNames::reserve(const std::string& name) {
    m_taken.insert(lower(name));
}

std::string FieldNames::take(const std::string& wanted) {
    std::string name = cut(wanted, m_longest);
    for (int number = 1; !m_taken.insert(lower(name)).second; ++number) {
        const std::string suffix = fmt::format("_{}", number);
        name = cut(wanted, m_longest - suffix.size()) + suffix;
    }
    return name;
}

} // namespace evengrid::io
