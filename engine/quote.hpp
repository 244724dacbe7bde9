#pragma once

#include <string>
#include <string_view>

namespace evengrid::engine {

/// Text from data as it may stand in a message: in double quotes, control and bidirectional
/// characters and broken UTF-8 escaped, cut after 80 characters. A terminal shows it and does
/// nothing else with it.
std::string quote(std::string_view text);

/// Text of several sources, such as a whole message or what a library said, made harmless in the
/// same way: nothing is cut, and lines stay lines.
std::string printable(std::string_view text);

/// The same for a document in JSON, which stays one: escaped as JSON does it, with `\u202e`.
/// \param json valid, in UTF-8
std::string printable_json(std::string_view json);

} // namespace evengrid::engine
