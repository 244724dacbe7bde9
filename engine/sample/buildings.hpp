#pragma once

#include "algorithms/random.hpp"
#include "engine/sample/sample_city.hpp"

namespace evengrid::engine {

/// What a block of the sample city is built up with.
enum class BlockUse {
    towers,
    giant, ///< one building with more people than a grid may hold, and gardens
    slabs,
    village, ///< an urban village (城中村): many small, full houses
    old_town,
    offices,
    mall,
    school,
    hospital,
    factories,
    hamlet,
    fields,
    park,
};

/// A block to build on.
struct Site {
    Ring outline; ///< counter-clockwise, nearly convex
    std::vector<double>
        clear_m; ///< size of the outline less one: how far to keep from each of its edges
    std::vector<Line> lanes; ///< dead ends that lead into it
    BlockUse use = BlockUse::fields;
    std::int64_t most_people = 0; ///< no further home is built above this
};

/// Builds on a site: footprints apart from each other, from the streets and the lanes; floors and
/// people.
std::vector<SampleBuilding> build_on(const Site& site, algorithms::Random& random);

} // namespace evengrid::engine
