#pragma once

#include "engine/sample/sample_city.hpp"

namespace evengrid::engine {

/// Names of streets, communities and estates in Chinese and in pinyin, each given once.
class SampleNames {
public:
    explicit SampleNames(std::uint64_t seed);

    SampleName city();
    SampleName river();
    SampleName subdistrict();
    SampleName community();
    SampleName road(RoadClass road_class);
    SampleName estate(); ///< a housing estate (小区)
    SampleName village();
    SampleName lake();

private:
    SampleName next(std::size_t kind, const char* chinese_ending, const char* english_ending);

    std::uint64_t m_seed;
    std::uint64_t m_given[4] = {}; ///< by kind: names of different kinds may be alike
};

} // namespace evengrid::engine
