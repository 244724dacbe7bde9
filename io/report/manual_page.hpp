#pragma once

#include "io/report/language.hpp"
#include "io/report/plan_file.hpp"

#include <string>

namespace evengrid::io {

/// The grid manual as one page for a browser: what `draw_manual` puts on paper, with a list of the
/// grids to choose from. It runs no script and fetches nothing; printed, each sheet begins on a
/// page of A4 of its own.
std::string manual_page(const PlanFile& plan, Language language);

} // namespace evengrid::io
