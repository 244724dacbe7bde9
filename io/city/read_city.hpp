#pragma once

#include "engine/city.hpp"
#include "engine/geometry/crs.hpp"
#include "engine/geometry/map_shift.hpp"
#include "io/city/field_measures.hpp"
#include "io/files/encoding.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace evengrid::io {

/// Where the people of a city are counted. Of what is given the most trusted is used: a count
/// field, households, totals of a polygon layer, a raster, and without any of them floor area
/// alone.
struct PeopleSources {
    /// Fields of the buildings, or of the blocks where there are no buildings.
    std::optional<std::string> population_field;
    std::optional<std::string> household_field;
    /// With households but no population field: how many people a household has.
    std::optional<double> persons_per_household;
    /// A polygon layer with totals that are shared over the buildings on its ground, and its field.
    std::string totals;
    std::optional<std::string> totals_field;
    std::string raster; ///< a GeoTIFF with people per cell, shared likewise
    /// Fields of the buildings that floor area is told from; chosen and reported when not given.
    /// Height is in metres.
    std::optional<std::string> floors_field;
    std::optional<std::string> height_field;
    std::optional<std::string> use_field;
    std::string use_table; ///< a TOML file, see `read_use_table`; empty: the defaults
    /// What to do with a count that is no number: "refuse" it, or "exclude" it: count it as 0 and
    /// list it.
    std::string bad_population = "refuse";
};

/// Which layers a city is read from, and how. A layer is named `path` or `path|layername=NAME`.
///
/// Needed: units and buildings, or blocks. Units come from a layer of their own, or, with
/// `unit_field`, from the blocks that have the same value there.
struct CitySources {
    std::string units;
    std::string buildings;
    std::string blocks;
    std::vector<std::string> roads;
    std::vector<std::string> motorways;
    std::vector<std::string> railways;
    std::vector<std::string> walls;
    std::vector<std::string> water;     ///< polygons are ground of no one, lines are borders
    std::vector<std::string> crossings; ///< points or lines where one can walk over a barrier
    /// Field of the blocks that names their unit.
    std::optional<std::string> unit_field;
    /// Fields of the units; chosen and reported when not given.
    std::optional<std::string> unit_code_field;
    std::optional<std::string> unit_name_field;
    std::optional<std::string> street_field;    ///< what they nest in; chosen when not given
    std::optional<std::string> grids_field;     ///< how many grids they are to have; none by itself
    std::optional<std::string> unit_kind_field; ///< "urban", "rural"; none by itself
    std::vector<std::string> exclusive;         ///< polygons that are grids of their own
    std::vector<std::string> keep_areas;        ///< polygons that are divided on their own
    std::string points; ///< places that serve people; kind, name and capacity by their fields
    PeopleSources people;
    std::vector<FieldMeasure> measures; ///< further ones that rules are about
    /// Field of the buildings that names their compound, which stays in one grid where it fits.
    std::optional<std::string> keep_together;
    std::string existing; ///< the plan in force before
    /// Instead: a field of the blocks, or else of the buildings, that names the grid of each.
    std::optional<std::string> existing_field;
    /// Field of its codes; chosen and reported when not given.
    std::optional<std::string> existing_code_field;
    std::vector<std::string> locks; ///< codes of existing grids that must not change
    /// CRS of layers that have none, "EPSG:4547"; empty: such layers are refused.
    std::string assume_crs;
    /// Shifts of coordinates that are taken back: "gcj02", "bd09" of the buildings, "roads=gcj02"
    /// of another layer.
    std::vector<std::string> from_crs;
    /// Encodings of attribute text: "GBK", "buildings=GBK" of a layer (`encoding_of`); found out
    /// where none is said.
    std::vector<std::string> encodings;
};

/// A file as it was read.
struct InputFile {
    std::string role{};  ///< "buildings", "units", ...
    std::string layer{}; ///< as the user named it
    std::string path{};  ///< as GDAL opens it
    std::string layer_name{};
    std::string encoding{}; ///< of the attribute text, empty where the format fixes it
    TableEncodings table{}; ///< the same, column by column
    std::string crs{};      ///< name of the coordinate reference system
    engine::Crs system{};   ///< that it is the name of
    engine::MapShift shift = engine::MapShift::none; ///< that its coordinates are said to have
    std::int64_t features = 0;
    /// Of the file; for a shapefile of its members, in the order shp, shx, dbf, prj, cpg.
    std::string sha256{};
};

/// A city, with what is needed to write its plan.
struct CityInput {
    engine::City city;   ///< in `metric`
    engine::Crs metric;  ///< everything is computed in it
    engine::Crs written; ///< of the units, or of the blocks that name them: plans are written in it
    std::vector<InputFile> files;
    std::string units; ///< what the findings call the source of the units
};

/// Reads a city: checks files and fields, decodes text, repairs geometry, brings all to one metric
/// CRS.
///
/// What is odd but can be used becomes a finding of the city, and every person of the source is in
/// a building, in a block or in the city's ledger. `src_fid` is the feature id that GDAL gives.
/// \throws engine::Error (input, crs, usage) for what cannot be used; algorithms::Cancelled.
CityInput read_city(const CitySources& sources, const std::function<bool()>& cancelled = {});

} // namespace evengrid::io
