#pragma once

#include <string>
#include <string_view>

namespace evengrid::io {

/// Text as it may stand in an attribute or between the tags of XML and HTML.
std::string escaped_xml(std::string_view text);

} // namespace evengrid::io
