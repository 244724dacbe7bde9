#include "io/plan/write_plan.hpp"

#include "engine/error.hpp"
#include "io/small_plan.hpp"

#include <gdal_priv.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <ogrsf_frmts.h>

#include <algorithm>

namespace {

using namespace evengrid;
using io::PlanFormat;
using tests::Folder;
using tests::read_file;
using tests::SmallPlan;
using tests::write_file;

std::vector<engine::Finding> write(const SmallPlan& small, const std::string& path,
                                   PlanFormat format = PlanFormat::geopackage,
                                   bool overwrite = false) {
    return io::write_plan(small.input, small.plan, {}, small.summary, {path, format, overwrite});
}

/// A layer of a written plan, opened by GDAL.
class Layer {
public:
    Layer(const std::string& path, PlanFormat format, const std::string& name) {
        std::string file = path;
        if (io::traits(format).is_folder) {
            file += "/" + name + std::string(io::traits(format).extension);
            for (const char* other : {".dbf", ".geojson"}) { // of tables, and of findings
                file = std::filesystem::exists(file) ? file : path + "/" + name + other;
            }
        }
        m_dataset.reset(GDALDataset::Open(file.c_str(), GDAL_OF_VECTOR));
        m_layer = m_dataset ? m_dataset->GetLayerByName(name.c_str()) : nullptr;
    }
    OGRLayer* operator->() const { return m_layer; }
    explicit operator bool() const { return m_layer != nullptr; }

    std::vector<std::string> fields() const {
        std::vector<std::string> names;
        for (int i = 0; i < m_layer->GetLayerDefn()->GetFieldCount(); ++i) {
            names.emplace_back(m_layer->GetLayerDefn()->GetFieldDefn(i)->GetNameRef());
        }
        return names;
    }

    /// The values of a field, as text; "null" where there is none.
    std::vector<std::string> values(const std::string& field) const {
        std::vector<std::string> all;
        m_layer->ResetReading();
        for (const auto& feature : *m_layer) {
            const int i = feature->GetFieldIndex(field.c_str());
            all.emplace_back(
                i >= 0 && feature->IsFieldSetAndNotNull(i) ? feature->GetFieldAsString(i) : "null");
        }
        return all;
    }

private:
    GDALDatasetUniquePtr m_dataset;
    OGRLayer* m_layer = nullptr;
};

std::vector<std::string> sorted(std::vector<std::string> values) {
    std::sort(values.begin(), values.end());
    return values;
}

class EveryFormat : public testing::TestWithParam<io::PlanFormatTraits> {};

TEST_P(EveryFormat, HoldsTheLayersOfADesign) {
    const Folder folder;
    const SmallPlan small(folder);
    const std::string path = folder / "plan.gpkg";
    const PlanFormat format = GetParam().format;
    const int noticed = static_cast<int>(write(small, path, format).size());
    const std::pair<const char*, int> counts[] = {
        {"grids", 3}, {"blocks", 4}, {"buildings", 5}, {"borders", 2}, {"findings", 2 + noticed}};
    for (const auto& [name, count] : counts) {
        const Layer layer(path, format, name);
        ASSERT_TRUE(layer) << name;
        EXPECT_EQ(layer->GetFeatureCount(), count) << name;
        ASSERT_NE(layer->GetSpatialRef(), nullptr) << name;
    }
    EXPECT_EQ(
        Layer(path, format, "grids").fields(),
        (std::vector<std::string>{"grid_id", "code", "name", "unit_code", "unit_name", "population",
                                  "target", "deviation", "in_bounds", "reason", "households",
                                  "buildings", "blocks", "area_m2", "perim_m", "compact"}));
    // FlatGeobuf puts features into an order of its own.
    EXPECT_EQ(sorted(Layer(path, format, "blocks").values("grid_id")),
              (std::vector<std::string>{"1", "1", "2", "3"}));
    EXPECT_EQ(sorted(Layer(path, format, "borders").values("along")),
              (std::vector<std::string>{"road", "unit"}));
    EXPECT_EQ(sorted(Layer(path, format, "borders").values("name")),
              (std::vector<std::string>{"Long River", "Mill Street"}));
    const Layer buildings(path, format, "buildings");
    EXPECT_EQ(sorted(buildings.values("people")),
              (std::vector<std::string>{"1500", "400", "600", "700", "9"}));
    EXPECT_EQ(sorted(buildings.values("kind")),
              (std::vector<std::string>{"楼0", "楼1", "楼2", "楼3", "楼4"}));
    const Layer summary(path, format, "summary");
    ASSERT_TRUE(summary);
    EXPECT_EQ(summary.values("key").front(), "units");
    const std::vector<std::string> keys = summary.values("key"), values = summary.values("value");
    const auto at = std::find(keys.begin(), keys.end(), "ledger: left out, outside every unit");
    ASSERT_NE(at, keys.end());
    const auto parts = nlohmann::json::parse(values[static_cast<std::size_t>(at - keys.begin())]);
    EXPECT_EQ(parts, (nlohmann::json{{"people", 9},
                                     {"source", "buildings"},
                                     {"method", "field people"},
                                     {"method_zh", "字段 people"},
                                     {"reason", "outside every unit"},
                                     {"reason_zh", "不在社区"}}));
}

TEST_P(EveryFormat, GivesTheSameBytesForTheSamePlan) {
    const Folder folder;
    const SmallPlan small(folder);
    const PlanFormat format = GetParam().format;
    write(small, folder / "a.gpkg", format);
    write(small, folder / "b.gpkg", format);
    if (!GetParam().is_folder) {
        EXPECT_EQ(read_file(folder / "a.gpkg"), read_file(folder / "b.gpkg"));
        return;
    }
    int files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder / "a.gpkg")) {
        EXPECT_EQ(read_file(entry.path().string()),
                  read_file(folder / "b.gpkg" + "/" + entry.path().filename().string()))
            << entry.path();
        ++files;
    }
    EXPECT_GE(files, 6);
}

TEST_P(EveryFormat, ReplacesAPlanOnlyWhenAskedTo) {
    const Folder folder;
    SmallPlan small(folder);
    const PlanFormat format = GetParam().format;
    const std::string path = folder / "plan.gpkg";
    write(small, path, format);
    small.plan.grids.pop_back();
    EXPECT_THROW(write(small, path, format), engine::Error);
    EXPECT_EQ(Layer(path, format, "grids")->GetFeatureCount(), 3);
    write(small, path, format, true);
    EXPECT_EQ(Layer(path, format, "grids")->GetFeatureCount(), 2);
}

TEST_P(EveryFormat, LeavesTheOldPlanAndNothingElseWhenWritingFails) {
    const Folder folder;
    SmallPlan small(folder);
    const PlanFormat format = GetParam().format;
    const std::string path = folder / "plan.gpkg";
    write(small, path, format);
    write_file(folder / "buildings.geojson", "{");
    EXPECT_THROW(write(small, path, format, true), engine::Error);
    EXPECT_EQ(Layer(path, format, "grids")->GetFeatureCount(), 3);
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 2);
}

INSTANTIATE_TEST_SUITE_P(WritePlan, EveryFormat, testing::ValuesIn(io::plan_formats),
                         [](const auto& format) { return std::string(format.param.name); });

TEST(WritePlan, KeepsEveryFieldOfTheBuildings) {
    const Folder folder;
    const SmallPlan small(folder);
    const auto found = write(small, folder / "plan.gpkg");
    const Layer buildings(folder / "plan.gpkg", PlanFormat::geopackage, "buildings");
    EXPECT_EQ(buildings.fields(),
              (std::vector<std::string>{"kind", "built", "height", "tags", "none", "src_fid",
                                        "block_id", "grid_id", "people"}));
    EXPECT_EQ(buildings.values("built").front(), "2001/02/01");
    EXPECT_EQ(buildings.values("height").back(), "4.25");
    EXPECT_EQ(buildings.values("tags").front(), R"([ "x", "y" ])");
    EXPECT_EQ(buildings.values("none").front(), "null");
    EXPECT_EQ(buildings.values("grid_id"), (std::vector<std::string>{"1", "1", "2", "3", "null"}));
    ASSERT_EQ(found.size(), 1u) << "the list has become text";
    EXPECT_NE(found[0].message.english.find("\"tags\""), std::string::npos)
        << found[0].message.english;
}

TEST(WritePlan, RenamesAFieldOfTheBuildingsThatClashesAndSaysSo) {
    const Folder folder;
    const SmallPlan small(folder, "GRID_ID");
    const auto found = write(small, folder / "plan.gpkg");
    const Layer buildings(folder / "plan.gpkg", PlanFormat::geopackage, "buildings");
    EXPECT_EQ(buildings.values("GRID_ID_1").front(), "楼0");
    EXPECT_EQ(buildings.values("grid_id").front(), "1");
    ASSERT_EQ(found.size(), 2u);
    EXPECT_NE(found[0].message.english.find("\"GRID_ID_1\""), std::string::npos)
        << found[0].message.english;
    EXPECT_EQ(Layer(folder / "plan.gpkg", PlanFormat::geopackage, "findings")->GetFeatureCount(),
              4);
}

TEST(WritePlan, KeepsFieldsThatAreNamedAsTheDatabaseNamesItsOwn) {
    for (const char* name : {"fid", "geom", "FID"}) {
        const Folder folder;
        const SmallPlan small(folder, name);
        write(small, folder / "plan.gpkg");
        const Layer buildings(folder / "plan.gpkg", PlanFormat::geopackage, "buildings");
        EXPECT_EQ(buildings.fields().front(), name);
        EXPECT_EQ(buildings.values(name).front(), "楼0");
    }
}

TEST(WritePlan, ShortensNamesThatAShapefileCannotHold) {
    const Folder folder;
    const SmallPlan small(folder, "a_rather_long_name");
    const auto found = write(small, folder / "plan", PlanFormat::shapefile);
    EXPECT_EQ(Layer(folder / "plan", PlanFormat::shapefile, "buildings").fields().front(),
              "a_rather_l");
    EXPECT_NE(found.front().message.english.find("a_rather_long_name"), std::string::npos);
}

TEST(WritePlan, HasAStyleForEveryLayerWithAShape) {
    const Folder folder;
    const SmallPlan small(folder);
    write(small, folder / "plan.gpkg");
    const Layer styles(folder / "plan.gpkg", PlanFormat::geopackage, "layer_styles");
    EXPECT_EQ(styles.values("f_table_name"),
              (std::vector<std::string>{"grids", "blocks", "buildings", "borders", "findings",
                                        "summary"}));
    write(small, folder / "plan", PlanFormat::flatgeobuf);
    EXPECT_EQ(read_file(folder / "plan/grids.qml"), styles.values("styleQML").front());
}

TEST(WritePlan, RefusesADatabaseThatAnotherProgramHasOpen) {
    const Folder folder;
    const SmallPlan small(folder);
    write(small, folder / "plan.gpkg");
    for (const char* suffix : {"-wal", "-shm", "-journal"}) {
        write_file(folder / "plan.gpkg" + suffix, "");
        EXPECT_THROW(write(small, folder / "plan.gpkg", PlanFormat::geopackage, true),
                     engine::Error)
            << suffix;
        std::filesystem::remove(folder / "plan.gpkg" + suffix);
    }
    EXPECT_NO_THROW(write(small, folder / "plan.gpkg", PlanFormat::geopackage, true));
}

TEST(WritePlan, NeverReplacesAFolderThatHoldsMoreThanAPlan) {
    const Folder folder;
    const SmallPlan small(folder);
    write(small, folder / "plan", PlanFormat::flatgeobuf);
    write_file(folder / "plan/letter.txt", "dear reader");
    EXPECT_THROW(write(small, folder / "plan", PlanFormat::flatgeobuf, true), engine::Error);
    EXPECT_EQ(read_file(folder / "plan/letter.txt"), "dear reader");
}

TEST(WritePlan, RemovesWhatAKilledRunLeftBehind) {
    const Folder folder;
    const SmallPlan small(folder);
    std::filesystem::create_directory(folder / ".plan.gpkg.evengrid-abcdef");
    write_file(folder / ".plan.gpkg.evengrid-abcdef/plan.gpkg", "half");
    write(small, folder / "plan.gpkg");
    EXPECT_FALSE(std::filesystem::exists(folder / ".plan.gpkg.evengrid-abcdef"));
}

TEST(WritePlan, NamesAFolderThatIsMissing) {
    const Folder folder;
    try {
        io::check_target({folder / "nowhere/plan.gpkg", PlanFormat::geopackage, false});
        FAIL();
    } catch (const engine::Error& error) {
        EXPECT_EQ(error.code(), engine::ErrorCode::output);
        EXPECT_NE(std::string(error.what()).find("nowhere"), std::string::npos) << error.what();
    }
}

} // namespace
