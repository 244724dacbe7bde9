#include "io/files/layer_name.hpp"

#include "engine/error.hpp"
#include "io/raw_shapefile.hpp"

#include <gtest/gtest.h>

namespace evengrid::io {
namespace {

TEST(LayerName, TakesTheLayerFromTheEnd) {
    const test::Folder folder;
    test::write_file(folder / "a.gpkg", "");
    const LayerName name = find_layer(folder / "a.gpkg|layername=units");
    EXPECT_EQ(name.path, folder / "a.gpkg");
    EXPECT_EQ(name.layer, "units");
    EXPECT_EQ(name.given, folder / "a.gpkg|layername=units");
}

TEST(LayerName, RefusesWhatIsNotAPlainFile) {
    for (const char* name :
         {"", "/vsicurl/http://127.0.0.1/a.shp", "http://127.0.0.1/a.shp", "PG:dbname=a",
          "/vsistdin/", "/vsimem/a.shp", "/vsizip//vsicurl/http://127.0.0.1/a.zip",
          "<OGRVRTDataSource/>", "{\"type\":\"FeatureCollection\"}", "[1]", "GPKG:a.gpkg:b",
          "/vsisubfile/0_10,a.shp", "/vsigzip/a.shp.gz", "/vsitar/a.tar/b.shp", "MYSQL:a",
          "GEOJSON:http://a", "ES:http://a"}) {
        EXPECT_THROW(find_layer(name), engine::Error) << name;
    }
}

TEST(LayerName, RefusesAFolderAndAFileThatIsNotThere) {
    const test::Folder folder;
    EXPECT_THROW(find_layer(folder / ""), engine::Error);
    EXPECT_THROW(find_layer(folder / "a.shp"), engine::Error);
    EXPECT_THROW(find_layer(folder / "a.zip"), engine::Error);
}

TEST(LayerName, ListsTheMembersOfAShapefile) {
    const test::Folder folder;
    for (const char* name : {"a.shp", "a.shx", "a.DBF", "a.prj", "a.qix"}) {
        test::write_file(folder / name, "");
    }
    const std::vector<std::string> expected{folder / "a.shp", folder / "a.shx", folder / "a.DBF",
                                            folder / "a.prj"};
    EXPECT_EQ(files_of(find_layer(folder / "a.shp")), expected);
}

} // namespace
} // namespace evengrid::io
