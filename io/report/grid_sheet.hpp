#pragma once

#include "io/report/plan_file.hpp"

#include <array>
#include <string>
#include <vector>

namespace evengrid::io {

/// The sides of a grid in the order in which Chinese tells a boundary (四至).
enum class Side { east, south, west, north };

/// What a grid ends at on one side.
struct BoundaryPart {
    std::string name;                ///< of the street, water or railway; empty where there is none
    const PlanFile::Grid* neighbour; ///< the longest of those beyond; none at the edge of the plan
    double length_m = 0;
};

struct Neighbour {
    const PlanFile::Grid* grid;
    double length_m = 0; ///< of the common border
};

/// The buildings of a grid that belong together.
struct Compound {
    std::string name; ///< empty for buildings of no compound
    std::int64_t people = 0;
    std::vector<const PlanFile::Building*> buildings; ///< by src_fid
};

/// All that a worker has to know of one grid (网格工作手册).
struct GridSheet {
    const PlanFile::Grid* grid;
    std::array<std::vector<BoundaryPart>, 4> boundary; ///< by side; the longest part first
    double followed_share = 0; ///< of the border that runs along something on the ground, 0 to 1
    std::vector<Neighbour> neighbours; ///< the longest common border first
    std::vector<Compound> compounds;   ///< the most people first, buildings of no compound last
    std::vector<const engine::Finding*> findings;
    std::vector<const PlanFile::Rule*> rules;
    std::vector<const PlanFile::Point*> points;     ///< in the grid
    std::vector<const PlanFile::Coverage*> without; ///< kinds of points that the grid has none of
    std::vector<const PlanFile::Post*> posts;       ///< the chief of its group, its leader, staff
    std::vector<const PlanFile::Handed*> origins;   ///< who came from where; the most people first
};

/// One sheet per grid, in the order of the plan, which has to outlive them.
///
/// A stretch of border belongs to the side that it faces: the quarter of the compass that its
/// outward normal points to. Parts that are short for their side (less than a tenth of it, and less
/// than 30 m) are left out, unless they are all there is. A side that no stretch faces, as on a
/// grid that stands on its corner, has what the grid ends at in its outermost place, with a length
/// of 0.
std::vector<GridSheet> grid_sheets(const PlanFile& plan);

} // namespace evengrid::io
