#pragma once

#include "engine/organisation/levels.hpp"

#include <vector>

namespace evengrid::engine {

/// An area with its counts, which may have to stay hidden.
struct PublishedArea {
    LevelArea area;
    bool hidden = false; ///< people and households are not to be shown
};

/// What of a plan can be shown to everyone: sums, and none that says much about few people.
struct Publication {
    std::vector<PublishedArea> grids; ///< in the order of the plan
    std::vector<PublishedArea> units;
    std::vector<PublishedArea> streets; ///< empty where the source says nothing of streets
    std::int64_t people = 0;            ///< of all
    std::int64_t households = 0;        ///< likewise; 0 where the source says nothing of them
    std::vector<Finding> findings;
};

/// Hides counts of 1 to 9 people or households, and as many others as it takes that they cannot be
/// told from sums, nor from the counts of the existing plan (`algorithms::suppress`).
///
/// Findings: how much is hidden, and inhabited grids of fewer than 100 people or 40 households,
/// below which the census offices of the United Kingdom publish nothing (NISRA, "Census 2021
/// statistical disclosure control methodology", 2022).
/// \throws Error (usage) where the whole city has too few people to show anything.
Publication make_publication(const City& city, const Plan& plan);

} // namespace evengrid::engine
