#pragma once

#include "engine/message.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evengrid::io {

/// What the bytes of a text column say about their encoding.
///
/// A column is judged as a whole: 18 of 100 one-character names in GBK are UTF-8 too, of two
/// characters 3, so that a single value proves nothing.
struct TextEvidence {
    bool is_ascii = true;
    bool is_utf8 = true;
    bool is_gb18030 = true;
    std::int64_t long_utf8 = 0; ///< characters of three bytes or more, read as UTF-8
    std::int64_t wide = 0;      ///< characters of two bytes or more, read as GB18030
    /// Those of them that GB 2312 has, which is nearly all of Chinese writing, and that do not
    /// stand in the middle of a word in Latin letters, as the two bytes of "Conceição" do.
    std::int64_t common = 0;

    bool reads_well_as_gb18030() const;

    /// \param may_be_cut whether the value fills its column, so that its last character may be cut
    /// off
    void look_at(std::string_view raw, bool may_be_cut);
    TextEvidence& operator+=(const TextEvidence& other);
};

/// What was decided about a column or file, with the reason for people.
struct Encoding {
    std::string name;         ///< as `decode` takes it
    engine::Message evidence; ///< "its .cpg says so", "all of its text is UTF-8", ...
    bool is_certain = true;   ///< false: another encoding fits as well, or a declaration was wrong
};

/// How the text of a table is encoded, for `decode`; no columns where the format fixes it.
struct TableEncodings {
    std::string names;             ///< of the fields
    std::vector<Encoding> columns; ///< without a name for one that fits no encoding
};

/// Decides how text is encoded. In order: what the user says, the .cpg file, the language byte of
/// the DBF header, strict UTF-8, GB18030 (which GBK and GB 2312 are part of).
///
/// A declaration that the bytes contradict is passed over; so is one that any bytes fit, such as
/// Latin-1, where they are plainly UTF-8 or Chinese. GB18030 is believed without a declaration only
/// where nearly all of the text is in GB 2312: Big5 or Latin-1 bytes often pass for GB18030, but as
/// characters that hardly anyone writes.
/// \param declared_by_cpg content of the .cpg file, empty where there is none
/// \param language_byte   byte 29 of the DBF header, 0 where it says nothing
/// \returns none where no encoding fits.
std::optional<Encoding> decide_encoding(const TextEvidence& text, const std::string& forced,
                                        const std::string& declared_by_cpg, int language_byte);

/// Turns the names that files and people use ("936", "GBK", "utf8", "ANSI 1252") into those of
/// `decode`. \returns none for a name that stands for no encoding known here.
std::optional<std::string> canonical_encoding(std::string_view name);

/// Text as UTF-8, or none where a byte does not belong to the encoding. A byte order mark is
/// dropped, and so is a last character that is cut off where it may be.
std::optional<std::string> decode(std::string_view raw, const std::string& encoding,
                                  bool may_be_cut = false);

} // namespace evengrid::io
