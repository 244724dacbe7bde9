#include "engine/geometry/crs.hpp"

#include "engine/error.hpp"
#include "engine/quote.hpp"

#include <fmt/format.h>
#include <proj.h>

#include <algorithm>
#include <cmath>
#include <string_view>

namespace evengrid::engine {

namespace {

struct ContextDeleter {
    void operator()(PJ_CONTEXT* context) const { proj_context_destroy(context); }
};
struct ObjectDeleter {
    void operator()(PJ* object) const { proj_destroy(object); }
};
using Context = std::unique_ptr<PJ_CONTEXT, ContextDeleter>;
using Object = std::unique_ptr<PJ, ObjectDeleter>;

/// A context of its own for every use: PROJ's are not for several threads. It never asks the
/// network for grids and says nothing by itself.
Context make_context() {
    Context context(proj_context_create());
    if (!context) {
        throw Error(ErrorCode::failed, "PROJ cannot start");
    }
    proj_context_set_enable_network(context.get(), 0);
    proj_log_level(context.get(), PJ_LOG_NONE);
    return context;
}

std::string last_error(PJ_CONTEXT* context) {
    const int number = proj_context_errno(context);
    const char* text = number != 0 ? proj_context_errno_string(context, number) : nullptr;
    return text != nullptr ? fmt::format(" ({}, PROJ {})", text, proj_version()) : "";
}

bool is_authority_code(std::string_view text) {
    const auto colon = text.find(':');
    const auto is_letter = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); };
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    return colon != std::string_view::npos && colon > 0 && colon + 1 < text.size() &&
           std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(colon),
                       is_letter) &&
           std::all_of(text.begin() + static_cast<std::ptrdiff_t>(colon) + 1, text.end(), is_digit);
}

Object parse(PJ_CONTEXT* context, const std::string& text) {
    Object crs;
    if (is_authority_code(text)) {
        crs.reset(proj_create(context, text.c_str()));
    } else {
        crs.reset(proj_create_from_wkt(context, text.c_str(), nullptr, nullptr, nullptr));
    }
    if (!crs || proj_is_crs(crs.get()) == 0) {
        throw Error(ErrorCode::crs,
                    fmt::format("{} is no coordinate reference system that PROJ knows{}",
                                quote(text), last_error(context)),
                    "a code such as EPSG:4547, or the text of a .prj file");
    }
    return crs;
}

/// The horizontal part that coordinates are counted in, below any compound or bound system.
Object horizontal(PJ_CONTEXT* context, const std::string& text) {
    Object crs = parse(context, text);
    for (;;) {
        const PJ_TYPE type = proj_get_type(crs.get());
        if (type == PJ_TYPE_COMPOUND_CRS) {
            crs.reset(proj_crs_get_sub_crs(context, crs.get(), 0));
        } else if (type == PJ_TYPE_BOUND_CRS) {
            crs.reset(proj_get_source_crs(context, crs.get()));
        } else {
            return crs;
        }
        if (!crs) {
            throw Error(ErrorCode::crs, fmt::format("{} has no horizontal part", quote(text)));
        }
    }
}

Crs to_wkt(PJ_CONTEXT* context, const PJ* crs) {
    // WKT1 as GDAL writes it is read by every program that may open the plan, WKT2 is exact; what
    // is passed on inside evengrid has to be exact.
    const char* wkt = proj_as_wkt(context, crs, PJ_WKT2_2019, nullptr);
    if (wkt == nullptr) {
        throw Error(ErrorCode::crs, "a coordinate reference system cannot be written as WKT");
    }
    return {wkt};
}

/// CGCS2000 by its own name or by the names that Chinese files give it.
bool names_cgcs2000(std::string_view name) {
    return name.find("CGCS2000") != std::string_view::npos ||
           name.find("China_2000") != std::string_view::npos ||
           name.find("China Geodetic Coordinate System 2000") != std::string_view::npos ||
           name.find("China 2000") != std::string_view::npos;
}

std::string geodetic_name(PJ_CONTEXT* context, const PJ* crs) {
    const Object geodetic(proj_crs_get_geodetic_crs(context, crs));
    return geodetic ? proj_get_name(geodetic.get()) : "";
}

bool is_wgs84(std::string_view geodetic) {
    return geodetic == "WGS 84" || geodetic == "GCS_WGS_1984";
}

} // namespace

Crs read_crs(const std::string& text) {
    const Context context = make_context();
    return to_wkt(context.get(), parse(context.get(), text).get());
}

std::string describe(const Crs& crs) {
    const Context context = make_context();
    const Object object = parse(context.get(), crs.wkt);
    const char* authority = proj_get_id_auth_name(object.get(), 0);
    const char* code = proj_get_id_code(object.get(), 0);
    const std::string name = printable(proj_get_name(object.get())); // a file may name it anyhow
    return authority != nullptr && code != nullptr
               ? fmt::format("{} ({}:{})", name, authority, code)
               : name;
}

bool same_crs(const Crs& a, const Crs& b) {
    const Context context = make_context();
    const Object first = horizontal(context.get(), a.wkt);
    const Object second = horizontal(context.get(), b.wkt);
    return proj_is_equivalent_to_with_ctx(context.get(), first.get(), second.get(),
                                          PJ_COMP_EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS) == 1;
}

bool is_geographic(const Crs& crs) {
    const Context context = make_context();
    const PJ_TYPE type = proj_get_type(horizontal(context.get(), crs.wkt).get());
    return type == PJ_TYPE_GEOGRAPHIC_2D_CRS || type == PJ_TYPE_GEOGRAPHIC_3D_CRS;
}

bool is_metric(const Crs& crs) {
    const Context context = make_context();
    const Object object = horizontal(context.get(), crs.wkt);
    if (proj_get_type(object.get()) != PJ_TYPE_PROJECTED_CRS) {
        return false;
    }
    const Object axes(proj_crs_get_coordinate_system(context.get(), object.get()));
    double metres_per_unit = 0;
    return axes &&
           proj_cs_get_axis_info(context.get(), axes.get(), 0, nullptr, nullptr, nullptr,
                                 &metres_per_unit, nullptr, nullptr, nullptr) == 1 &&
           metres_per_unit == 1.0;
}

bool is_on_earth(const Crs& crs) {
    const Context context = make_context();
    const Object object = horizontal(context.get(), crs.wkt);
    return Object(proj_crs_get_geodetic_crs(context.get(), object.get())) != nullptr;
}

Point to_degrees(const Crs& crs, Point place) {
    const Context context = make_context();
    const Object object = horizontal(context.get(), crs.wkt);
    const Object geodetic(proj_crs_get_geodetic_crs(context.get(), object.get()));
    if (!geodetic) {
        throw Error(ErrorCode::crs,
                    fmt::format("{} is tied to no place on the earth", quote(describe(crs))),
                    "a system with a known way to longitude and latitude");
    }
    return Transform(crs, to_wkt(context.get(), geodetic.get()), place)(place);
}

bool is_in_area_of_use(const Crs& crs, Point place) {
    constexpr double margin_deg = 3;
    const Context context = make_context();
    const Object object = horizontal(context.get(), crs.wkt);
    double west = 0, south = 0, east = 0, north = 0;
    if (proj_get_area_of_use(context.get(), object.get(), &west, &south, &east, &north, nullptr) !=
            1 ||
        west <= -1000) {
        return true;
    }
    const Point degrees = to_degrees(crs, place);
    const double width = east >= west ? east - west : east - west + 360; // across the antimeridian
    const double from_west = std::fmod(degrees.x_m - west + margin_deg + 720, 360);
    return from_west <= width + 2 * margin_deg && degrees.y_m >= south - margin_deg &&
           degrees.y_m <= north + margin_deg;
}

Crs equal_area_around(double longitude_deg, double latitude_deg) {
    // Whole hundredths of a degree, so that the system is told in a few figures.
    return read_crs(fmt::format(
        R"(PROJCRS["Equal area around {0:.2f} {1:.2f}",BASEGEOGCRS["WGS 84",DATUM["World Geodetic System 1984",ELLIPSOID["WGS 84",6378137,298.257223563]]],)"
        R"(CONVERSION["Lambert azimuthal equal-area",METHOD["Lambert Azimuthal Equal Area",ID["EPSG",9820]],)"
        R"(PARAMETER["Latitude of natural origin",{1:.2f},ANGLEUNIT["degree",0.0174532925199433]],)"
        R"(PARAMETER["Longitude of natural origin",{0:.2f},ANGLEUNIT["degree",0.0174532925199433]],)"
        R"(PARAMETER["False easting",0,LENGTHUNIT["metre",1]],PARAMETER["False northing",0,LENGTHUNIT["metre",1]]],)"
        R"(CS[Cartesian,2],AXIS["easting",east],AXIS["northing",north],LENGTHUNIT["metre",1]])",
        longitude_deg, latitude_deg));
}

double areal_scale(const Crs& crs, Point place) {
    // Measured on a square rather than asked of proj_factors, which PROJ 9.1 answers with nonsense
    // for some places of transverse Mercator systems.
    constexpr double side = 100;
    const Point degrees = to_degrees(crs, place);
    const Transform to_true_area(crs, equal_area_around(degrees.x_m, degrees.y_m), place);
    Ring square{place,
                {place.x_m + side, place.y_m},
                {place.x_m + side, place.y_m + side},
                {place.x_m, place.y_m + side},
                place};
    to_true_area.apply(square);
    return side * side / std::abs(signed_area_m2(square));
}

struct Transform::Operation {
    Context context;
    Object object; ///< none: identity
    std::string description = "no change";
    std::optional<double> accuracy_m = 0.0;
    bool ballpark = false;
};

Transform::Transform(const Crs& from, const Crs& to, Point place)
    : m_operation(std::make_unique<Operation>()) {
    if (same_crs(from, to)) {
        return;
    }
    Operation& operation = *m_operation;
    operation.context = make_context();
    PJ_CONTEXT* context = operation.context.get();
    const Object source = horizontal(context, from.wkt);
    const Object target = horizontal(context, to.wkt);
    const Object all(
        proj_create_crs_to_crs_from_pj(context, source.get(), target.get(), nullptr, nullptr));
    const Object traditional(all ? proj_normalize_for_visualization(context, all.get()) : nullptr);
    if (!traditional) {
        throw Error(ErrorCode::crs,
                    fmt::format("there is no way from {} to {}{}", quote(describe(from)),
                                quote(describe(to)), last_error(context)));
    }
    // One operation for the whole layer: a choice made anew for every point could tear neighbours
    // apart.
    const PJ_COORD coordinate = proj_coord(place.x_m, place.y_m, 0, 0);
    proj_trans(traditional.get(), PJ_FWD, coordinate);
    operation.object.reset(proj_trans_get_last_used_operation(traditional.get()));
    if (!operation.object) {
        operation.object.reset(proj_clone(context, traditional.get()));
    }
    const std::string source_name = geodetic_name(context, source.get());
    const std::string target_name = geodetic_name(context, target.get());
    operation.ballpark =
        proj_coordoperation_has_ballpark_transformation(context, operation.object.get()) == 1;
    const double accuracy_m = proj_coordoperation_get_accuracy(context, operation.object.get());
    operation.accuracy_m = accuracy_m >= 0 ? std::optional(accuracy_m) : std::nullopt;
    operation.description = proj_get_name(operation.object.get());
    if (operation.ballpark && ((names_cgcs2000(source_name) && is_wgs84(target_name)) ||
                               (is_wgs84(source_name) && names_cgcs2000(target_name)))) {
        operation.ballpark = false;
        operation.accuracy_m = 1.0; // the same frame but for the epochs: ITRF97 at 2000.0
    }
}

Transform::~Transform() = default;
Transform::Transform(Transform&&) noexcept = default;
Transform& Transform::operator=(Transform&&) noexcept = default;

Point Transform::operator()(Point point) const {
    if (is_identity()) {
        return point;
    }
    const PJ_COORD moved = proj_trans(m_operation->object.get(), PJ_FWD,
                                      proj_coord(point.x_m, point.y_m, 0, HUGE_VAL));
    if (!std::isfinite(moved.xy.x) || !std::isfinite(moved.xy.y)) {
        throw Error(
            ErrorCode::crs,
            fmt::format(
                "the point {} {} has no place in the other coordinate reference system ({})",
                point.x_m, point.y_m, m_operation->description),
            "check the coordinate reference system that the file names");
    }
    return {moved.xy.x, moved.xy.y};
}

void Transform::apply(Line& line) const {
    if (is_identity()) {
        return;
    }
    for (Point& point : line) {
        point = (*this)(point);
    }
}

void Transform::apply(MultiPolygon& polygons) const {
    for (Polygon& polygon : polygons) {
        apply(polygon.shell);
        for (Ring& hole : polygon.holes) {
            apply(hole);
        }
    }
}

bool Transform::is_identity() const {
    return !m_operation->object;
}
const std::string& Transform::description() const {
    return m_operation->description;
}
std::optional<double> Transform::accuracy_m() const {
    return m_operation->accuracy_m;
}
bool Transform::is_ballpark() const {
    return m_operation->ballpark;
}

std::string proj_version() {
    return proj_info().version;
}

} // namespace evengrid::engine
