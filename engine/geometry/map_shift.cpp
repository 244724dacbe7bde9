#include "engine/geometry/map_shift.hpp"

#include "engine/blocks/fit_units.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace evengrid::engine {

namespace {

constexpr double pi = std::numbers::pi;

bool is_in_china(Point p) {
    return p.x_m > 72.004 && p.x_m < 137.8347 && p.y_m > 0.8293 && p.y_m < 55.8271;
}

/// The waves that all three sums of the shift share.
double ripple(double x) {
    return (20 * std::sin(6 * x * pi) + 20 * std::sin(2 * x * pi)) * 2 / 3;
}

Point gcj02_of(Point p) {
    if (!is_in_china(p)) {
        return p;
    }
    // The Krasovsky 1940 ellipsoid.
    constexpr double axis_m = 6378245.0;
    constexpr double eccentricity_2 = 0.00669342162296594323;
    const double x = p.x_m - 105;
    const double y = p.y_m - 35;
    const double root = std::sqrt(std::abs(x));
    const double north_m = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root +
                           ripple(x) + (20 * std::sin(y * pi) + 40 * std::sin(y / 3 * pi)) * 2 / 3 +
                           (160 * std::sin(y / 12 * pi) + 320 * std::sin(y * pi / 30)) * 2 / 3;
    const double east_m = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + ripple(x) +
                          (20 * std::sin(x * pi) + 40 * std::sin(x / 3 * pi)) * 2 / 3 +
                          (150 * std::sin(x / 12 * pi) + 300 * std::sin(x / 30 * pi)) * 2 / 3;
    const double latitude = p.y_m / 180 * pi;
    const double magic = 1 - eccentricity_2 * std::sin(latitude) * std::sin(latitude);
    return {p.x_m + east_m * 180 / (axis_m / std::sqrt(magic) * std::cos(latitude) * pi),
            p.y_m +
                north_m * 180 / (axis_m * (1 - eccentricity_2) / (magic * std::sqrt(magic)) * pi)};
}

Point bd09_of(Point gcj02) {
    constexpr double turn = pi * 3000 / 180;
    const double distance = std::hypot(gcj02.x_m, gcj02.y_m) + 0.00002 * std::sin(gcj02.y_m * turn);
    const double angle = std::atan2(gcj02.y_m, gcj02.x_m) + 0.000003 * std::cos(gcj02.x_m * turn);
    return {distance * std::cos(angle) + 0.0065, distance * std::sin(angle) + 0.006};
}

/// Grounds that places belong in, or outside of.
class Grounds {
public:
    Grounds(const std::vector<MultiPolygon>& grounds, Belong belong)
        : m_finder(grounds), m_belong(belong) {
        for (const MultiPolygon& ground : grounds) {
            m_extent = joined(m_extent, box(ground));
        }
    }

    struct Count {
        std::size_t places = 0; ///< that tell something: far from all grounds none is astray
        std::size_t astray = 0;
        double share() const {
            return static_cast<double>(astray) /
                   static_cast<double>(std::max<std::size_t>(places, 1));
        }
    };
    Count count(const std::vector<Point>& places, const Move& move) const {
        Count count;
        for (const Point place : places) {
            const Point there = move(place);
            const bool is_within = !m_finder.at(there).empty();
            if (m_belong == Belong::inside) {
                ++count.places;
                count.astray += is_within ? 0U : 1U;
            } else if (meet(m_extent, box({there}))) {
                ++count.places;
                count.astray += is_within ? 1U : 0U;
            }
        }
        return count;
    }

private:
    GroundFinder m_finder;
    Belong m_belong;
    Box m_extent;
};

/// The share that is astray of places that nothing holds to the grounds: the same ones, moved half
/// a kilometre to each side.
double share_by_chance(const std::vector<Point>& places, const Grounds& grounds) {
    constexpr double way_m = 500;
    Grounds::Count all;
    for (const Point way : {Point{way_m, 0}, {-way_m, 0}, {0, way_m}, {0, -way_m}}) {
        const auto moved = grounds.count(places, [&](Point p) {
            return Point{p.x_m + way.x_m, p.y_m + way.y_m};
        });
        all.places += moved.places;
        all.astray += moved.astray;
    }
    return all.share();
}

} // namespace

std::string_view words(MapShift shift) {
    return shift == MapShift::gcj02 ? "gcj02" : shift == MapShift::bd09 ? "bd09" : "none";
}

Point with_shift(Point degrees, MapShift shift) {
    if (shift == MapShift::none || !is_in_china(degrees)) {
        return degrees;
    }
    const Point gcj02 = gcj02_of(degrees);
    return shift == MapShift::bd09 ? bd09_of(gcj02) : gcj02;
}

Point without_shift(Point degrees, MapShift shift) {
    Point found = degrees;
    for (int i = 0; i < 10; ++i) { // the shift changes by less than a thousandth of itself
        const Point there = with_shift(found, shift);
        found = {found.x_m + degrees.x_m - there.x_m, found.y_m + degrees.y_m - there.y_m};
    }
    return found;
}

LikelyShift likely_shift(const std::vector<Point>& places, const std::vector<MultiPolygon>& grounds,
                         const Crs& metric, Belong belong) {
    constexpr std::size_t most_places = 5000;
    const double suspicious = belong == Belong::inside ? 0.01 : 0.02;
    std::vector<Point> sample;
    const std::size_t step = places.size() / most_places + 1;
    for (std::size_t i = 0; i < places.size(); i += step) {
        sample.push_back(places[i]);
    }
    const Grounds where(grounds, belong);
    const auto as_they_are = where.count(sample, [](Point p) { return p; });
    LikelyShift likely;
    likely.astray = as_they_are.share();
    if (likely.astray < suspicious || !is_on_earth(metric)) {
        return likely;
    }
    const Crs wgs84 = read_crs("EPSG:4326");
    const Transform to_degrees(metric, wgs84, sample.front());
    const Transform to_metric(wgs84, metric, to_degrees(sample.front()));
    double fewest = likely.astray / 4;
    for (const MapShift shift : {MapShift::gcj02, MapShift::bd09}) {
        for (const bool of_grounds : {false, true}) {
            const auto moved = where.count(sample, [&](Point place) {
                const Point degrees = to_degrees(place);
                return to_metric(of_grounds ? with_shift(degrees, shift)
                                            : without_shift(degrees, shift));
            });
            if (moved.share() < fewest && 2 * moved.places >= as_they_are.places) {
                fewest = moved.share();
                likely = {shift, of_grounds, likely.astray, fewest};
            }
        }
    }
    likely.by_chance =
        likely.shift == MapShift::none && 2 * likely.astray > share_by_chance(sample, where);
    return likely;
}

} // namespace evengrid::engine
