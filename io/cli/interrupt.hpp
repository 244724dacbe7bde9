#pragma once

namespace evengrid::io::cli {

/// From now on SIGINT and SIGTERM end the process at once with status 130: until something is
/// being written there is nothing to clean up, however deep in a library the work is.
void catch_interrupts();

/// While it lives, an interrupt is put off: what is being written is finished or taken back, and a
/// plan is never left half. A second interrupt ends the process nevertheless.
class Uninterrupted {
public:
    Uninterrupted();
    ~Uninterrupted();
    Uninterrupted(const Uninterrupted&) = delete;
    Uninterrupted& operator=(const Uninterrupted&) = delete;
};

/// Whether an end was asked for while it was put off. Any thread may ask.
bool interrupted();

} // namespace evengrid::io::cli
