#pragma once

#include <string_view>

namespace evengrid::io {

/// The pages that `io/report/web` builds, complete but for the slots that are named here.

/// The report: the plan goes where `{{plan}}` stands, in a script element of type application/json.
std::string_view report_template();

/// The manual: `{{language}}`, `{{title}}`, `{{heading}}`, `{{contents}}` and `{{sheets}}`, in this
/// order.
std::string_view manual_template();

} // namespace evengrid::io
