#include "engine/geometry/geos.hpp"

#include "engine/error.hpp"
#include "engine/geometry/drop_shared_sides.hpp"
#include "engine/geometry/fine_grid.hpp"

#define GEOS_USE_ONLY_R_API
#include <geos_c.h>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <memory>
#include <unordered_map>

namespace evengrid::engine {

namespace {

static_assert(sizeof(Point) == 2 * sizeof(double), "points are handed over as pairs of doubles");

/// GEOS's handle of this thread, and the last thing it complained about.
class Context {
public:
    Context() : m_handle(GEOS_init_r()) {
        GEOSContext_setErrorMessageHandler_r(m_handle, remember, &m_message);
    }
    ~Context() { GEOS_finish_r(m_handle); }
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;

    GEOSContextHandle_t handle() const { return m_handle; }

    [[noreturn]] void fail(const char* operation) const {
        throw Error(ErrorCode::failed, fmt::format("cannot {}: {}", operation, m_message),
                    "look for invalid polygons in the input; evengrid inspect lists them");
    }

private:
    static void remember(const char* message, void* to) {
        *static_cast<std::string*>(to) = message;
    }

    GEOSContextHandle_t m_handle;
    std::string m_message;
};

const Context& context() {
    thread_local const Context of_this_thread;
    return of_this_thread;
}

GEOSContextHandle_t handle() {
    return context().handle();
}

struct DestroyGeometry {
    void operator()(GEOSGeometry* g) const { GEOSGeom_destroy_r(handle(), g); }
};
using Geometry = std::unique_ptr<GEOSGeometry, DestroyGeometry>;

struct DestroySequence {
    void operator()(GEOSCoordSequence* s) const { GEOSCoordSeq_destroy_r(handle(), s); }
};
using Sequence = std::unique_ptr<GEOSCoordSequence, DestroySequence>;

/// Takes over what GEOS returned; null is its way to say that it failed.
Geometry checked(GEOSGeometry* result, const char* operation) {
    if (result == nullptr) {
        context().fail(operation);
    }
    return Geometry(result);
}

/// Counts and predicates: GEOS returns -1 (or, for a char, 2) where it failed.
template <class Count>
std::size_t checked_count(Count count, const char* operation) {
    if (count < 0) {
        context().fail(operation);
    }
    return static_cast<std::size_t>(count);
}

// ---- our values to GEOS -------------------------------------------------------------------------

Sequence to_sequence(const std::vector<Point>& points) {
    if (points.size() > std::numeric_limits<unsigned>::max()) {
        throw Error(ErrorCode::limit, "a line has more than 4294967295 points");
    }
    const auto size = static_cast<unsigned>(points.size());
    auto* made = points.empty()
                     ? GEOSCoordSeq_create_r(handle(), 0, 2)
                     : GEOSCoordSeq_copyFromBuffer_r(handle(), &points[0].x_m, size, 0, 0);
    if (made == nullptr) {
        context().fail("take over coordinates");
    }
    return Sequence(made);
}

Geometry to_line(const Line& line) {
    return checked(GEOSGeom_createLineString_r(handle(), to_sequence(line).release()),
                   "make a line");
}

Geometry to_ring(const Ring& ring) {
    return checked(GEOSGeom_createLinearRing_r(handle(), to_sequence(ring).release()),
                   "make a ring");
}

/// Hands a list of geometries over to the library, which owns them afterwards.
std::vector<GEOSGeometry*> released(std::vector<Geometry>& parts) {
    std::vector<GEOSGeometry*> raw;
    raw.reserve(parts.size());
    for (auto& part : parts) {
        raw.push_back(part.release());
    }
    return raw;
}

Geometry to_polygon(const Polygon& polygon) {
    std::vector<Geometry> holes;
    for (const auto& hole : polygon.holes) {
        holes.push_back(to_ring(hole));
    }
    auto shell = to_ring(polygon.shell);
    auto raw = released(holes);
    return checked(GEOSGeom_createPolygon_r(handle(), shell.release(), raw.data(),
                                            static_cast<unsigned>(raw.size())),
                   "make a polygon");
}

Geometry to_collection(int type, std::vector<Geometry>& parts) {
    auto raw = released(parts);
    return checked(
        GEOSGeom_createCollection_r(handle(), type, raw.data(), static_cast<unsigned>(raw.size())),
        "collect geometries");
}

Geometry to_multipolygon(const std::vector<const MultiPolygon*>& grounds) {
    std::vector<Geometry> parts;
    for (const auto* ground : grounds) {
        for (const auto& polygon : *ground) {
            parts.push_back(to_polygon(polygon));
        }
    }
    return to_collection(GEOS_MULTIPOLYGON, parts);
}

Geometry to_multipolygon(const MultiPolygon& ground) {
    return ground.size() == 1 ? to_polygon(ground[0]) : to_multipolygon(std::vector{&ground});
}

Geometry to_multiline(const std::vector<Line>& lines) {
    std::vector<Geometry> parts;
    parts.reserve(lines.size());
    for (const auto& line : lines) {
        parts.push_back(to_line(line));
    }
    return to_collection(GEOS_MULTILINESTRING, parts);
}

// ---- GEOS to our values -------------------------------------------------------------------------

std::vector<Point> from_line(const GEOSGeometry* line) {
    const auto* sequence = GEOSGeom_getCoordSeq_r(handle(), line);
    const auto size = checked_count(GEOSGeomGetNumPoints_r(handle(), line), "read a line");
    std::vector<Point> points(size);
    if (size != 0 && (sequence == nullptr ||
                      GEOSCoordSeq_copyToBuffer_r(handle(), sequence, &points[0].x_m, 0, 0) != 1)) {
        context().fail("read a line");
    }
    return points;
}

Polygon from_polygon(const GEOSGeometry* polygon) {
    Polygon result;
    result.shell = from_line(GEOSGetExteriorRing_r(handle(), polygon));
    const auto holes =
        checked_count(GEOSGetNumInteriorRings_r(handle(), polygon), "read a polygon");
    for (std::size_t i = 0; i < holes; ++i) {
        result.holes.push_back(
            from_line(GEOSGetInteriorRingN_r(handle(), polygon, static_cast<int>(i))));
    }
    return result;
}

/// Visits the simple geometries of a type in a geometry, however deep they are nested.
template <class Visit>
void for_each(const GEOSGeometry* geometry, int type, const Visit& visit) {
    std::vector<const GEOSGeometry*> pending{geometry};
    while (!pending.empty()) {
        const auto* g = pending.back();
        pending.pop_back();
        if (const int found = GEOSGeomTypeId_r(handle(), g); found == type) {
            if (GEOSisEmpty_r(handle(), g) == 0) {
                visit(g);
            }
        } else if (found >= GEOS_MULTIPOINT) {
            const auto parts =
                checked_count(GEOSGetNumGeometries_r(handle(), g), "read a collection");
            for (std::size_t i = parts; i-- > 0;) {
                pending.push_back(GEOSGetGeometryN_r(handle(), g, static_cast<int>(i)));
            }
        }
    }
}

MultiPolygon from_polygons(const GEOSGeometry* geometry) {
    MultiPolygon result;
    for_each(geometry, GEOS_POLYGON,
             [&](const GEOSGeometry* g) { result.push_back(from_polygon(g)); });
    return result;
}

/// Takes the answer of a predicate, which is neither 0 nor 1 where GEOS failed.
bool checked_answer(char answer, const char* operation) {
    if (answer != 0 && answer != 1) {
        context().fail(operation);
    }
    return answer == 1;
}

bool is_valid(const GEOSGeometry* geometry) {
    return checked_answer(GEOSisValid_r(handle(), geometry), "check a polygon");
}

double total_area_m2(const std::vector<const MultiPolygon*>& grounds) {
    double sum = 0;
    for (const auto* ground : grounds) {
        sum += area_m2(*ground);
    }
    return sum;
}

/// Joins polygons whose vertices match; nothing where they do not, or where they overlap.
std::optional<MultiPolygon> joined_by_sides(const std::vector<const MultiPolygon*>& tiles) {
    auto joined = drop_shared_sides(tiles);
    if (joined && !is_valid(to_multipolygon(*joined).get())) {
        joined.reset();
    }
    return joined;
}

/// Joins polygons that tile their ground; the area tells whether they do.
MultiPolygon joined_tiles(const std::vector<const MultiPolygon*>& tiles) {
    if (auto joined = joined_by_sides(tiles)) {
        return *std::move(joined);
    }
    const auto parts = to_multipolygon(tiles);
    return from_polygons(
        checked(GEOSUnaryUnionPrec_r(handle(), parts.get(), fine_grid_m), "join polygons").get());
}

bool same_area(double found_m2, double expected_m2) {
    return std::abs(found_m2 - expected_m2) <= 1e-6 * expected_m2;
}

/// Rings that GEOS takes: closed, with three corners or more.
MultiPolygon with_whole_rings(const MultiPolygon& ground) {
    const auto close = [](Ring& ring) {
        if (!ring.empty() && !(ring.front() == ring.back())) {
            ring.push_back(ring.front());
        }
        return ring.size() >= 4;
    };
    MultiPolygon result;
    for (Polygon polygon : ground) {
        if (!close(polygon.shell)) {
            continue;
        }
        polygon.holes.erase(std::remove_if(polygon.holes.begin(), polygon.holes.end(),
                                           [&](Ring& hole) { return !close(hole); }),
                            polygon.holes.end());
        result.push_back(std::move(polygon));
    }
    return result;
}

struct HashPoint {
    std::size_t operator()(Point p) const {
        const std::hash<double> hash;
        return hash(p.x_m) * 0x9E3779B97F4A7C15U ^ hash(p.y_m);
    }
};

} // namespace

std::vector<Line> node(const std::vector<Line>& lines) {
    if (lines.empty()) {
        return {};
    }
    const auto noded =
        checked(GEOSUnaryUnionPrec_r(handle(), to_multiline(lines).get(), fine_grid_m),
                "cut lines where they meet");
    std::vector<Line> result;
    for_each(noded.get(), GEOS_LINESTRING,
             [&](const GEOSGeometry* g) { result.push_back(from_line(g)); });
    return result;
}

std::vector<Polygon> faces(const std::vector<Line>& noded) {
    const auto lines = to_multiline(noded);
    const GEOSGeometry* input[] = {lines.get()};
    auto result = from_polygons(
        checked(GEOSPolygonize_r(handle(), input, 1), "find the ground between lines").get());
    // The order of GEOS follows from the order of the lines; ours follows from the place.
    std::vector<std::pair<Point, std::size_t>> order;
    for (std::size_t i = 0; i < result.size(); ++i) {
        order.emplace_back(*std::min_element(result[i].shell.begin(), result[i].shell.end()), i);
    }
    std::sort(order.begin(), order.end());
    std::vector<Polygon> sorted;
    sorted.reserve(result.size());
    for (const auto& [corner, i] : order) {
        sorted.push_back(std::move(result[i]));
    }
    return sorted;
}

MultiPolygon dissolve(const std::vector<const MultiPolygon*>& tiles) {
    auto result = joined_tiles(tiles);
    const double expected_m2 = total_area_m2(tiles);
    const double found_m2 = area_m2(result);
    if (!same_area(found_m2, expected_m2)) {
        throw Error(ErrorCode::failed,
                    fmt::format("cannot join {} polygons: they cover {:.3f} m2 one by one but "
                                "{:.3f} m2 together, so they overlap",
                                tiles.size(), expected_m2, found_m2),
                    "repair the overlaps; evengrid inspect lists them");
    }
    return result;
}

bool overlap(const std::vector<const MultiPolygon*>& tiles) {
    constexpr double rounding_m2 = 0.01;
    return total_area_m2(tiles) - area_m2(joined_tiles(tiles)) > rounding_m2;
}

MultiPolygon unite(const std::vector<const MultiPolygon*>& parts) {
    if (auto joined = joined_by_sides(parts)) {
        return *std::move(joined);
    }
    return from_polygons(
        checked(GEOSUnaryUnion_r(handle(), to_multipolygon(parts).get()), "join polygons").get());
}

MultiPolygon intersection(const MultiPolygon& a, const MultiPolygon& b) {
    return from_polygons(
        checked(GEOSIntersection_r(handle(), to_multipolygon(a).get(), to_multipolygon(b).get()),
                "intersect polygons")
            .get());
}

MultiPolygon difference(const MultiPolygon& a, const MultiPolygon& b) {
    return from_polygons(
        checked(GEOSDifference_r(handle(), to_multipolygon(a).get(), to_multipolygon(b).get()),
                "subtract polygons")
            .get());
}

struct PreparedGround::Prepared {
    struct Destroy {
        void operator()(const GEOSPreparedGeometry* p) const {
            GEOSPreparedGeom_destroy_r(handle(), p);
        }
    };
    Geometry ground;
    std::unique_ptr<const GEOSPreparedGeometry, Destroy> index;
};

PreparedGround::PreparedGround(const MultiPolygon& ground)
    : m_prepared(std::make_unique<Prepared>()) {
    m_prepared->ground = to_multipolygon(ground);
    m_prepared->index.reset(GEOSPrepare_r(handle(), m_prepared->ground.get()));
    if (m_prepared->index == nullptr) {
        context().fail("prepare a polygon");
    }
}

PreparedGround::~PreparedGround() = default;
PreparedGround::PreparedGround(PreparedGround&&) noexcept = default;
PreparedGround& PreparedGround::operator=(PreparedGround&&) noexcept = default;

double PreparedGround::covered_m2(const MultiPolygon& other) const {
    constexpr auto operation = "compare polygons";
    const auto geometry = to_multipolygon(other);
    const auto* index = m_prepared->index.get();
    if (!checked_answer(GEOSPreparedIntersects_r(handle(), index, geometry.get()), operation)) {
        return 0;
    }
    if (checked_answer(GEOSPreparedCovers_r(handle(), index, geometry.get()), operation)) {
        return area_m2(other);
    }
    const auto common =
        checked(GEOSIntersection_r(handle(), m_prepared->ground.get(), geometry.get()), operation);
    return area_m2(from_polygons(common.get()));
}

double gap_m(const MultiPolygon& a, const MultiPolygon& b) {
    double distance = 0;
    if (GEOSDistance_r(handle(), to_multipolygon(a).get(), to_multipolygon(b).get(), &distance) !=
        1) {
        context().fail("measure the distance of polygons");
    }
    return distance;
}

MultiPolygon buffer(const MultiPolygon& ground, double distance_m) {
    constexpr int segments_per_quarter = 8;
    return from_polygons(checked(GEOSBuffer_r(handle(), to_multipolygon(ground).get(), distance_m,
                                              segments_per_quarter),
                                 "buffer polygons")
                             .get());
}

std::optional<Invalidity> invalidity(const MultiPolygon& ground) {
    const auto whole = with_whole_rings(ground);
    if (whole != ground) {
        const auto place = ground[0].shell.empty() ? Point{} : ground[0].shell[0];
        return Invalidity{"Ring is not closed or has fewer than three corners", place};
    }
    char* raw_reason = nullptr;
    GEOSGeometry* raw_place = nullptr;
    const char answer =
        GEOSisValidDetail_r(handle(), to_multipolygon(ground).get(), 0, &raw_reason, &raw_place);
    const Geometry place(raw_place);
    const auto free_text = [](char* text) { GEOSFree_r(handle(), text); };
    const std::unique_ptr<char, decltype(free_text)> reason(raw_reason, free_text);
    if (checked_answer(answer, "check a polygon")) {
        return std::nullopt;
    }
    Invalidity found{reason ? reason.get() : "", {}};
    if (place != nullptr && (GEOSGeomGetX_r(handle(), place.get(), &found.place.x_m) != 1 ||
                             GEOSGeomGetY_r(handle(), place.get(), &found.place.y_m) != 1)) {
        context().fail("read a point");
    }
    return found;
}

MultiPolygon make_valid(const MultiPolygon& ground) {
    struct Destroy {
        void operator()(GEOSMakeValidParams* p) const {
            GEOSMakeValidParams_destroy_r(handle(), p);
        }
    };
    const std::unique_ptr<GEOSMakeValidParams, Destroy> parameters(
        GEOSMakeValidParams_create_r(handle()));
    if (GEOSMakeValidParams_setMethod_r(handle(), parameters.get(), GEOS_MAKE_VALID_STRUCTURE) !=
        1) {
        context().fail("repair a polygon");
    }
    const auto whole = to_multipolygon(with_whole_rings(ground));
    auto made = checked(GEOSMakeValidWithParams_r(handle(), whole.get(), parameters.get()),
                        "repair a polygon");
    if (GEOSisValid_r(handle(), made.get()) != 1) {
        // Corners that differ by less than a double can tell are taken for one.
        constexpr double micrometre_m = 1e-6;
        made = checked(GEOSGeom_setPrecision_r(handle(), made.get(), micrometre_m, 0),
                       "repair a polygon");
    }
    return from_polygons(made.get());
}

Point point_inside(const MultiPolygon& ground) {
    const auto point = checked(GEOSPointOnSurface_r(handle(), to_multipolygon(ground).get()),
                               "find a point inside");
    Point result;
    if (GEOSGeomGetX_r(handle(), point.get(), &result.x_m) != 1 ||
        GEOSGeomGetY_r(handle(), point.get(), &result.y_m) != 1) {
        context().fail("find a point inside");
    }
    return result;
}

std::vector<Triangle> triangulate(const std::vector<Point>& points) {
    std::unordered_map<Point, std::uint32_t, HashPoint> index_of;
    index_of.reserve(points.size());
    for (std::size_t i = 0; i < points.size(); ++i) {
        index_of.emplace(points[i], static_cast<std::uint32_t>(i));
    }
    const auto sites = to_line(points);
    const auto found =
        checked(GEOSDelaunayTriangulation_r(handle(), sites.get(), 0, 0), "triangulate points");
    std::vector<Triangle> triangles;
    for_each(found.get(), GEOS_POLYGON, [&](const GEOSGeometry* g) {
        const auto ring = from_line(GEOSGetExteriorRing_r(handle(), g));
        Triangle t{index_of.at(ring[0]), index_of.at(ring[1]), index_of.at(ring[2])};
        if (signed_area_m2(ring) < 0) {
            std::swap(t[1], t[2]);
        }
        std::rotate(t.begin(), std::min_element(t.begin(), t.end()), t.end());
        triangles.push_back(t);
    });
    std::sort(triangles.begin(), triangles.end());
    return triangles;
}

std::string geos_version() {
    return GEOSversion();
}

} // namespace evengrid::engine
