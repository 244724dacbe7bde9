#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace evengrid::engine {

/// What a code or a name is made from.
struct CodeParts {
    std::string unit_code;
    std::string unit_name;
    std::int64_t seq = 0;     ///< number of the grid in its unit, from 1
    std::int64_t grid_id = 0; ///< number of the grid in the city, from 1
};

/// How codes and names are written: text with parts in braces, "{county:6}{street:3}{seq:03}".
///
/// - `{unit}` the unit's code, `{unit_name}` its name, `{seq}`, `{grid_id}`
/// - `{county}` `{street}` `{community}` characters 1 to 6, 7 to 9 and 10 to 12 of the unit's code,
///   as in the codes of statistical divisions that begin with GB/T 2260 and GB/T 10114
/// - `:6` the part has exactly 6 characters; `:03` a number is filled up with zeros to exactly 3
///   digits; `:03+` to 3 digits or more
/// - `{{` and `}}` are braces
class CodeTemplate {
public:
    /// \throws Error (usage) for a part that does not exist, a width that makes no sense, a control
    ///         character or a brace without its other half, with the column.
    explicit CodeTemplate(std::string_view text);

    const std::string& text() const { return m_text; }

    /// Whether another number in the unit gives another code.
    bool has_seq() const { return has(Part::seq); }

    /// Whether another number in the city does.
    bool has_grid_id() const { return has(Part::grid_id); }

    /// \throws Error (usage) where a part does not have the width that the template wants, naming
    ///         the unit.
    std::string operator()(const CodeParts& parts) const;

private:
    enum class Part { literal, unit, unit_name, county, street, community, seq, grid_id };

    struct Piece {
        Part part = Part::literal;
        std::string text;      ///< of a literal; of a part as it stands in the template
        std::size_t width = 0; ///< 0: any
        bool zeros = false;    ///< filled up with zeros
        bool or_more = false;
    };

    bool has(Part part) const;
    static Piece parse_part(std::string_view inside, std::string_view whole, std::size_t column);
    std::string value_of(const Piece& piece, const CodeParts& parts) const;

    std::string m_text;
    std::vector<Piece> m_pieces;
};

} // namespace evengrid::engine
