#include "engine/rules/amounts.hpp"

#include "algorithms/parallel.hpp"
#include "engine/blocks/fit_units.hpp"
#include "engine/geometry/geos.hpp"

#include <algorithm>
#include <cmath>

namespace evengrid::engine {

namespace {

std::vector<MultiPolygon> grounds_of(const Blocks& blocks) {
    std::vector<MultiPolygon> grounds;
    for (const Block& block : blocks.blocks) {
        grounds.push_back(block.ground);
    }
    return grounds;
}

/// Gives both sides of every street their halves of it.
class Streets {
public:
    explicit Streets(const Blocks& blocks)
        : m_grounds(grounds_of(blocks)), m_finder(m_grounds), m_length_m(m_grounds.size(), 0) {
        for (const MultiPolygon& ground : m_grounds) {
            m_around = joined(m_around, grown(box(ground), aside_m));
        }
    }

    void add(const std::vector<GroundLine>& lines) {
        std::vector<std::vector<Half>> halves(lines.size());
        algorithms::parallel_for(lines.size(), [&](std::size_t i) {
            const Line& line = lines[i].line;
            const bool counts = lines[i].kind == LineKind::road && meet(m_around, box(line));
            for (std::size_t k = 1; counts && k < line.size(); ++k) {
                add(line[k - 1], line[k], halves[i]);
            }
        });
        for (const auto& of_line : halves) {
            for (const Half& half : of_line) {
                m_length_m[half.block] += half.length_m;
            }
        }
    }

    const std::vector<double>& length_m() const { return m_length_m; }

private:
    static constexpr double aside_m = 1;

    struct Half {
        std::uint32_t block = 0;
        double length_m = 0;
    };

    void add(Point from, Point to, std::vector<Half>& halves) const {
        constexpr double piece_m = 10;
        const double length_m = distance_m(from, to);
        const auto pieces = static_cast<std::size_t>(std::ceil(length_m / piece_m));
        const Point way{to.x_m - from.x_m, to.y_m - from.y_m};
        for (std::size_t i = 0; i < pieces; ++i) {
            const double at = (static_cast<double>(i) + 0.5) / static_cast<double>(pieces);
            for (const double side_m : {-aside_m, aside_m}) {
                const Point beside{from.x_m + at * way.x_m - side_m * way.y_m / length_m,
                                   from.y_m + at * way.y_m + side_m * way.x_m / length_m};
                if (const auto found = m_finder.at(beside); !found.empty()) {
                    halves.push_back({found.front(), length_m / static_cast<double>(2 * pieces)});
                }
            }
        }
    }

    std::vector<MultiPolygon> m_grounds;
    GroundFinder m_finder;
    Box m_around; ///< streets that do not meet it are beside no block
    std::vector<double> m_length_m;
};

std::vector<double> street_m(const City& city, const Blocks& blocks) {
    Streets streets(blocks);
    streets.add(city.lines);
    return streets.length_m();
}

std::vector<double> counted(const City& city, const Blocks& blocks, const std::string& name) {
    std::vector<double> sums(blocks.blocks.size(), 0);
    const auto measure = std::find_if(city.measures.begin(), city.measures.end(),
                                      [&](const auto& known) { return known.name == name; });
    if (measure == city.measures.end()) {
        return sums;
    }
    for (std::size_t i = 0; i < sums.size(); ++i) {
        for (const BuildingIndex building : blocks.blocks[i].buildings) {
            sums[i] += measure->amounts[index(building)];
        }
    }
    if (city.buildings.empty()) {
        const auto grounds = grounds_of(blocks);
        const GroundFinder finder(grounds);
        for (std::size_t i = 0; i < city.given_blocks.size(); ++i) {
            const auto found = finder.at(point_inside(city.given_blocks[i].ground));
            if (!found.empty()) {
                sums[found.front()] += measure->amounts[i];
            }
        }
    }
    return sums;
}

double amount(const Block& block, Measure measure) {
    switch (measure) {
    case Measure::households:
        return static_cast<double>(block.households);
    case Measure::buildings:
        return static_cast<double>(block.buildings.size());
    case Measure::area_m2:
        return block.area_m2;
    default:
        return 0;
    }
}

} // namespace

double step(Measure measure) {
    return measure == Measure::counted ? 0.001 : 1;
}

std::vector<std::int64_t> amounts(const City& city, const Blocks& blocks, const Rule& rule) {
    std::vector<double> exact;
    if (rule.measure == Measure::street_m) {
        exact = street_m(city, blocks);
    } else if (rule.measure == Measure::counted) {
        exact = counted(city, blocks, rule.counted);
    } else {
        for (const Block& block : blocks.blocks) {
            exact.push_back(amount(block, rule.measure));
        }
    }
    std::vector<std::int64_t> steps;
    for (const double amount : exact) {
        steps.push_back(std::llround(amount / step(rule.measure)));
    }
    return steps;
}

} // namespace evengrid::engine
