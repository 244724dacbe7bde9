#pragma once

#include "engine/geometry/crs.hpp"
#include "engine/validate/validate.hpp"

#include <string>

namespace evengrid::io {

/// A plan as its file tells it, ready to be judged.
struct PlanToJudge {
    engine::WrittenPlan plan; ///< in metres
    engine::Crs written;      ///< CRS of the file
    engine::Crs metric;       ///< the same, or an equal-area one where the file is in degrees
};

/// Reads a plan back that `write_plan` wrote, in any of its formats.
/// \param path the file, or the folder for formats of one file to a layer
/// \throws engine::Error (input) for what is no plan: a layer, field or entry of the summary is
/// missing.
PlanToJudge read_plan(const std::string& path);

} // namespace evengrid::io
