#pragma once

#include "engine/geometry/geometry.hpp"

#include <memory>
#include <optional>
#include <string>

namespace evengrid::engine {

/// A coordinate reference system, as WKT. This is the one home of PROJ.
///
/// Coordinates are always x east, y north (longitude, latitude), whatever order the authority
/// gives the axes; those of a geographic system are degrees.
struct Crs {
    std::string wkt;
    bool operator==(const Crs&) const = default;
};

/// \param text an authority code ("EPSG:4547") or WKT. Nothing else: a PROJ string or a file name
/// could reach further than a name should.
/// \throws Error (crs) for what PROJ does not know.
Crs read_crs(const std::string& text);

/// Name and code for people: "CGCS2000 / 3-degree Gauss-Kruger CM 117E (EPSG:4548)".
std::string describe(const Crs& crs);

/// Whether both mean the same system, written in whatever way.
bool same_crs(const Crs& a, const Crs& b);

/// Whether coordinates are degrees.
bool is_geographic(const Crs& crs);

/// Whether coordinates are metres on a map, so that lengths and areas may be computed in it.
bool is_metric(const Crs& crs);

/// How many times larger than the ground areas are drawn at a place; 1.003 and the like for the
/// systems that surveyors use, 2.4 for web Mercator in Prague.
double areal_scale(const Crs& crs, Point place);

/// Whether a place, given in the system, lies where the authority means the system to be used, or
/// within three degrees of it. True where the authority says nothing.
bool is_in_area_of_use(const Crs& crs, Point place);

/// Whether the system is tied to the earth; a site's own system of metres is not.
bool is_on_earth(const Crs& crs);

/// The same place in degrees: x longitude, y latitude.
/// \throws Error (crs) where the system is tied to no place on the earth.
Point to_degrees(const Crs& crs, Point place);

/// The Lambert azimuthal equal-area projection on WGS 84 around a place given in degrees.
/// Lengths are right within 0.01 % up to about 130 km from there, areas everywhere
/// (Snyder 1987, Map Projections: A Working Manual, section 24).
Crs equal_area_around(double longitude_deg, double latitude_deg);

/// The way from one system to another.
///
/// Of the operations that PROJ knows, the most accurate one for the area is taken. CGCS2000 and
/// WGS 84 agree within centimetres (both realise the ITRF), so going between them is no shift at
/// all.
class Transform {
public:
    /// \param place a point of the data, in `from`, for which the operation has to be good.
    /// \throws Error (crs) where there is no way.
    Transform(const Crs& from, const Crs& to, Point place);
    ~Transform();
    Transform(Transform&&) noexcept;
    Transform& operator=(Transform&&) noexcept;

    /// \throws Error (crs) for a point that has no place in the other system.
    Point operator()(Point point) const;
    /// Moves every point in place.
    void apply(Line& line) const;
    void apply(MultiPolygon& polygons) const;

    bool is_identity() const;
    /// What is done, in PROJ's words.
    const std::string& description() const;
    /// Metres; none where nobody has said, as for a ballpark operation.
    std::optional<double> accuracy_m() const;
    /// Whether the datums differ and nothing is known about how.
    bool is_ballpark() const;

private:
    struct Operation;
    std::unique_ptr<Operation> m_operation;
};

/// The version of PROJ.
std::string proj_version();

} // namespace evengrid::engine
