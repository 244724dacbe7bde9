// The cases by which GEOS and JTS test themselves, one file per fault that they once had, against
// what we make of their operations. The files are those of the shared data, where they are there.

#include "engine/error.hpp"
#include "engine/geometry/geos.hpp"

#include <cpl_conv.h>
#include <cpl_minixml.h>
#include <gtest/gtest.h>
#include <ogr_geometry.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace evengrid::engine {
namespace {

namespace fs = std::filesystem;

fs::path folder_of_cases() {
    const char* data = std::getenv("EVENGRID_DATA");
    const fs::path shared = fs::path(__FILE__).parent_path() / "../../../shared/data";
    return (data != nullptr ? fs::path(data) : shared) / "badinput/geos_xml";
}

Ring ring_of(const OGRLinearRing& drawn) {
    Ring ring;
    for (const OGRPoint& corner : drawn) {
        ring.push_back({corner.getX(), corner.getY()});
    }
    return ring;
}

void add(const OGRPolygon& drawn, MultiPolygon& ground) {
    if (drawn.IsEmpty()) {
        return;
    }
    Polygon& polygon = ground.emplace_back();
    polygon.shell = ring_of(*drawn.getExteriorRing());
    for (int i = 0; i < drawn.getNumInteriorRings(); ++i) {
        if (!drawn.getInteriorRing(i)->IsEmpty()) {
            polygon.holes.push_back(ring_of(*drawn.getInteriorRing(i)));
        }
    }
}

/// The polygons that a case writes as text or, in hexadecimal digits, as bytes; none where it
/// writes something else.
std::optional<MultiPolygon> ground_of(const char* text) {
    std::string written = text == nullptr ? "" : text;
    written.erase(0, std::min(written.find_first_not_of(" \t\r\n"), written.size()));
    written.erase(written.find_last_not_of(" \t\r\n") + 1);
    std::unique_ptr<OGRGeometry> drawn;
    OGRGeometry* made = nullptr;
    if (written.starts_with('0')) {
        if (written.size() > 18 && written.compare(8, 2, "20") == 0) {
            written.replace(8, 10, "00"); // PostGIS puts the number of a reference system there
        }
        int size = 0;
        const std::unique_ptr<GByte, decltype(&VSIFree)> bytes(
            CPLHexToBinary(written.c_str(), &size), VSIFree);
        OGRGeometryFactory::createFromWkb(bytes.get(), nullptr, &made,
                                          static_cast<std::size_t>(size));
    } else {
        OGRGeometryFactory::createFromWkt(written.c_str(), nullptr, &made);
    }
    drawn.reset(made);
    if (!drawn || (wkbFlatten(drawn->getGeometryType()) != wkbPolygon &&
                   wkbFlatten(drawn->getGeometryType()) != wkbMultiPolygon)) {
        return std::nullopt;
    }
    MultiPolygon ground;
    if (wkbFlatten(drawn->getGeometryType()) == wkbPolygon) {
        add(*drawn->toPolygon(), ground);
    } else {
        for (const OGRPolygon* polygon : *drawn->toMultiPolygon()) {
            add(*polygon, ground);
        }
    }
    return ground;
}

struct Case {
    std::string name;
    std::optional<MultiPolygon> a;
    std::optional<MultiPolygon> b;
    std::optional<bool> is_valid; ///< as the case says about a
};

std::vector<Case> cases_of(const fs::path& file) {
    std::vector<Case> cases;
    const std::unique_ptr<CPLXMLNode, decltype(&CPLDestroyXMLNode)> root(
        CPLParseXMLFile(file.c_str()), CPLDestroyXMLNode);
    const CPLXMLNode* run = CPLGetXMLNode(root.get(), "=run");
    for (const CPLXMLNode* node = run ? run->psChild : nullptr; node; node = node->psNext) {
        if (std::string_view(node->pszValue) != "case") {
            continue;
        }
        Case& read = cases.emplace_back();
        read.name = file.filename().string() + ": " + CPLGetXMLValue(node, "desc", "");
        read.a = ground_of(CPLGetXMLValue(node, "a", nullptr));
        read.b = ground_of(CPLGetXMLValue(node, "b", nullptr));
        if (std::string_view(CPLGetXMLValue(node, "test.op.name", "")) == "isValid") {
            const std::string_view expected = CPLGetXMLValue(node, "test.op", "");
            read.is_valid = expected.find("true") != expected.npos;
        }
    }
    return cases;
}

std::vector<Case> all_cases() {
    std::vector<Case> cases;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(folder_of_cases(), none)) {
        const auto more = cases_of(entry.path());
        cases.insert(cases.end(), more.begin(), more.end());
    }
    return cases;
}

/// Whether a repair or an overlay may be asked for: corners are numbers on some map.
bool is_on_a_map(const MultiPolygon& ground) {
    const auto is_fine = [](const Ring& ring) {
        return std::all_of(ring.begin(), ring.end(), [](const Point& corner) {
            return std::abs(corner.x_m) <= 1e10 && std::abs(corner.y_m) <= 1e10;
        });
    };
    return std::all_of(ground.begin(), ground.end(), [&](const Polygon& polygon) {
        return is_fine(polygon.shell) &&
               std::all_of(polygon.holes.begin(), polygon.holes.end(), is_fine);
    });
}

class GeosCases : public testing::Test {
protected:
    void SetUp() override {
        cases = all_cases();
        if (cases.empty()) {
            GTEST_SKIP() << "the shared data are not here";
        }
    }
    std::vector<Case> cases;
};

TEST_F(GeosCases, AreJudgedAsTheySayAndMadeValid) {
    int judged = 0;
    for (const Case& one : cases) {
        for (const auto* ground : {&one.a, &one.b}) {
            if (!*ground || !is_on_a_map(**ground)) {
                continue;
            }
            SCOPED_TRACE(one.name);
            const bool is_valid = !invalidity(**ground);
            if (ground == &one.a && one.is_valid) {
                EXPECT_EQ(is_valid, *one.is_valid);
            }
            const MultiPolygon made = make_valid(**ground);
            EXPECT_FALSE(invalidity(made));
            if (is_valid) {
                EXPECT_NEAR(area_m2(made), area_m2(**ground), 1e-9 * area_m2(**ground));
            }
            ++judged;
        }
    }
    RecordProperty("grounds", judged);
    EXPECT_GT(judged, 100);
}

/// The ground of both is that of one, and that of the other, less what they share: or the library
/// says that it failed. Losing ground without a word is what these cases are about.
TEST_F(GeosCases, LoseNoGroundInOverlays) {
    int overlaid = 0;
    int refused = 0;
    for (const Case& one : cases) {
        if (!one.a || !one.b || !is_on_a_map(*one.a) || !is_on_a_map(*one.b)) {
            continue;
        }
        SCOPED_TRACE(one.name);
        const MultiPolygon a = make_valid(*one.a);
        const MultiPolygon b = make_valid(*one.b);
        const double all = area_m2(a) + area_m2(b);
        try {
            const double shared = area_m2(intersection(a, b));
            EXPECT_NEAR(area_m2(unite({&a, &b})) + shared, all, 1e-6 * all);
            EXPECT_NEAR(area_m2(difference(a, b)) + shared, area_m2(a), 1e-6 * all);
            ++overlaid;
        } catch (const Error&) {
            ++refused;
        }
    }
    RecordProperty("pairs", overlaid);
    RecordProperty("refused", refused);
    EXPECT_GT(overlaid, 20);
    EXPECT_LE(refused, overlaid / 10);
}

} // namespace
} // namespace evengrid::engine
