#pragma once

#include "io/report/plan_file.hpp"

#include <string>

namespace evengrid::io {

/// A plan as one HTML file that needs nothing else: no network, no other file, no program but a
/// browser. It speaks English and Chinese.
///
/// The plan is data in it, never markup: a JSON document in a script element that no browser runs,
/// shown through text nodes only. Layers are columns, so that field names stand there once; shapes
/// are written by ShapeEncoder. Plans too large for a browser are shown without their buildings,
/// and the largest without their blocks as well; the page says so.
std::string web_page(const PlanFile& plan);

} // namespace evengrid::io
