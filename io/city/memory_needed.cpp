#include "io/city/memory_needed.hpp"

#include "engine/error.hpp"
#include "io/files/layer_name.hpp"
#include "io/files/raw_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace evengrid::io {

namespace {

/// Bytes that the outlines of a layer take in a shapefile, of which the factors below speak: text
/// is passed on and not kept. Other formats hold the same with their text in one file.
double outline_bytes(const std::string& path) {
    const auto size = static_cast<double>(std::max<std::int64_t>(0, RawFile::size(path)));
    const bool is_shapefile = path.ends_with(".shp") || path.ends_with(".SHP");
    return is_shapefile ? size : path.ends_with("json") ? size * 0.35 : size * 0.6;
}

class Estimate {
public:
    /// \param times bytes of memory that a byte of outlines takes at the height of the run
    void add(const std::string& layer, double times) {
        if (layer.empty()) {
            return;
        }
        try {
            const std::string path = find_layer(layer).path;
            m_times[path] = std::max(m_times[path], times); // a file may hold several layers
        } catch (const engine::Error&) {
            return;
        }
    }

    void add(const std::vector<std::string>& layers, double times) {
        for (const std::string& layer : layers) {
            add(layer, times);
        }
    }

    double bytes() const {
        double sum = 0;
        for (const auto& [path, times] : m_times) {
            sum += times * outline_bytes(path);
        }
        return sum;
    }

private:
    std::map<std::string, double> m_times;
};

} // namespace

std::int64_t memory_needed(const CitySources& sources) {
    constexpr double always = 65 << 20; // the program, its libraries, the tables of PROJ
    constexpr double as_blocks = 8;
    constexpr double with_streets = 10;
    constexpr double as_cells = 17; // where no streets part them, blocks are shaped by buildings
    constexpr double as_ground = 4;
    Estimate estimate;
    estimate.add(sources.blocks, as_blocks);
    estimate.add(sources.buildings,
                 sources.blocks.empty() && sources.roads.empty() ? as_cells : with_streets);
    for (const auto& lines : {sources.roads, sources.water, sources.motorways, sources.railways,
                              sources.walls, sources.crossings}) {
        estimate.add(lines, with_streets);
    }
    for (const auto& ground :
         {std::vector{sources.units, sources.existing, sources.people.totals, sources.points},
          sources.exclusive, sources.keep_areas}) {
        estimate.add(ground, as_ground);
    }
    return static_cast<std::int64_t>(always + estimate.bytes());
}

std::string words_for_memory(std::int64_t bytes) {
    const bool is_large = bytes > std::int64_t{1000} << 20;
    const double unit = is_large ? 1 << 30 : 1 << 20;
    const double number = static_cast<double>(bytes) / unit;
    // Upwards, so that what is asked for is enough.
    return is_large ? fmt::format("{:.1f}G", std::ceil(number * 10) / 10)
                    : fmt::format("{:.0f}M", std::ceil(number / 10) * 10);
}

} // namespace evengrid::io
