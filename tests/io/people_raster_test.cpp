#include "io/city/people_raster.hpp"

#include "engine/error.hpp"
#include "io/files/drivers.hpp"
#include "io/raw_shapefile.hpp"

#include <gdal_priv.h>
#include <gtest/gtest.h>

#include <array>
#include <numeric>

namespace evengrid::io {
namespace {

/// Three columns and two rows of 100 m, in UTM zone 50 north.
void write_raster(const std::string& path, const char* crs = "EPSG:32650",
                  std::array<double, 6> place = {600000, 100, 0, 2700200, 0, -100}) {
    register_drivers();
    const GDALDatasetUniquePtr raster(GetGDALDriverManager()->GetDriverByName("GTiff")->Create(
        path.c_str(), 3, 2, 1, GDT_Float32, nullptr));
    ASSERT_TRUE(raster);
    raster->SetGeoTransform(place.data());
    OGRSpatialReference reference;
    if (crs != nullptr && reference.SetFromUserInput(crs) == OGRERR_NONE) {
        raster->SetSpatialRef(&reference);
    }
    std::array<float, 6> people{10.5F, 20.5F, -9999, 0, 40.25F, 3.75F};
    raster->GetRasterBand(1)->SetNoDataValue(-9999);
    ASSERT_EQ(raster->GetRasterBand(1)->RasterIO(GF_Write, 0, 0, 3, 2, people.data(), 3, 2,
                                                 GDT_Float32, 0, 0),
              CE_None);
}

TEST(PeopleRaster, GivesCellsWithWholePeople) {
    const test::Folder folder;
    write_raster(folder / "people.tif");
    const auto cells = read_people_raster(folder / "people.tif", {600000, 2700000, 600300, 2700200},
                                          engine::read_crs("EPSG:32650"));
    ASSERT_EQ(cells.size(), 4u) << "no data and nobody are left out";
    const auto people = std::accumulate(
        cells.begin(), cells.end(), std::int64_t{0},
        [](std::int64_t sum, const engine::ControlTotal& cell) { return sum + cell.people; });
    EXPECT_EQ(people, 75);
    EXPECT_EQ(engine::box(cells[1].ground), (engine::Box{600100, 2700100, 600200, 2700200}));
}

TEST(PeopleRaster, ReadsOnlyTheCellsOfTheBox) {
    const test::Folder folder;
    write_raster(folder / "people.tif");
    const engine::Crs crs = engine::read_crs("EPSG:32650");
    EXPECT_EQ(
        read_people_raster(folder / "people.tif", {600110, 2700110, 600190, 2700190}, crs).size(),
        1u);
    EXPECT_TRUE(
        read_people_raster(folder / "people.tif", {700000, 2700110, 700100, 2700190}, crs).empty());
}

TEST(PeopleRaster, BringsCellsToAnotherCrs) {
    const test::Folder folder;
    write_raster(folder / "people.tif");
    const engine::Crs metric = engine::read_crs("EPSG:4548");
    const engine::Transform transform(engine::read_crs("EPSG:32650"), metric, {600000, 2700000});
    const engine::Point middle = transform({600150, 2700150});
    const auto cells = read_people_raster(
        folder / "people.tif", {middle.x_m - 5, middle.y_m - 5, middle.x_m + 5, middle.y_m + 5},
        metric);
    ASSERT_EQ(cells.size(), 1u);
    EXPECT_TRUE(engine::contains(cells[0].ground, middle));
}

TEST(PeopleRaster, RefusesWhatItCannotPlace) {
    const test::Folder folder;
    const engine::Box box{600000, 2700000, 600300, 2700200};
    const engine::Crs crs = engine::read_crs("EPSG:32650");
    write_raster(folder / "no_crs.tif", nullptr);
    EXPECT_THROW(read_people_raster(folder / "no_crs.tif", box, crs), engine::Error);
    write_raster(folder / "turned.tif", "EPSG:32650", {600000, 100, 10, 2700200, 10, -100});
    EXPECT_THROW(read_people_raster(folder / "turned.tif", box, crs), engine::Error);
    test::write_file(folder / "text.tif", "people");
    EXPECT_THROW(read_people_raster(folder / "text.tif", box, crs), engine::Error);
}

} // namespace
} // namespace evengrid::io
