#pragma once

#include <array>
#include <cstdint>

namespace evengrid::algorithms {

/// A small, fast source of random numbers that gives the same sequence everywhere.
///
/// SplitMix64: Steele, Lea, Flood, "Fast splittable pseudorandom number generators" (2014).
/// Standard distributions differ between libraries, so the draws are our own.
class Random {
public:
    explicit Random(std::uint64_t seed) : m_state(seed) {}

    std::uint64_t next() {
        m_state += 0x9e3779b97f4a7c15U;
        return mix(m_state);
    }
    /// A number in [0, bound), bound > 0, by multiplication and shift (Lemire, 2019); the bias is
    /// below 2^-32.
    std::uint32_t below(std::uint32_t bound) {
        return scale(static_cast<std::uint32_t>(next() >> 32), bound);
    }
    /// A number in [0, 1).
    double unit() { return static_cast<double>(next() >> 11) * 0x1p-53; }

    static std::uint32_t scale(std::uint32_t bits, std::uint32_t bound) {
        return static_cast<std::uint32_t>((std::uint64_t{bits} * bound) >> 32);
    }
    static std::uint64_t mix(std::uint64_t z) {
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
        return z ^ (z >> 31);
    }
    /// A seed of its own for each of several independent searches.
    static std::uint64_t derive(std::uint64_t seed, std::uint64_t stream) {
        return mix(seed + 0x9e3779b97f4a7c15U * (stream + 1));
    }

private:
    std::uint64_t m_state;
};

/// Exponentially distributed draws of mean 1, without a logarithm.
///
/// The table holds the expected order statistics of `size` such draws, sums of 1/j: additions and
/// divisions only, so that every machine has the same table to the last bit.
class ExponentialTable {
public:
    static constexpr std::uint32_t size = 1024;
    ExponentialTable() {
        double sum = 0;
        for (std::uint32_t i = 0; i < size; ++i) {
            sum += 1.0 / static_cast<double>(size - i);
            m_values[i] = sum;
        }
    }
    double operator[](std::uint64_t bits) const { return m_values[bits % size]; }

private:
    std::array<double, size> m_values{};
};

} // namespace evengrid::algorithms
