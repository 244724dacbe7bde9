#include "algorithms/parallel.hpp"

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/info.h>
#include <oneapi/tbb/parallel_for.h>

#ifdef EVENGRID_THREAD_SANITIZER
#include <sanitizer/tsan_interface.h>
#endif

namespace evengrid::algorithms {

namespace {

#ifdef EVENGRID_THREAD_SANITIZER
void comes_before(char& moment) {
    __tsan_release(&moment);
}
void comes_after(char& moment) {
    __tsan_acquire(&moment);
}
#else
void comes_before(char&) {}
void comes_after(char&) {}
#endif

/// Tells ThreadSanitizer what it cannot see, since oneTBB comes without its instrumentation: calls
/// come after what was done before the loop, and before what is done after it.
class Loop {
public:
    Loop() { comes_before(m_begin); }
    ~Loop() { comes_after(m_end); }
    Loop(const Loop&) = delete;
    Loop& operator=(const Loop&) = delete;

    class Call {
    public:
        explicit Call(Loop& loop) : m_loop(loop) { comes_after(m_loop.m_begin); }
        ~Call() { comes_before(m_loop.m_end); }
        Call(const Call&) = delete;
        Call& operator=(const Call&) = delete;

    private:
        Loop& m_loop;
    };

private:
    char m_begin = 0; ///< of these only the address counts
    char m_end = 0;
};

} // namespace

void parallel_for(std::size_t count, const std::function<void(std::size_t)>& body) {
    Loop loop;
    oneapi::tbb::parallel_for(std::size_t{0}, count, [&](std::size_t i) {
        const Loop::Call call(loop);
        body(i);
    });
}

ThreadLimit::ThreadLimit(unsigned threads)
    : m_control(new oneapi::tbb::global_control(
          oneapi::tbb::global_control::max_allowed_parallelism,
          threads != 0 ? threads
                       : static_cast<std::size_t>(oneapi::tbb::info::default_concurrency()))) {}

ThreadLimit::~ThreadLimit() {
    delete static_cast<oneapi::tbb::global_control*>(m_control);
}

} // namespace evengrid::algorithms
