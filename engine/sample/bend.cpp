#include "engine/sample/bend.hpp"

#include "algorithms/random.hpp"

#include <algorithm>
#include <cmath>

namespace evengrid::engine {

using algorithms::Random;

double Noise::lattice(std::int64_t column, std::int64_t row) const {
    const std::uint64_t bits =
        Random::derive(Random::derive(m_seed, static_cast<std::uint64_t>(column)),
                       static_cast<std::uint64_t>(row));
    return Random(bits).unit() * 2 - 1;
}

double Noise::operator()(Point p) const {
    const double x = p.x_m / m_wavelength_m;
    const double y = p.y_m / m_wavelength_m;
    const auto column = static_cast<std::int64_t>(std::floor(x));
    const auto row = static_cast<std::int64_t>(std::floor(y));
    const auto step = [](double t) { return t * t * t * (t * (t * 6 - 15) + 10); };
    const double u = step(x - std::floor(x));
    const double v = step(y - std::floor(y));
    const double south = lattice(column, row) * (1 - u) + lattice(column + 1, row) * u;
    const double north = lattice(column, row + 1) * (1 - u) + lattice(column + 1, row + 1) * u;
    return south * (1 - v) + north * v;
}

namespace {

struct Wave {
    double length_m;
    double shift_m;
};

// The steepest slope of value noise is 2 * 15/8 per wavelength: 0.28, 0.16 and 0.08 here.
constexpr Wave waves[] = {{3000, 220}, {1300, 55}, {450, 10}};

} // namespace

Point rounded(Point p) {
    return {std::round(p.x_m * 1000) / 1000, std::round(p.y_m * 1000) / 1000};
}

Bend::Bend(std::uint64_t seed, Point origin) : m_seed(seed), m_origin(origin) {}

Point Bend::operator()(Point p) const {
    Point moved{m_origin.x_m + p.x_m, m_origin.y_m + p.y_m};
    std::uint64_t stream = 1;
    for (const Wave& wave : waves) {
        moved.x_m += wave.shift_m * Noise(Random::derive(m_seed, stream++), wave.length_m)(p);
        moved.y_m += wave.shift_m * Noise(Random::derive(m_seed, stream++), wave.length_m)(p);
    }
    return rounded(moved);
}

Line Bend::operator()(Point a, Point b) const {
    constexpr double step_m = 60;
    const bool reversed = b < a;
    const Point from = reversed ? b : a;
    const Point to = reversed ? a : b;
    const int steps = std::max(1, static_cast<int>(distance_m(a, b) / step_m));
    Line line;
    for (int i = 0; i <= steps; ++i) {
        const double t = static_cast<double>(i) / steps;
        line.push_back(
            (*this)({from.x_m + (to.x_m - from.x_m) * t, from.y_m + (to.y_m - from.y_m) * t}));
    }
    line.back() = (*this)(to); // exactly: 1 * (b - a) + a need not be b
    if (reversed) {
        std::reverse(line.begin(), line.end());
    }
    return line;
}

} // namespace evengrid::engine
