#pragma once

namespace evengrid::io::cli {

/// From now on SIGINT and SIGTERM ask for an end instead of making one; a second one ends at once.
void catch_interrupts();

/// Whether an end was asked for. Any thread may ask; it costs no more than reading a number.
bool interrupted();

} // namespace evengrid::io::cli
