#include "engine/sample/sample_city.hpp"

#include "algorithms/random.hpp"
#include "engine/geometry/geos.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <stdexcept>

using namespace evengrid::engine;

namespace {

/// Polygons fit together without an overlap when no stretch between two corners is walked twice the
/// same way; and without a gap when the stretches walked once make one closed outline.
void expect_tiles(const MultiPolygon& polygons, bool one_outline) {
    std::set<std::pair<Point, Point>> stretches;
    for (const Polygon& polygon : polygons) {
        std::vector<Ring> rings = polygon.holes;
        rings.push_back(polygon.shell);
        for (const Ring& ring : rings) {
            for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
                EXPECT_TRUE(stretches.emplace(ring[i], ring[i + 1]).second) << "an overlap";
            }
        }
    }
    std::map<Point, Point> next;
    for (const auto& [from, to] : stretches) {
        if (stretches.count({to, from}) == 0) {
            EXPECT_TRUE(next.emplace(from, to).second) << "outlines meet in a point";
        }
    }
    if (one_outline) {
        Ring outline;
        for (Point at = next.begin()->first; outline.empty() || at != outline.front();
             at = next.at(at)) {
            outline.push_back(at);
        }
        EXPECT_EQ(outline.size(), next.size()) << "a gap";
    }
}

void expect_valid(const Polygon& polygon, const char* what) {
    EXPECT_GT(signed_area_m2(polygon.shell), 0) << what;
    const auto wrong = invalidity({polygon});
    EXPECT_FALSE(wrong) << what << ": " << (wrong ? wrong->reason : "");
}

/// What every sample city promises.
void expect_a_sound_city(const SampleCity& city, std::size_t communities) {
    ASSERT_EQ(city.communities.size(), communities);
    MultiPolygon grounds;
    std::vector<MultiPolygon> grids(communities);
    std::vector<std::int64_t> people(communities, 0), in_grids(communities, 0);
    std::set<std::string> codes, names;
    for (const SampleCommunity& community : city.communities) {
        expect_valid(community.ground, "community");
        grounds.push_back(community.ground);
        codes.insert(community.code);
        names.insert(community.name.chinese);
        EXPECT_EQ(community.code.size(), 12U);
    }
    EXPECT_EQ(codes.size(), communities);
    EXPECT_EQ(names.size(), communities);
    expect_tiles(grounds, true);

    for (const SampleBuilding& building : city.buildings) {
        expect_valid(building.footprint, "building");
        EXPECT_GE(building.people, 0);
        EXPECT_GE(building.floors, 1);
        people[building.community] += building.people;
        for (const Point& corner : building.footprint.shell) {
            EXPECT_TRUE(contains(grounds[building.community], corner))
                << "a building leaves its community";
        }
    }
    for (const SampleGrid& grid : city.existing_grids) {
        expect_valid(grid.ground, "existing grid");
        grids[grid.community].push_back(grid.ground);
        in_grids[grid.community] += grid.people;
        EXPECT_EQ(grid.code.substr(0, 12), city.communities[grid.community].code);
    }
    for (std::size_t i = 0; i < communities; ++i) {
        EXPECT_EQ(people[i], city.communities[i].people);
        EXPECT_EQ(in_grids[i], city.communities[i].people);
        EXPECT_NEAR(area_m2(grids[i]), area_m2(grounds[i]), 1e-3);
        expect_tiles(grids[i], false);
    }
    for (const SampleWater& water : city.water) {
        expect_valid(water.ground, "water");
    }
    for (const SampleRoad& road : city.roads) {
        EXPECT_GE(road.line.size(), 2U);
        EXPECT_EQ(std::adjacent_find(road.line.begin(), road.line.end()), road.line.end())
            << "a road stands still";
        EXPECT_EQ(road.name.chinese.empty(), road.road_class == RoadClass::lane);
    }
}

SampleCity city_of(std::size_t communities, std::uint64_t seed) {
    return draw_city({.communities = communities, .seed = seed});
}

std::size_t count_roads(const SampleCity& city, bool SampleRoad::*property) {
    return static_cast<std::size_t>(std::count_if(
        city.roads.begin(), city.roads.end(), [&](const SampleRoad& r) { return r.*property; }));
}

TEST(SampleCity, IsSoundForAnySizeAndSeed) {
    evengrid::algorithms::Random random(2024);
    for (int round = 0; round < 24; ++round) {
        const std::uint64_t seed = random.next();
        const std::size_t communities = 1 + random.below(40);
        SCOPED_TRACE("communities " + std::to_string(communities) + ", seed " +
                     std::to_string(seed));
        expect_a_sound_city(city_of(communities, seed), communities);
    }
}

TEST(SampleCity, IsTheSameForTheSameSeedAndAnotherForAnother) {
    const SampleCity one = city_of(9, 3);
    const SampleCity same = city_of(9, 3);
    const SampleCity other = city_of(9, 4);
    ASSERT_EQ(one.buildings.size(), same.buildings.size());
    for (std::size_t i = 0; i < one.buildings.size(); ++i) {
        EXPECT_EQ(one.buildings[i].footprint, same.buildings[i].footprint);
        EXPECT_EQ(one.buildings[i].people, same.buildings[i].people);
    }
    EXPECT_NE(one.communities[0].ground, other.communities[0].ground);
}

TEST(SampleCity, KeepsBuildingsApartAndOffTheStreets) {
    const SampleCity city = city_of(4, 11);
    std::vector<Box> boxes;
    for (const SampleBuilding& building : city.buildings) {
        boxes.push_back(box({building.footprint}));
    }
    const auto off = [&](const Line& line) {
        for (std::size_t i = 0; i + 1 < line.size(); ++i) {
            for (int step = 0; step <= 10; ++step) {
                const double t = step / 10.0;
                const Point p{line[i].x_m + (line[i + 1].x_m - line[i].x_m) * t,
                              line[i].y_m + (line[i + 1].y_m - line[i].y_m) * t};
                for (const SampleBuilding& building : city.buildings) {
                    if (contains(building.footprint, p)) {
                        return false;
                    }
                }
            }
        }
        return true;
    };
    for (const SampleRoad& road : city.roads) {
        EXPECT_TRUE(off(road.line)) << word(road.road_class);
    }
    for (const SampleLine& line : city.rivers) {
        EXPECT_TRUE(off(line.line));
    }
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            if (meet(boxes[i], boxes[j])) {
                for (const Point& corner : city.buildings[i].footprint.shell) {
                    EXPECT_FALSE(contains(city.buildings[j].footprint, corner))
                        << i << " stands in " << j;
                }
            }
        }
    }
}

TEST(SampleCity, HasWhatARealCityHas) {
    const SampleCity city = city_of(98, 1);
    EXPECT_EQ(city.rivers.size(), 1U);
    EXPECT_GE(city.railways.size(), 1U);
    EXPECT_GE(count_roads(city, &SampleRoad::bridge), 3U);
    EXPECT_GE(count_roads(city, &SampleRoad::one_way), 4U);
    std::set<std::string> uses, kinds, subdistricts;
    std::size_t empty = 0;
    for (const SampleBuilding& building : city.buildings) {
        uses.insert(building.use);
        empty += building.people == 0 ? 1U : 0U;
    }
    for (const SampleServicePoint& point : city.service_points) {
        kinds.insert(point.kind);
    }
    for (const SampleCommunity& community : city.communities) {
        subdistricts.insert(community.subdistrict.chinese);
    }
    EXPECT_EQ(uses.size(), 10U);
    EXPECT_EQ(kinds.size(), 6U);
    EXPECT_GE(subdistricts.size(), 8U);
    EXPECT_GT(empty, city.buildings.size() / 20) << "too few buildings without people";
    EXPECT_EQ(city.staff.size(), city.communities.size());
}

TEST(SampleCity, CanMostlyBeDividedAndHonestlyNotEverywhere) {
    const SampleCity city = city_of(98, 1);
    const auto below = std::count_if(city.communities.begin(), city.communities.end(),
                                     [](const auto& c) { return c.people < 1000; });
    const auto above = std::count_if(city.buildings.begin(), city.buildings.end(),
                                     [](const auto& b) { return b.people > 2000; });
    EXPECT_GE(below, 1);
    EXPECT_LE(below, 4);
    EXPECT_GE(above, 1);
    EXPECT_LE(above, 6);
    std::int64_t people = 0;
    for (const SampleCommunity& community : city.communities) {
        people += community.people;
    }
    EXPECT_GT(people, 98 * 8'000);
    EXPECT_LT(people, 98 * 15'000);
}

TEST(SampleCity, RefusesANumberOfCommunitiesThatIsNone) {
    EXPECT_THROW(city_of(0, 1), std::invalid_argument);
    EXPECT_THROW(city_of(5001, 1), std::invalid_argument);
}

} // namespace
