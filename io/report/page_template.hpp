#pragma once

#include <string_view>

namespace evengrid::io {

/// The page that `io/report/web` builds: complete but for the plan, which goes where `{{plan}}`
/// stands, in a script element of type application/json.
std::string_view page_template();

} // namespace evengrid::io
