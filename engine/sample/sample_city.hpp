#pragma once

#include "engine/geometry/geometry.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace evengrid::engine {

/// A made-up city to try evengrid on: it looks and counts like a real one, and belongs to no one.
///
/// Streets are drawn first: a river, a railway and straight cuts divide the ground again and again,
/// down to street blocks, as the streets of grown cities do; then the whole map is bent a little.
/// Communities and subdistricts are unions of blocks, so that they tile the city exactly. Each
/// block is built up after its place between centre and fringe, and its homes are filled.

/// A name in Chinese and in English.
struct SampleName {
    std::string chinese;
    std::string english;
};

enum class RoadClass { trunk, main, secondary, minor, lane };
std::string_view word(RoadClass road_class);

struct SampleRoad {
    SampleName name; ///< empty for lanes
    RoadClass road_class = RoadClass::minor;
    double width_m = 0;
    bool one_way = false; ///< one carriageway of two, drawn in the direction of the traffic
    bool bridge = false;  ///< a stretch of it crosses the river
    Line line;
};

/// A river or railway: its middle line.
struct SampleLine {
    SampleName name;
    double width_m = 0;
    Line line;
};

struct SampleWater {
    SampleName name;
    std::string kind; ///< "river" or "lake"
    Polygon ground;
};

/// A community (社区), nested in a subdistrict (街道).
struct SampleCommunity {
    std::string code; ///< 12 digits: county 6, subdistrict 3, community 3
    SampleName name;
    SampleName subdistrict;
    std::int64_t people = 0;
    std::int64_t households = 0;
    Polygon ground;
};

struct SampleBuilding {
    Polygon footprint;
    std::string use; ///< residential, dormitory, office, shop, market, school, hospital, factory,
                     ///< utility, temple
    SampleName compound; ///< the housing estate (小区) that it belongs to; empty for none
    int floors = 1;
    double height_m = 3;
    std::int64_t households = 0;
    std::int64_t people = 0;
    std::uint32_t community = 0; ///< index of the community
};

/// A grid of the existing plan, made by hand: it follows streets and is uneven.
struct SampleGrid {
    std::string code; ///< community code and three digits
    std::uint32_t community = 0;
    std::int64_t people = 0;
    Polygon ground;
};

struct SampleServicePoint {
    std::string kind; ///< service_centre, clinic, police_post, elderly_care, canteen, library
    SampleName name;
    std::int64_t capacity = 0; ///< people it can serve
    std::uint32_t community = 0;
    Point place;
};

/// How many people work for the grids of a community, by role. Nobody is named.
struct SampleStaff {
    std::uint32_t community = 0;
    std::int64_t chiefs = 0;
    std::int64_t leaders = 0;
    std::int64_t staff = 0;
};

struct SampleCity {
    SampleName name;
    std::vector<SampleCommunity> communities;
    std::vector<SampleRoad> roads;
    std::vector<SampleLine> rivers;
    std::vector<SampleLine> railways;
    std::vector<SampleWater> water;
    std::vector<SampleBuilding> buildings;
    std::vector<SampleGrid> existing_grids;
    std::vector<SampleServicePoint> service_points;
    std::vector<SampleStaff> staff;
};

struct SampleOptions {
    std::size_t communities = 12; ///< 1 to 5000; each is home to about 11,000 people
    std::uint64_t seed = 1;       ///< another seed is another city
};

/// Draws a city. Coordinates are metres of a transverse Mercator zone (easting 500 km in the
/// middle), rounded to the millimetre; the same options give the same city on every machine.
///
/// Most communities can be divided into grids of 1,000 to 2,000 people. Some cannot, as in life:
/// now and then a single building houses more than 2,000 people, and a hamlet at the edge of a city
/// of 10 communities or more has fewer than 1,000.
///
/// \throws std::invalid_argument for a number of communities out of range.
/// Complexity: almost linear in the communities; 1,000 of them have about 240,000 buildings.
SampleCity draw_city(const SampleOptions& options);

} // namespace evengrid::engine
