#include "io/city/city_layer.hpp"

#include "algorithms/partition.hpp"
#include "engine/error.hpp"
#include "engine/geometry/repair.hpp"
#include "engine/quote.hpp"
#include "io/city/layer_settings.hpp"
#include "io/files/sha256.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace evengrid::io {

namespace {

using engine::Error;
using engine::ErrorCode;
using engine::quote;
using engine::say;
using engine::Severity;

engine::Crs crs_of(const VectorSource& source, const std::string& assumed) {
    if (!source.crs() && assumed.empty()) {
        throw Error(
            ErrorCode::crs,
            fmt::format("{} does not say its coordinate reference system", quote(source.given())),
            "--assume-crs EPSG:4547, with the code of the system that the coordinates are in");
    }
    const engine::Crs crs = source.crs() ? *source.crs() : engine::read_crs(assumed);
    if (!engine::is_on_earth(crs)) {
        throw Error(ErrorCode::crs,
                    fmt::format("{} is in {}, which is tied to no place on the earth",
                                quote(source.given()), quote(engine::describe(crs))),
                    "a system with a known way to longitude and latitude");
    }
    return crs;
}

engine::Message in_words(Shape shape) {
    return {name_of(shape), shape == Shape::points  ? "点"
                            : shape == Shape::lines ? "线"
                                                    : "多边形"};
}

void drop_geometry(Feature& feature) {
    feature.shape = Shape::none;
    feature.polygons.clear();
    feature.lines.clear();
    feature.points.clear();
}

double distance_m(const engine::Box& a, const engine::Box& b) {
    const double x_m = std::max({0.0, a.min_x_m - b.max_x_m, b.min_x_m - a.max_x_m});
    const double y_m = std::max({0.0, a.min_y_m - b.max_y_m, b.min_y_m - a.max_y_m});
    return std::hypot(x_m, y_m);
}

/// A geometry collection has what is wanted among other things, or it has not.
bool has(const Feature& feature, Shape shape) {
    return (shape == Shape::polygons && !feature.polygons.empty()) ||
           (shape == Shape::lines && !feature.lines.empty()) ||
           (shape == Shape::points && !feature.points.empty());
}

} // namespace

CityLayer::CityLayer(std::string role, const std::string& given, const CitySources& sources)
    : m_role(std::move(role)),
      m_source(find_layer(given), encoding_of({m_role, given}, sources.encodings)),
      m_crs(crs_of(m_source, sources.assume_crs)),
      m_shift(shift_of({m_role, given}, sources.from_crs)) {}

std::size_t CityLayer::field(const std::string& name, const std::string& option) const {
    if (const auto found = m_source.find_field(name)) {
        return *found;
    }
    std::string names;
    for (const Field& field : m_source.fields()) {
        names += (names.empty() ? "" : ", ") + quote(field.name);
    }
    throw Error(
        ErrorCode::input,
        fmt::format("{} has no field {} (fields: {})", quote(m_source.given()), quote(name), names),
        fmt::format("{} with one of its fields", option));
}

void CityLayer::load(Shape shape, const std::vector<std::size_t>& fields,
                     const std::function<bool()>& cancelled, Empty empty) {
    m_fields = fields;
    m_source.read(fields, [&](Feature&& feature) {
        if (cancelled && cancelled()) {
            throw algorithms::Cancelled{};
        }
        if (feature.shape == Shape::none) {
            note("no geometry", Severity::warning, say("it has no geometry", "没有几何"), &feature);
        } else if (!feature.is_on_earth) {
            note("no geometry", Severity::warning,
                 say("its coordinates are not all of this earth; its geometry was left out",
                     "坐标不全在地球上；其几何未采用"),
                 &feature);
            drop_geometry(feature);
        } else if (!has(feature, shape)) {
            throw Error(ErrorCode::input,
                        fmt::format("{} cannot be {}: feature {} is made of {}, not {}",
                                    quote(m_source.given()), m_role, feature.fid,
                                    name_of(feature.shape), name_of(shape)),
                        fmt::format("a layer of {}", name_of(shape)));
        } else if (feature.shape != shape) {
            note("mixed geometry", Severity::warning,
                 say("only its {} were used", "只采用其中的{}", in_words(shape)), &feature);
        }
        if (feature.shape != Shape::none) {
            m_box = engine::joined(m_box, box_of(feature));
        }
        features.push_back(std::move(feature));
    });
    findings.insert(findings.begin(), m_source.findings().begin(), m_source.findings().end());
    if (m_box.empty() && empty == Empty::allowed) {
        note("empty layer", Severity::warning,
             say("it has no features with a geometry", "没有带几何的要素"));
        return;
    }
    if (m_box.empty()) {
        throw Error(ErrorCode::input,
                    fmt::format("{} has no features with a geometry", quote(m_source.given())),
                    fmt::format("a layer of {} for the {}", name_of(shape), m_role));
    }
    check_coordinates();
    if (!engine::is_in_area_of_use(m_crs, middle())) {
        note("outside area of use", Severity::warning,
             say("its coordinates, around {:.6g} {:.6g}, are far from where {} is meant to be used",
                 "其坐标约为 {:.6g} {:.6g}，远在 {} 的适用范围之外", middle().x_m, middle().y_m,
                 engine::describe(m_crs)));
    }
}

/// Finds coordinates that cannot be of the system that the file names.
void CityLayer::check_coordinates() const {
    const bool like_degrees = m_box.min_x_m >= -360 && m_box.max_x_m <= 360 &&
                              m_box.min_y_m >= -90 && m_box.max_y_m <= 90;
    const std::string where = fmt::format("{} has coordinates from {:.8g} {:.8g} to {:.8g} {:.8g}",
                                          quote(m_source.given()), m_box.min_x_m, m_box.min_y_m,
                                          m_box.max_x_m, m_box.max_y_m);
    const std::string hint = "the .prj file that belongs to it, or the layer exported with its "
                             "right coordinate reference system";
    if (engine::is_geographic(m_crs)) {
        if (!like_degrees) {
            throw Error(ErrorCode::crs,
                        fmt::format("{}; in {} they are degrees, at most 180 and 90", where,
                                    engine::describe(m_crs)),
                        hint);
        }
        if (m_box.max_x_m - m_box.min_x_m > 180) {
            throw Error(ErrorCode::crs,
                        fmt::format("{}; it reaches more than half around the earth", where),
                        "a part of it, projected, where it crosses the 180th meridian");
        }
    } else if (like_degrees && engine::is_in_area_of_use(m_crs, middle()) == false) {
        throw Error(ErrorCode::crs,
                    fmt::format("{}; they look like degrees, but {} counts in units of length",
                                where, engine::describe(m_crs)),
                    hint);
    } else {
        check_place(where, hint);
    }
}

/// Finds projected coordinates that no place on earth has.
void CityLayer::check_place(const std::string& where, const std::string& hint) const {
    try {
        engine::to_degrees(m_crs, middle());
    } catch (const Error&) {
        const bool has_zone = middle().x_m > 25e6 && middle().x_m < 46e6; // zones 25 to 45
        throw Error(ErrorCode::crs,
                    fmt::format("{}; no place has such coordinates in {}", where,
                                quote(engine::describe(m_crs))),
                    has_zone ? hint + "; eastings of eight digits begin with their zone (EPSG:4513 "
                                      "to 4533)"
                             : hint);
    }
}

engine::Point CityLayer::middle() const {
    return {(m_box.min_x_m + m_box.max_x_m) / 2, (m_box.min_y_m + m_box.max_y_m) / 2};
}

/// Brings the features to the metric CRS by way of true degrees.
void CityLayer::undo(const engine::Crs& metric) {
    const engine::Crs degrees = engine::read_crs("EPSG:4326");
    const engine::Transform to_degrees(m_crs, degrees, middle());
    const engine::Transform to_metric(degrees, metric, to_degrees(middle()));
    const auto move = [&](engine::Line& line) {
        for (engine::Point& point : line) {
            point = to_metric(engine::without_shift(to_degrees(point), m_shift));
        }
    };
    for (Feature& feature : features) {
        for (engine::Polygon& polygon : feature.polygons) {
            move(polygon.shell);
            std::for_each(polygon.holes.begin(), polygon.holes.end(), move);
        }
        std::for_each(feature.lines.begin(), feature.lines.end(), move);
        move(feature.points);
    }
    if (const engine::Point place = to_degrees(middle());
        engine::with_shift(place, m_shift) == place) {
        note("shift taken back in vain", Severity::warning,
             say("--from-crs names the shift of {}, but it lies outside of China, where nothing is "
                 "shifted; leave it out",
                 "--from-crs 指定了 {} 偏移，但该图层在中国境外，坐标并无偏移，请去掉此选项",
                 engine::words(m_shift)));
    }
    note("transformed", Severity::note,
         say("the shift of {} was taken back on the way to {}", "换算到 {1} 时已还原 {0} 偏移",
             engine::words(m_shift), quote(engine::describe(metric))));
}

void CityLayer::bring_to(const engine::Crs& metric, const std::function<bool()>& cancelled) {
    if (m_box.empty()) {
        return;
    }
    if (m_shift != engine::MapShift::none) {
        undo(metric);
    } else {
        transform_to(metric);
    }
    for (const Feature& feature : features) {
        m_metric_box = engine::joined(m_metric_box, box_of(feature));
    }
    repair(cancelled);
}

void CityLayer::transform_to(const engine::Crs& metric) {
    const engine::Transform transform(m_crs, metric, middle());
    if (!transform.is_identity()) {
        const engine::Message accuracy =
            transform.accuracy_m()
                ? say("accurate within {:.3g} m", "精度 {:.3g} m 以内", *transform.accuracy_m())
                : say("of unknown accuracy", "精度不明");
        note(transform.is_ballpark() ? "ballpark transformation" : "transformed",
             transform.is_ballpark() ? Severity::warning : Severity::note,
             say("brought from {} to {} by {}, {}", "由 {} 换算到 {}，方法 {}，{}",
                 quote(engine::describe(m_crs)), quote(engine::describe(metric)),
                 quote(transform.description()), accuracy));
        for (Feature& feature : features) {
            transform.apply(feature.polygons);
            for (engine::Line& line : feature.lines) {
                transform.apply(line);
            }
            transform.apply(feature.points);
        }
    }
}

void CityLayer::repair(const std::function<bool()>& cancelled) {
    std::vector<engine::MultiPolygon*> polygons;
    std::vector<Feature*> owners;
    for (Feature& feature : features) {
        if (!feature.polygons.empty()) {
            polygons.push_back(&feature.polygons);
            owners.push_back(&feature);
        }
    }
    for (const engine::Repair& repair : engine::repair_all(polygons, cancelled)) {
        Feature& feature = *owners[repair.index];
        note("invalid geometry", Severity::warning,
             say("{} at {:.2f} {:.2f}; repaired, area {:.2f} m2 before and {:.2f} m2 after",
                 "{1:.2f} {2:.2f} 处几何无效（{0}）；已修复，面积原为 {3:.2f} m²，现为 {4:.2f} m²",
                 repair.why.reason, repair.why.place.x_m, repair.why.place.y_m,
                 repair.area_before_m2, repair.area_after_m2),
             &feature);
        findings.back().place = repair.why.place;
        if (feature.polygons.empty()) {
            drop_geometry(feature);
        }
    }
}

CountField CityLayer::values(std::size_t n) const {
    CountField field{m_source.given(), m_source.fields()[m_fields[n]].name, {}, {}};
    for (const Feature& feature : features) {
        field.fids.push_back(feature.fid);
        field.values.push_back(feature.values[n]);
    }
    return field;
}

void CityLayer::note(std::string kind, Severity severity, engine::Message message,
                     const Feature* feature) {
    findings.push_back({.kind = std::move(kind),
                        .severity = severity,
                        .message = std::move(message),
                        .source = m_source.given()});
    if (feature != nullptr) {
        findings.back().src_fid = feature->fid;
    }
}

/// A layer far from the units is of another city, or in another system than it says.
void CityLayer::compare_place_with(const std::vector<engine::Unit>& units) {
    const engine::Box around = box_of(units);
    if (!around.empty() && !m_metric_box.empty() && !engine::meet(around, m_metric_box)) {
        note(
            "layer elsewhere", Severity::warning,
            say("no part of it is near the units, {:.1f} km away; if it should be, its coordinates "
                "are not in {}",
                "没有任何部分在社区附近，相距 {:.1f} km；若本应在此，则其坐标不属于 {}",
                distance_m(around, m_metric_box) / 1000, quote(engine::describe(m_crs))));
    }
}

void CityLayer::report_to(CityInput& input) {
    compare_place_with(input.city.units);
    input.files.push_back(as_input_file());
    auto& all = input.city.findings;
    all.insert(all.end(), std::make_move_iterator(findings.begin()),
               std::make_move_iterator(findings.end()));
}

InputFile CityLayer::as_input_file() const {
    return {.role = m_role,
            .layer = m_source.given(),
            .path = m_source.file().path,
            .layer_name = m_source.layer_name(),
            .encoding = m_source.encoding() ? m_source.encoding()->name : "",
            .table = m_source.table_encodings(),
            .crs = engine::describe(m_crs),
            .system = m_crs,
            .shift = m_shift,
            .features = static_cast<std::int64_t>(features.size()),
            .sha256 = sha256_of_files(files_of(m_source.file()))};
}

engine::Crs choose_metric(CityLayer& reference) {
    constexpr double most_distortion = 0.02;
    const engine::Point middle = reference.middle();
    const bool is_true_to_scale =
        engine::is_metric(reference.crs()) &&
        std::abs(engine::areal_scale(reference.crs(), middle) - 1) <= most_distortion;
    if (is_true_to_scale) {
        return reference.crs();
    }
    const engine::Point degrees = engine::to_degrees(reference.crs(), middle);
    const engine::Crs metric = engine::equal_area_around(degrees.x_m, degrees.y_m);
    reference.note("computed in another CRS", Severity::note,
                   say("{0} is not true to metres here; areas and lengths are computed in {1}, and "
                       "the plan is written in {0}",
                       "{0} 在此处不能按米量算；面积和长度在 {1} 中计算，方案以 {0} 写出",
                       quote(engine::describe(reference.crs())), quote(engine::describe(metric))));
    return metric;
}

engine::Box box_of(const Feature& feature) {
    engine::Box box = engine::joined(engine::box(feature.polygons), engine::box(feature.points));
    for (const engine::Line& line : feature.lines) {
        box = engine::joined(box, engine::box(line));
    }
    return box;
}

engine::Box box_of(const std::vector<engine::Unit>& units) {
    engine::Box box;
    for (const engine::Unit& unit : units) {
        box = engine::joined(box, engine::box(unit.ground));
    }
    return box;
}

std::string text_of(const Value& value) {
    if (const auto* text = std::get_if<std::string>(&value)) {
        return *text;
    }
    if (const auto* whole = std::get_if<std::int64_t>(&value)) {
        return fmt::format("{}", *whole);
    }
    if (const auto* real = std::get_if<double>(&value)) {
        return fmt::format("{}", *real); // shortest form: 7 for 7.0
    }
    return {};
}

} // namespace evengrid::io
