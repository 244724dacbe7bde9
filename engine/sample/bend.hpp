#pragma once

#include "engine/geometry/geometry.hpp"

#include <cstdint>

namespace evengrid::engine {

/// A smooth random surface between -1 and 1, the same on every machine: additions and products
/// only.
///
/// Value noise on a square lattice with quintic steps (Perlin, "Improving noise", 2002).
class Noise {
public:
    Noise(std::uint64_t seed, double wavelength_m) : m_seed(seed), m_wavelength_m(wavelength_m) {}
    double operator()(Point p) const;

private:
    double lattice(std::int64_t column, std::int64_t row) const;

    std::uint64_t m_seed;
    double m_wavelength_m;
};

/// Bends a map of straight lines a little, as hills and history bend streets.
///
/// One-to-one: the slopes of the displacement add up to about one half where they are steepest.
class Bend {
public:
    Bend(std::uint64_t seed, Point origin);
    /// Where a point of the straight map lies in the city, to the millimetre.
    Point operator()(Point p) const;
    /// The bent line between two points, both included. The same points in reverse for the way
    /// back.
    Line operator()(Point a, Point b) const;

private:
    std::uint64_t m_seed;
    Point m_origin;
};

/// Rounds to the millimetre, so that no machine's last bits show.
Point rounded(Point p);

} // namespace evengrid::engine
