#include "engine/plan/grid_codes.hpp"

#include "engine/error.hpp"
#include "engine/plan/plan.hpp"

#include <gtest/gtest.h>

namespace evengrid::engine {
namespace {

City two_units() {
    City city;
    city.units = {{1, "A", "Alpha", {}}, {2, "B", "", {}}};
    return city;
}

std::vector<Grid> grids_in(const std::vector<std::uint32_t>& units) {
    std::vector<Grid> grids;
    for (const auto unit : units) {
        Grid& grid = grids.emplace_back();
        grid.grid_id = static_cast<std::int64_t>(grids.size());
        grid.unit = UnitIndex{unit};
    }
    return grids;
}

std::vector<std::string> codes_of(const std::vector<Grid>& grids) {
    std::vector<std::string> codes;
    for (const Grid& grid : grids) {
        codes.push_back(grid.code);
    }
    return codes;
}

TEST(GridCodes, CountAnewInEveryUnit) {
    auto grids = grids_in({0, 0, 1});
    give_codes(two_units(), grids, {});
    EXPECT_EQ(codes_of(grids), (std::vector<std::string>{"A-001", "A-002", "B-001"}));
    EXPECT_EQ(grids[1].name, "Alpha 2");
    EXPECT_EQ(grids[2].name, "B-001");
}

TEST(GridCodes, PassOverWhatIsRetiredOrKept) {
    auto grids = grids_in({0, 0, 0, 0});
    CodeOptions options;
    options.retired = {"A-001", "A-004"};
    give_codes(two_units(), grids, options,
               {std::nullopt, KeptCode{"A-003", "Old town"}, std::nullopt, KeptCode{"A-009", ""}});
    EXPECT_EQ(codes_of(grids), (std::vector<std::string>{"A-002", "A-003", "A-005", "A-009"}));
    EXPECT_EQ(grids[1].name, "Old town");
    EXPECT_EQ(grids[3].name, "A-009");
}

TEST(GridCodes, LookAsMostExistingOnesDo) {
    City city = two_units();
    city.existing = {{1, "A01", "", {}, false}, {2, "A02", "", {}, false}, {3, "X", "", {}, false}};
    auto grids = grids_in({0, 0, 1});
    give_codes(city, grids, {}, {KeptCode{"A02", ""}, std::nullopt, std::nullopt});
    EXPECT_EQ(codes_of(grids), (std::vector<std::string>{"A02", "A03", "B01"}));
    city.existing = {{1, "A/1", "", {}, false}, {2, "old", "", {}, false}};
    give_codes(city, grids, {});
    EXPECT_EQ(codes_of(grids), (std::vector<std::string>{"A-001", "A-002", "B-001"}));
}

TEST(GridCodes, PassOverTheCodesOfExistingGridsThatNobodyCarriesOn) {
    City city = two_units();
    city.existing = {{1, "A-001", "", {}, false}, {2, "A-002", "", {}, false}};
    auto grids = grids_in({0, 0});
    give_codes(city, grids, {}, {KeptCode{"A-002", ""}, std::nullopt});
    EXPECT_EQ(codes_of(grids), (std::vector<std::string>{"A-002", "A-003"}));
}

std::string refused(const City& city, const std::string& code) {
    CodeOptions options;
    options.code = code;
    try {
        check_codes(city, options);
    } catch (const Error& error) {
        return std::string(error.what()) + "; try " + error.hint();
    }
    return {};
}

TEST(GridCodes, AreRefusedBeforeDividingWhereTheTemplateCannotTellGridsApart) {
    City city = two_units();
    EXPECT_EQ(refused(city, "{unit}"),
              "the template \"{unit}\" gives all grids of a unit the same code; try "
              "\"{unit}-{seq:03+}\" with the number of the grid in its unit");
    EXPECT_EQ(refused(city, "{seq:03}"),
              "the template \"{seq:03}\" gives grids of the units \"A\" and \"B\" the same code "
              "\"001\"; try \"{unit}{seq:03}\" with the code of the unit");
    EXPECT_EQ(refused(city, "{grid_id}"), "");
    EXPECT_EQ(refused(city, "{unit}{seq}"), "");
    city.existing = {{1, "A-001", "", {}, false}};
    EXPECT_NE(refused(city, "{unit}"), "") << "the others are new";
    EXPECT_NE(refused(city, "{seq:03}"), "");
    city.units[0].grids = city.units[1].grids = 1;
    EXPECT_EQ(refused(city, "{unit}"), "") << "one grid each";
}

TEST(GridCodes, RefuseToGiveOneTwice) {
    auto grids = grids_in({0, 0, 1});
    const auto with = [&](const std::string& code, std::vector<std::string> retired = {}) {
        CodeOptions options;
        options.code = code;
        options.retired = std::move(retired);
        try {
            give_codes(two_units(), grids, options);
        } catch (const Error& error) {
            return std::string(error.what());
        }
        return std::string();
    };
    EXPECT_EQ(with("{unit}"), "the template \"{unit}\" gives grid 2 the code \"A\", which is that "
                              "of grid 1 as well");
    EXPECT_EQ(with("{seq:03}"), "the template \"{seq:03}\" gives grid 3 the code \"001\", which is "
                                "that of grid 1 as well");
    EXPECT_EQ(with("{grid_id}", {"2"}), "the template \"{grid_id}\" gives grid 2 the code \"2\", "
                                        "which is retired or kept by another grid");
    EXPECT_EQ(with("{grid_id}"), "");
    EXPECT_NE(with("{seq}" + std::string(300, 'x')), "");
}

} // namespace
} // namespace evengrid::engine
