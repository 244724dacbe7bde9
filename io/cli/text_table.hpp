#pragma once

#include "engine/city.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace evengrid::io::cli {

/// A line of a table for people: what, how many, and a note.
std::string row(std::string_view what, std::int64_t number, std::string_view note = {});

/// Where every person is: those in the plan, then those who were left out, by reason.
/// \param inside what the plan is made of: "in grids"
std::string ledger_table(const std::vector<engine::LedgerEntry>& ledger, std::string_view inside);

/// The findings by kind: how many, and the first of each.
std::string findings_table(const std::vector<engine::Finding>& findings);

/// A table as it goes to stdout: where that is a terminal, notes that are wider than it go on below
/// themselves, or stand below their row where the terminal has less than 100 columns; elsewhere
/// every row stays one line, for programs that look through it.
std::string for_stdout(std::string table);

/// The same for a screen of so many columns.
std::string folded(std::string_view table, std::size_t columns);

/// A command to copy from the screen, its options on lines of their own where they do not fit; one
/// line where stdout is no terminal.
std::string command_for_stdout(const std::string& command);

/// How wide a text is on the screen: Han characters take two columns.
std::size_t columns_of(std::string_view text);

/// A text filled up with blanks to a width on the screen.
std::string padded(std::string text, std::size_t columns);

} // namespace evengrid::io::cli
