#include "engine/geometry/crs.hpp"

#include "engine/error.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace evengrid::engine {
namespace {

/// The .prj that Chinese surveying software writes: no authority code.
const char* const esri_prj =
    R"(PROJCS["CGCS2000_3_Degree_GK_CM_117E",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",)"
    R"(DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],)"
    R"(UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",500000.0],)"
    R"(PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",117.0],PARAMETER["Scale_Factor",1.0],)"
    R"(PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]])";

TEST(Crs, ReadsCodesAndWktAndNothingElse) {
    EXPECT_NO_THROW(read_crs("EPSG:4548"));
    EXPECT_NO_THROW(read_crs(esri_prj));
    for (const char* text :
         {"", "EPSG:1", "+proj=longlat", "/etc/passwd", "http://127.0.0.1/", "EPSG:4326+5773",
          "WGS84", "urn:ogc:def:crs:EPSG::4326", "file:///etc/passwd"}) {
        EXPECT_THROW(read_crs(text), Error) << text;
    }
}

TEST(Crs, TellsMetresFromDegreesAndFeet) {
    EXPECT_TRUE(is_metric(read_crs("EPSG:4548")));
    EXPECT_TRUE(is_metric(read_crs("EPSG:32650")));
    EXPECT_FALSE(is_metric(read_crs("EPSG:4490")));
    EXPECT_TRUE(is_geographic(read_crs("EPSG:4490")));
    EXPECT_FALSE(is_metric(read_crs("EPSG:2263"))) << "New York, in feet";
}

TEST(Crs, TakesTheEastingForXWhateverTheAuthoritySays) {
    // EPSG:4490 is latitude first, EPSG:4548 northing first, EPSG:2180 too.
    for (const auto& [code, x, y] : {std::tuple{"EPSG:4548", 600000.0, 2700000.0},
                                     {"EPSG:2180", 500000.0, 500000.0},
                                     {"EPSG:3879", 25496000.0, 6672000.0}}) {
        const Crs crs = read_crs(code);
        const Point degrees = to_degrees(crs, {x, y});
        EXPECT_LT(std::abs(degrees.y_m), 70.0) << code;
        EXPECT_TRUE(is_in_area_of_use(crs, {x, y})) << code;
        const Crs geographic =
            read_crs(std::string(code) == "EPSG:4548" ? "EPSG:4490" : "EPSG:4258");
        const Point back = Transform(geographic, crs, degrees)(degrees);
        EXPECT_NEAR(back.x_m, x, 0.001) << code;
        EXPECT_NEAR(back.y_m, y, 0.001) << code;
    }
}

TEST(Crs, KnowsTheSameSystemInOtherWords) {
    EXPECT_TRUE(same_crs(read_crs("EPSG:4548"), read_crs(read_crs("EPSG:4548").wkt)));
    EXPECT_FALSE(same_crs(read_crs("EPSG:4548"), read_crs("EPSG:4547")));
    EXPECT_TRUE(Transform(read_crs("EPSG:4326"), read_crs("EPSG:4326"), {}).is_identity());
}

TEST(Crs, TakesCgcs2000ForWgs84AndSaysHowGoodThatIs) {
    const Point place{118.1, 24.5};
    for (const char* wgs84 : {"EPSG:4326", "EPSG:32650"}) {
        const Transform transform(read_crs("EPSG:4490"), read_crs(wgs84), place);
        EXPECT_FALSE(transform.is_ballpark()) << wgs84;
        EXPECT_LE(transform.accuracy_m().value_or(99), 1.0) << wgs84;
    }
    const Point same = Transform(read_crs("EPSG:4490"), read_crs("EPSG:4326"), place)(place);
    EXPECT_NEAR(same.x_m, place.x_m, 1e-9);
    EXPECT_NEAR(same.y_m, place.y_m, 1e-9);
}

TEST(Crs, OwnsUpToABallparkTransformation) {
    // A datum that nobody has tied to WGS 84.
    const Crs local = read_crs(
        R"(GEOGCS["Local 1954",DATUM["Local_1954",SPHEROID["Krassowsky 1940",6378245,298.3]],)"
        R"(PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]])");
    EXPECT_TRUE(Transform(local, read_crs("EPSG:4326"), {116, 40}).is_ballpark());
}

TEST(Crs, MeasuresWhatAProjectionDoesToAreas) {
    for (const double x :
         {560000.0, 606000.0, 640000.0}) { // proj_factors of PROJ 9.1 fails at 606000
        EXPECT_NEAR(areal_scale(read_crs("EPSG:4548"), {x, 2706000}), 1.0, 0.001) << x;
    }
    EXPECT_NEAR(areal_scale(read_crs("EPSG:3857"), {1603000, 6461000}), 2.4, 0.1) << "Prague";
}

TEST(Crs, MakesAnEqualAreaSystemAroundAPlace) {
    const Crs crs = equal_area_around(118.1, 24.45);
    EXPECT_TRUE(is_metric(crs));
    EXPECT_NEAR(areal_scale(crs, {50000, -30000}), 1.0, 1e-6);
}

TEST(Crs, RefusesAPointThatHasNoPlace) {
    const Transform transform(read_crs("EPSG:4326"), read_crs("EPSG:32650"), {117, 30});
    EXPECT_THROW(transform({std::numeric_limits<double>::infinity(), 0}), Error);
}

} // namespace
} // namespace evengrid::engine
