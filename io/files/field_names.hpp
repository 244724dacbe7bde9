#pragma once

#include <cstddef>
#include <set>
#include <string>

namespace evengrid::io {

/// The names of the fields of one table. Small and capital letters are the same, as in SQL.
class FieldNames {
public:
    explicit FieldNames(std::size_t longest_bytes) : m_longest(longest_bytes) {}

    /// Takes a name that must be kept as it is.
    void reserve(const std::string& name);

    /// Takes a name as near to the wanted one as can be: cut to the length allowed, never within a
    /// character, and numbered where it is taken.
    std::string take(const std::string& wanted);

private:
    std::size_t m_longest;
    std::set<std::string> m_taken; ///< in small letters
};

} // namespace evengrid::io
