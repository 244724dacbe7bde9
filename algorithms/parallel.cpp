#include "algorithms/parallel.hpp"

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/info.h>
#include <oneapi/tbb/parallel_for.h>

namespace evengrid::algorithms {

void parallel_for(std::size_t count, const std::function<void(std::size_t)>& body) {
    oneapi::tbb::parallel_for(std::size_t{0}, count, body);
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
