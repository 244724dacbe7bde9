#pragma once

#include "engine/finding.hpp"
#include "engine/geometry/crs.hpp"
#include "engine/plan/handover.hpp"
#include "io/city/read_city.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace evengrid::io {

/// What a handover is read from. A layer is named `path` or `path|layername=NAME`; a plan file
/// alone means its grids, and its buildings, or else its blocks, with their people.
struct HandoverSources {
    std::string old_grids;
    std::string new_grids;
    std::string people; ///< buildings or blocks; empty: those of the new plan
    std::optional<std::string> old_code_field; ///< chosen and reported when not given
    std::optional<std::string> new_code_field;
    std::optional<std::string> population_field; ///< of `people`
    std::optional<std::string> household_field;
    std::string assume_crs; ///< of layers that have none; empty: such layers are refused
    std::vector<std::string> encodings; ///< of attribute text, as in `CitySources`
};

/// What a handover is counted from, in one metric CRS.
struct HandoverInput {
    std::vector<engine::HandedGrid> olds;
    std::vector<engine::HandedGrid> news;
    std::vector<engine::Inhabited> inhabited;
    /// Of every inhabited thing, where the plan itself says it; else empty.
    std::vector<std::optional<std::size_t>> new_of;
    engine::Crs metric;
    engine::Crs written; ///< of the new grids
    std::vector<InputFile> files;
    std::vector<engine::Finding> findings;
};

/// Reads both plans and the people. Features with the same code are one grid; those without a code
/// are none, which is a finding, as is every overlap of two grids.
/// \throws engine::Error (input, crs, usage); algorithms::Cancelled.
HandoverInput read_handover(const HandoverSources& sources,
                            const std::function<bool()>& cancelled = {});

} // namespace evengrid::io
