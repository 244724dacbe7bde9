#pragma once

namespace evengrid::io::cli {

/// From now on SIGINT and SIGTERM end the process at once with status 130, however deep in a library
/// the work is. What is being written is taken back; only output that is just being put in place
/// gets there first, and the message says so. A second signal does not even wait for that.
///
/// To be called before any other thread is started.
void catch_interrupts();

} // namespace evengrid::io::cli
