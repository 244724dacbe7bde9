#pragma once

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace evengrid::io {

/// JSON as it is shown and written. Text from data in it may hold what a terminal acts on, which
/// is escaped as `\u202e` is (RFC 8259, section 7), and bytes that are no UTF-8, which become
/// replacement characters: programs read the same text, and a screen does nothing with it.
/// \param indent spaces by which each level is set in; -1 for all on one line
std::string json_text(const nlohmann::ordered_json& json, int indent = 2);

} // namespace evengrid::io
