#pragma once

#include <cstddef>
#include <functional>

namespace evengrid::algorithms {

/// Calls `body(i)` for every i in [0, count), in any order and on several threads.
///
/// The calls must not depend on each other. An exception from one call ends the loop and is thrown
/// here. May be called from inside a body.
void parallel_for(std::size_t count, const std::function<void(std::size_t)>& body);

/// While it lives, `parallel_for` uses at most so many threads; 0 means one per core.
class ThreadLimit {
public:
    explicit ThreadLimit(unsigned threads);
    ~ThreadLimit();
    ThreadLimit(const ThreadLimit&) = delete;
    ThreadLimit& operator=(const ThreadLimit&) = delete;

private:
    void* m_control;
};

} // namespace evengrid::algorithms
