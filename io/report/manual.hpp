#pragma once

#include "io/report/language.hpp"
#include "io/report/plan_file.hpp"

#include <string>

namespace evengrid::io {

/// The grid manual (网格工作手册) as a PDF document: for every grid a sheet of A4 with its map, its
/// people, its boundary in words, its neighbours, its findings, and its buildings by compound. A
/// list that does not fit goes on on a further page.
/// \param date that the document bears, as 2026-01-31
/// \returns the bytes of the document
std::string draw_manual(const PlanFile& plan, Language language, const std::string& date);

} // namespace evengrid::io
