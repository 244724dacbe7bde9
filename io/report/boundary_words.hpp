#pragma once

#include "io/plan/kinds.hpp"
#include "io/report/grid_sheet.hpp"
#include "io/report/language.hpp"

#include <array>
#include <span>
#include <string>

namespace evengrid::io {

/// "East to" and so on.
std::string side_words(Side side, const Speech& say);

/// The order in which a language tells the sides.
std::array<Side, 4> told_sides(Language language);

/// What a side ends at, in words: "Mill Street (420 m), grid 003 (35 m)".
/// \param own the grid whose boundary it is: its neighbours in the same unit are called by their
///        short code
std::string boundary_words(const PlanFile& plan, const PlanFile::Grid& own,
                           const std::vector<BoundaryPart>& parts, const Speech& say);

/// A word of the plan's file in the language of the reader; as it is where none of those known.
std::string known_words(std::span<const Kind> known, const std::string& word, const Speech& say);

/// The reason why a grid is out of bounds, in the language of the reader.
std::string reason_words(const std::string& reason, const Speech& say);

/// What a post is called: "chief", "leader", "staff".
std::string role_words(const std::string& role, const Speech& say);

} // namespace evengrid::io
