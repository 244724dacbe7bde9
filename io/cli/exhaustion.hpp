#pragma once

#include <string>

namespace evengrid::io::cli {

/// From now on a process that finds no memory ends with status 7 and a message, wherever it is: no
/// library can take that for something else. What was being written is taken back.
/// \param hint what to try instead; the last one given holds
void catch_exhaustion(std::string hint = "a smaller area, or a machine with more memory");

/// Ends the process for want of memory, as above. Any thread may call it.
[[noreturn]] void end_without_memory();

} // namespace evengrid::io::cli
