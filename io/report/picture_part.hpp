#pragma once

#include "io/report/canvas.hpp"
#include "io/report/picture.hpp"

#include <vector>

namespace evengrid::io {

/// What of a plan is drawn.
struct PicturePart {
    engine::Box ground; ///< that the picture shows at least; never empty
    std::vector<const PlanFile::Grid*> grids; ///< that it is about; what else is seen stands back
    const PlanFile::Unit* unit = nullptr;     ///< of these, where the picture is of one
};

/// Finds the unit or the grids in the extent that are asked for; without either, the whole plan.
/// \param paper that it is drawn on: an extent is widened to its shape
/// \throws engine::Error (usage) naming the units, or where the plan lies, when there are none.
PicturePart picture_part(const PlanFile& plan, const PictureOptions& options, const Area& paper);

} // namespace evengrid::io
