#include "engine/plan/code_template.hpp"

#include "engine/error.hpp"
#include "engine/quote.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace evengrid::engine {

namespace {

constexpr std::size_t widest = 64;

[[noreturn]] void refuse(std::string_view text, std::size_t column, std::string_view what) {
    throw Error(
        ErrorCode::usage,
        fmt::format("the template {} is wrong at column {}: {}", quote(text), column + 1, what),
        "\"{county:6}{street:3}{community:3}{seq:03}\"; the manual lists the parts");
}

/// Characters, not bytes.
std::size_t length(std::string_view utf8) {
    return static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U;
    }));
}

/// Characters of a division's code, which are digits.
std::string slice(const std::string& code, std::size_t from, std::size_t count) {
    return code.size() < from + count ? std::string() : code.substr(from, count);
}

} // namespace

CodeTemplate::CodeTemplate(std::string_view text) : m_text(text) {
    const auto literal = [&]() -> std::string& {
        if (m_pieces.empty() || m_pieces.back().part != Part::literal) {
            m_pieces.emplace_back();
        }
        return m_pieces.back().text;
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
            refuse(text, i, "a code has no line breaks or other control characters");
        } else if (c != '{' && c != '}') {
            literal() += c;
        } else if (i + 1 < text.size() && text[i + 1] == c) {
            literal() += c;
            ++i;
        } else if (c == '}') {
            refuse(text, i, "this brace was not opened; a brace itself is written twice");
        } else {
            const std::size_t end = text.find_first_of("{}", i + 1);
            if (end == std::string_view::npos || text[end] == '{') {
                refuse(text, i, "this brace is not closed; a brace itself is written twice");
            }
            m_pieces.push_back(parse_part(text.substr(i + 1, end - i - 1), text, i + 1));
            i = end;
        }
    }
}

bool CodeTemplate::has(Part part) const {
    return std::any_of(m_pieces.begin(), m_pieces.end(),
                       [&](const Piece& piece) { return piece.part == part; });
}

CodeTemplate::Piece CodeTemplate::parse_part(std::string_view inside, std::string_view whole,
                                             std::size_t column) {
    static constexpr std::array<std::pair<std::string_view, Part>, 7> parts{
        {{"unit", Part::unit},
         {"unit_name", Part::unit_name},
         {"county", Part::county},
         {"street", Part::street},
         {"community", Part::community},
         {"seq", Part::seq},
         {"grid_id", Part::grid_id}}};
    const std::size_t colon = inside.find(':');
    const std::string_view name = inside.substr(0, colon);
    const auto* const found = std::find_if(parts.begin(), parts.end(),
                                           [&](const auto& part) { return part.first == name; });
    if (found == parts.end()) {
        std::string names;
        for (const auto& part : parts) {
            names += (names.empty() ? "" : ", ") + std::string(part.first);
        }
        refuse(whole, column, fmt::format("there is no part {} (parts: {})", quote(name), names));
    }
    Piece piece{found->second, std::string(inside)};
    if (colon == std::string_view::npos) {
        return piece;
    }
    std::string_view width = inside.substr(colon + 1);
    piece.zeros = width.starts_with('0');
    piece.or_more = width.ends_with('+');
    width.remove_suffix(piece.or_more ? 1 : 0);
    const auto [end, error] =
        std::from_chars(width.data(), width.data() + width.size(), piece.width);
    const bool is_number = piece.part == Part::seq || piece.part == Part::grid_id;
    if (error != std::errc() || end != width.data() + width.size() || piece.width == 0 ||
        piece.width > widest) {
        refuse(whole, column + colon + 1,
               fmt::format("{} is no width (1 to {})", quote(inside.substr(colon + 1)), widest));
    }
    if (piece.zeros && !is_number) {
        refuse(whole, column + colon + 1, "only seq and grid_id are filled up with zeros");
    }
    return piece;
}

std::string CodeTemplate::value_of(const Piece& piece, const CodeParts& parts) const {
    switch (piece.part) {
    case Part::literal:
        return piece.text;
    case Part::unit:
        return parts.unit_code;
    case Part::unit_name:
        return parts.unit_name;
    case Part::county:
        return slice(parts.unit_code, 0, 6);
    case Part::street:
        return slice(parts.unit_code, 6, 3);
    case Part::community:
        return slice(parts.unit_code, 9, 3);
    case Part::seq:
        return fmt::format("{:0{}}", parts.seq, piece.zeros ? piece.width : 1);
    case Part::grid_id:
        return fmt::format("{:0{}}", parts.grid_id, piece.zeros ? piece.width : 1);
    }
    return {};
}

std::string CodeTemplate::operator()(const CodeParts& parts) const {
    std::string code;
    for (const Piece& piece : m_pieces) {
        const std::string value = value_of(piece, parts);
        const std::size_t long_is = length(value);
        if (long_is == 0 || (piece.width > 0 && long_is != piece.width &&
                             !(piece.or_more && long_is > piece.width))) {
            throw Error(ErrorCode::usage,
                        fmt::format("the template {} cannot be filled in for unit {}: {{{}}} is {}",
                                    quote(m_text), quote(parts.unit_code), piece.text,
                                    value.empty() ? "empty" : quote(value)),
                        "another template, or units with codes that have this part");
        }
        code += value;
    }
    return code;
}

} // namespace evengrid::engine
