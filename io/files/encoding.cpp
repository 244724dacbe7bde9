#include "io/files/encoding.hpp"

#include "engine/quote.hpp"
#include "engine/utf8.hpp"

#include <iconv.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <utility>

namespace evengrid::io {

namespace {

using engine::say;

/// An open conversion to UTF-8; closed at the end of its life.
class Conversion {
public:
    explicit Conversion(const char* from) : m_handle(iconv_open("UTF-8", from)) {}
    ~Conversion() {
        if (is_open()) {
            iconv_close(m_handle);
        }
    }
    Conversion(const Conversion&) = delete;
    Conversion& operator=(const Conversion&) = delete;

    bool is_open() const { return m_handle != reinterpret_cast<iconv_t>(-1); }
    iconv_t handle() const { return m_handle; }

private:
    iconv_t m_handle;
};

bool is_high(char c) {
    return static_cast<unsigned char>(c) >= 0x80;
}

bool is_letter(char c) {
    return std::isalpha(static_cast<unsigned char>(c)) != 0 && !is_high(c);
}

/// The bytes of the first character of text that is not ASCII, read as GB18030; 0 where it is none
/// (GB 18030-2005, section 5).
std::size_t gb18030_bytes(std::string_view text) {
    const auto in = [&](std::size_t i, int low, int high) {
        const int byte = i < text.size() ? static_cast<unsigned char>(text[i]) : -1;
        return low <= byte && byte <= high;
    };
    if (!in(0, 0x81, 0xFE)) {
        return 0;
    }
    if (in(1, 0x40, 0x7E) || in(1, 0x80, 0xFE)) {
        return 2;
    }
    return in(1, 0x30, 0x39) && in(2, 0x81, 0xFE) && in(3, 0x30, 0x39) ? 4 : 0;
}

/// Whether a character of two bytes is one of GB 2312: its symbols (rows 1 to 9) or hanzi (rows 16
/// to 87).
bool is_in_gb2312(std::string_view two_bytes) {
    const auto lead = static_cast<unsigned char>(two_bytes[0]);
    const auto trail = static_cast<unsigned char>(two_bytes[1]);
    return trail >= 0xA1 && ((lead >= 0xA1 && lead <= 0xA9) || (lead >= 0xB0 && lead <= 0xF7));
}

/// Characters of three bytes or more; each begins with a byte from 0xE0 on (RFC 3629, section 3).
std::int64_t long_characters(std::string_view utf8) {
    return std::count_if(utf8.begin(), utf8.end(),
                         [](char c) { return static_cast<unsigned char>(c) >= 0xE0; });
}

/// Code pages of western Europe, which any bytes are some text of.
bool is_western(const std::string& encoding) {
    return encoding == "CP1252" || encoding == "ISO-8859-1" || encoding == "ISO-8859-15" ||
           encoding == "CP437" || encoding == "CP850";
}

/// Whether text may be in an encoding that was declared.
bool fits(const TextEvidence& text, const std::string& encoding) {
    if (text.is_ascii) {
        return true;
    }
    if (encoding == "UTF-8") {
        return text.is_utf8;
    }
    if (encoding == "GB18030") {
        return text.is_gb18030 && (!text.is_utf8 || text.reads_well_as_gb18030());
    }
    if (is_western(encoding)) {
        return !text.is_utf8 && !text.reads_well_as_gb18030();
    }
    constexpr std::int64_t too_many_for_chance = 3;
    return !text.is_utf8 || text.long_utf8 < too_many_for_chance; // the rest is shown by decoding
}

/// Language bytes that name one code page and are known to be written with care; others, such as
/// 0x57 ("the code page of the machine"), prove nothing. From the table of the Visual FoxPro
/// documentation, "Code pages supported by Visual FoxPro".
constexpr auto code_page_of_language = std::to_array<std::pair<int, const char*>>({
    {0x01, "437"},  {0x02, "850"},  {0x03, "1252"}, {0x13, "932"},  {0x4D, "936"},  {0x4E, "949"},
    {0x4F, "950"},  {0x50, "874"},  {0x58, "1252"}, {0x59, "1252"}, {0x64, "852"},  {0x65, "866"},
    {0x78, "950"},  {0x79, "949"},  {0x7A, "936"},  {0x7B, "932"},  {0x7C, "874"},  {0x7D, "1255"},
    {0x7E, "1256"}, {0xC8, "1250"}, {0xC9, "1251"}, {0xCA, "1254"}, {0xCB, "1253"}, {0xCC, "1257"},
});

std::string code_page(int language_byte) {
    const auto* found =
        std::find_if(code_page_of_language.begin(), code_page_of_language.end(),
                     [&](const auto& entry) { return entry.first == language_byte; });
    return found == code_page_of_language.end() ? "" : found->second;
}

std::string numbered_code_page(const std::string& number) {
    if (number == "65001") {
        return "UTF-8";
    }
    if (number == "936" || number == "54936" || number == "20936") {
        return "GB18030";
    }
    if (number.starts_with("8859") && number.size() > 4) {
        return "ISO-8859-" + number.substr(4);
    }
    return "CP" + number;
}

} // namespace

void TextEvidence::look_at(std::string_view raw, bool may_be_cut) {
    if (std::none_of(raw.begin(), raw.end(), is_high)) {
        return;
    }
    is_ascii = false;
    is_utf8 = is_utf8 && (engine::is_utf8(raw) || (may_be_cut && decode(raw, "UTF-8", true)));
    long_utf8 += is_utf8 ? long_characters(raw) : 0;
    for (bool after_letter = false; is_gb18030 && !raw.empty();) {
        if (!is_high(raw[0])) {
            after_letter = is_letter(raw[0]);
            raw.remove_prefix(1);
            continue;
        }
        const std::size_t bytes = gb18030_bytes(raw);
        if (bytes == 0) {
            is_gb18030 = may_be_cut && raw.size() == 1;
            return;
        }
        const bool in_a_word = after_letter && raw.size() > bytes && is_letter(raw[bytes]);
        ++wide;
        common += bytes == 2 && is_in_gb2312(raw) && !in_a_word ? 1 : 0;
        after_letter = false;
        raw.remove_prefix(bytes);
    }
}

bool TextEvidence::reads_well_as_gb18030() const {
    constexpr double nearly_all = 0.9;
    return is_gb18030 && static_cast<double>(common) >= nearly_all * static_cast<double>(wide);
}

TextEvidence& TextEvidence::operator+=(const TextEvidence& other) {
    is_ascii = is_ascii && other.is_ascii;
    is_utf8 = is_utf8 && other.is_utf8;
    is_gb18030 = is_gb18030 && other.is_gb18030;
    long_utf8 += other.long_utf8;
    wide += other.wide;
    common += other.common;
    return *this;
}

std::optional<Encoding> decide_encoding(const TextEvidence& text, const std::string& forced,
                                        const std::string& declared_by_cpg, int language_byte) {
    if (!forced.empty()) {
        const auto name = canonical_encoding(forced);
        return name ? std::optional(Encoding{*name, say("the command line says so", "命令行指定")})
                    : std::nullopt;
    }
    engine::Message passed_over;
    const std::array<std::pair<std::string, engine::Message>, 2> declarations{
        {{declared_by_cpg, {"its .cpg file", "其 .cpg 文件"}},
         {code_page(language_byte),
          {"the language byte of its DBF header", "其 DBF 头的语言字节"}}}};
    for (const auto& [declared, who] : declarations) {
        const auto name = declared.empty() ? std::nullopt : canonical_encoding(declared);
        if (name && fits(text, *name)) {
            return Encoding{*name, say("{} says so{}", "{}如此声明{}", who, passed_over),
                            passed_over.english.empty()};
        }
        if (!declared.empty()) {
            passed_over = say("{}, although {} says {}", "{}，虽然{}声明为 {}", passed_over, who,
                              engine::quote(declared));
        }
    }
    if (text.is_ascii) {
        return Encoding{"UTF-8", say("all of its text is ASCII", "文字全部为 ASCII")};
    }
    if (text.is_utf8) {
        return Encoding{"UTF-8",
                        say("all of its text is UTF-8{}", "文字全部为 UTF-8{}", passed_over),
                        passed_over.english.empty()};
    }
    if (text.reads_well_as_gb18030()) {
        return Encoding{"GB18030",
                        say("its text is not UTF-8, and reads well as GB18030{}",
                            "文字不是 UTF-8，按 GB18030 读取正常{}", passed_over),
                        false};
    }
    return std::nullopt;
}

std::optional<std::string> canonical_encoding(std::string_view name) {
    std::string letters;
    std::string digits;
    for (const char c : name) {
        const auto byte = static_cast<unsigned char>(c);
        if (std::isdigit(byte)) {
            digits += c;
        } else if (std::isalpha(byte)) {
            letters += static_cast<char>(std::toupper(byte));
        }
    }
    std::string canonical(name);
    if (letters == "UTF" && digits == "8") {
        canonical = "UTF-8";
    } else if (letters == "GBK" || letters == "GB" || letters == "EUCCN") {
        canonical = "GB18030"; // GBK, GB2312 and GB18030: each contains the one before
    } else if (letters == "BIG" && digits == "5") {
        canonical = "CP950";
    } else if (letters == "SHIFTJIS" || letters == "SJIS") {
        canonical = "CP932";
    } else if (letters == "EUCKR") {
        canonical = "CP949";
    } else if ((letters.empty() || letters == "ANSI" || letters == "OEM" || letters == "CP" ||
                letters == "WINDOWS" || letters == "ISO") &&
               !digits.empty()) {
        canonical = numbered_code_page(digits);
    }
    const bool is_wide = letters.starts_with("UTF") ? digits != "8" : letters.starts_with("UCS");
    const bool is_known = !is_wide &&
                          std::all_of(canonical.begin(), canonical.end(),
                                      [](char c) { return c > ' ' && c <= '~' && c != '/'; }) &&
                          !canonical.empty() && Conversion(canonical.c_str()).is_open();
    return is_known ? std::optional(canonical) : std::nullopt;
}

std::optional<std::string> decode(std::string_view raw, const std::string& encoding,
                                  bool may_be_cut) {
    if (std::none_of(raw.begin(), raw.end(), is_high)) {
        return std::string(
            raw); // every encoding that `canonical_encoding` lets through contains ASCII
    }
    const Conversion conversion(encoding.c_str());
    if (!conversion.is_open()) {
        return std::nullopt;
    }
    std::string text(raw.size() * 4, '\0');   // no character needs more than four bytes in UTF-8
    char* in = const_cast<char*>(raw.data()); // iconv reads it only
    std::size_t in_left = raw.size();
    char* out = text.data();
    std::size_t out_left = text.size();
    const std::size_t replaced = iconv(conversion.handle(), &in, &in_left, &out, &out_left);
    const bool is_cut = replaced == static_cast<std::size_t>(-1) && errno == EINVAL && may_be_cut;
    if (replaced != 0 && !is_cut) {
        return std::nullopt;
    }
    text.resize(text.size() - out_left);
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (text.starts_with(byte_order_mark)) {
        text.erase(0, byte_order_mark.size());
    }
    return text;
}

} // namespace evengrid::io
