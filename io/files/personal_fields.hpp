#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace evengrid::io {

/// What a field seems to tell of single persons: "names of persons", "telephone numbers",
/// "identity numbers", "mail addresses", "dates of birth"; empty where it seems to tell nothing.
///
/// evengrid never needs to know who a person is. A field is judged by its name, in English, Chinese
/// and the initials of pinyin, and by its values, of which at least half have to look so: identity
/// numbers by their check digit (GB 11643-1999, which is ISO 7064 MOD 11-2), mobile numbers by
/// their figures where they do not all begin alike, as codes do.
///
/// \param is_text whether the field holds text; a number called "resident" is a count
/// \param values some of its values that are not null
std::string_view personal_kind(std::string_view field, bool is_text,
                               const std::vector<std::string>& values);

} // namespace evengrid::io
