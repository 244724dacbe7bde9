#include "io/files/personal_fields.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace evengrid::io {

namespace {

constexpr std::string_view names = "names of persons";
constexpr std::string_view telephones = "telephone numbers";
constexpr std::string_view identities = "identity numbers";
constexpr std::string_view mails = "mail addresses";
constexpr std::string_view births = "dates of birth";

struct Word {
    std::string_view text;
    std::string_view kind;
    bool is_whole; ///< the whole name of the field, not a part of it
};

/// A field name of a shapefile ends after ten bytes, hence "householde" and "residentna".
constexpr std::array<Word, 44> words{{
    {"owner", names, true},           {"ownername", names, true},   {"householde", names, false},
    {"resident", names, true},        {"residentna", names, false}, {"person", names, true},
    {"personname", names, true},      {"contact", names, true},     {"contactnam", names, false},
    {"fullname", names, true},        {"firstname", names, true},   {"lastname", names, true},
    {"surname", names, true},         {"tenant", names, true},      {"xm", names, true},
    {"xingming", names, true},        {"hzxm", names, true},        {"lxr", names, true},
    {"姓名", names, false},           {"户主", names, false},       {"联系人", names, false},
    {"业主", names, false},           {"phone", telephones, false}, {"mobile", telephones, false},
    {"cellphone", telephones, false}, {"tel", telephones, true},    {"telno", telephones, true},
    {"lxdh", telephones, true},       {"sjh", telephones, true},    {"sjhm", telephones, true},
    {"电话", telephones, false},      {"手机", telephones, false},  {"联系方式", telephones, false},
    {"idcard", identities, false},    {"idno", identities, true},   {"passport", identities, false},
    {"sfz", identities, true},        {"sfzh", identities, true},   {"身份证", identities, false},
    {"证件号", identities, false},    {"email", mails, false},      {"邮箱", mails, false},
    {"birth", births, false},         {"出生", births, false},
}};

/// A field name without case and without what parts its words.
std::string plain(std::string_view field) {
    std::string made;
    for (const char c : field) {
        if (c >= 'A' && c <= 'Z') {
            made += static_cast<char>(c - 'A' + 'a');
        } else if (c != '_' && c != '-' && c != ' ' && c != '.') {
            made += c;
        }
    }
    return made;
}

bool is_figure(char c) {
    return c >= '0' && c <= '9';
}

bool is_identity(std::string_view value) {
    constexpr std::size_t figures = 17;
    if (value.size() != figures + 1 || !std::all_of(value.begin(), value.end() - 1, is_figure)) {
        return false;
    }
    int rest = 0;
    for (const char c : value.substr(0, figures)) {
        rest = (rest + (c - '0')) * 2 % 11;
    }
    const int check = (12 - rest) % 11;
    const char last = value.back() == 'x' ? 'X' : value.back();
    return last == (check == 10 ? 'X' : static_cast<char>('0' + check));
}

bool is_mobile(std::string_view value) {
    return value.size() == 11 && value[0] == '1' && value[1] >= '3' &&
           std::all_of(value.begin(), value.end(), is_figure);
}

bool is_mail(std::string_view value) {
    const auto at = value.find('@');
    return at != std::string_view::npos && at > 0 && value.find(' ') == std::string_view::npos &&
           value.find('.', at) != std::string_view::npos;
}

template <class Test>
bool is_mostly(const std::vector<std::string>& values, Test test) {
    const auto like = std::count_if(values.begin(), values.end(), test);
    return like > 0 && 2 * static_cast<std::size_t>(like) >= values.size();
}

bool begin_differently(const std::vector<std::string>& values) {
    constexpr std::size_t fewest = 4;
    std::set<std::string_view> beginnings;
    for (const std::string& value : values) {
        beginnings.insert(std::string_view(value).substr(0, 3));
    }
    return beginnings.size() >= fewest;
}

} // namespace

std::string_view personal_kind(std::string_view field, bool is_text,
                               const std::vector<std::string>& values) {
    const std::string name = plain(field);
    for (const Word& word : words) {
        const bool fits = word.is_whole ? name == word.text : name.find(word.text) != name.npos;
        if (fits && (is_text || word.kind != names)) {
            return word.kind;
        }
    }
    if (is_mostly(values, is_identity)) {
        return identities;
    }
    if (is_mostly(values, is_mobile) && begin_differently(values)) {
        return telephones;
    }
    return is_mostly(values, is_mail) ? mails : std::string_view{};
}

} // namespace evengrid::io
