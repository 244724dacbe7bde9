#pragma once

#include "io/report/grid_sheet.hpp"
#include "io/report/language.hpp"

#include <string>
#include <utility>
#include <vector>

namespace evengrid::io {

/// A paragraph of a sheet.
struct SheetLine {
    enum class Look { plain, strong, quiet, bad };

    std::string text;
    std::string right{}; ///< at the end of the line, which is one line only then
    Look look = Look::plain;
};

struct SheetSection {
    std::string title;
    std::vector<SheetLine> lines;
};

/// All words of a sheet of the manual, in the language of the reader; on paper and in the browser
/// they are laid out.
struct SheetText {
    std::string code;
    std::string name; ///< empty where the grid has none
    std::string unit;
    std::vector<std::pair<std::string, std::string>> facts; ///< what, and its figure
    std::string verdict;                                    ///< in bounds, or why not
    std::vector<SheetSection> left, right;                  ///< the columns below the map
};

SheetText sheet_text(const PlanFile& plan, const GridSheet& sheet, const Speech& say);

} // namespace evengrid::io
