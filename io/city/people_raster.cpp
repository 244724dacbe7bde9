#include "io/city/people_raster.hpp"

#include "engine/error.hpp"
#include "engine/quote.hpp"
#include "io/files/drivers.hpp"
#include "io/files/gdal_messages.hpp"
#include "io/files/layer_name.hpp"

#include <fmt/format.h>
#include <gdal_priv.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>

namespace evengrid::io {

namespace {

using engine::Error;
using engine::ErrorCode;
using engine::quote;

/// Columns and rows of a raster, the last ones not included.
struct Window {
    int first_column = 0, first_row = 0, end_column = 0, end_row = 0;
};

/// Where the cells of a raster lie: x = west + column * width, y = north + row * height (below 0).
struct Lattice {
    double west = 0, width = 0, north = 0, height = 0;

    engine::Point corner(int column, int row) const {
        return {west + column * width, north + row * height};
    }
};

Lattice lattice_of(GDALDataset& raster, const std::string& path) {
    std::array<double, 6> g{};
    if (raster.GetGeoTransform(g.data()) != CE_None || g[2] != 0 || g[4] != 0 || !(g[1] > 0) ||
        !(g[5] < 0)) {
        throw Error(
            ErrorCode::input,
            fmt::format("{} has no place on the map, or is turned against its axes", quote(path)),
            "a GeoTIFF with north up, as gdalwarp writes it");
    }
    return {g[0], g[1], g[3], g[5]};
}

/// A raster that is open, and what failed on the way.
struct Opened {
    GdalMessages messages;
    GDALDatasetUniquePtr raster;
    engine::Crs crs;
    Lattice lattice;

    std::string failure() const {
        return messages.failures.empty() ? "" : messages.failures.front();
    }
};

std::unique_ptr<Opened> open(const std::string& path) {
    register_drivers();
    auto opened = std::make_unique<Opened>();
    const std::array<const char*, 2> drivers{"GTiff", nullptr};
    opened->raster.reset(GDALDataset::Open(
        find_layer(path).path.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR,
        drivers.data()));
    if (!opened->raster || opened->raster->GetRasterCount() < 1) {
        const std::string failure = opened->failure();
        throw Error(ErrorCode::input,
                    fmt::format("cannot read {}: {}", quote(path),
                                failure.empty() ? "it has no band" : failure),
                    "a GeoTIFF with people per cell in its first band");
    }
    const std::string wkt = opened->raster->GetProjectionRef();
    if (wkt.empty()) {
        throw Error(ErrorCode::crs,
                    fmt::format("{} does not say its coordinate reference system", quote(path)),
                    "gdal_edit.py -a_srs EPSG:4326, with the code of its system");
    }
    opened->crs = engine::read_crs(wkt);
    opened->lattice = lattice_of(*opened->raster, path);
    return opened;
}

/// The cells that meet a box which is given in another CRS; its border is followed in small steps.
Window window_of(const engine::Box& box, const engine::Transform& to_raster, const Lattice& lattice,
                 GDALDataset& raster) {
    constexpr int steps = 16;
    engine::Line border;
    for (int i = 0; i <= steps; ++i) {
        const double x = box.min_x_m + (box.max_x_m - box.min_x_m) * i / steps;
        const double y = box.min_y_m + (box.max_y_m - box.min_y_m) * i / steps;
        border.insert(border.end(),
                      {{x, box.min_y_m}, {x, box.max_y_m}, {box.min_x_m, y}, {box.max_x_m, y}});
    }
    to_raster.apply(border);
    const engine::Box there = engine::box(border);
    const auto clamp = [](double value, int most) {
        return static_cast<int>(std::clamp(value, 0.0, static_cast<double>(most)));
    };
    const int columns = raster.GetRasterXSize();
    const int rows = raster.GetRasterYSize();
    return {clamp(std::floor((there.min_x_m - lattice.west) / lattice.width), columns),
            clamp(std::floor((there.max_y_m - lattice.north) / lattice.height), rows),
            clamp(std::ceil((there.max_x_m - lattice.west) / lattice.width), columns),
            clamp(std::ceil((there.min_y_m - lattice.north) / lattice.height), rows)};
}

engine::MultiPolygon outline(int column, int row, const Lattice& lattice,
                             const engine::Transform& to_metric) {
    engine::MultiPolygon cell{{{lattice.corner(column, row), lattice.corner(column, row + 1),
                                lattice.corner(column + 1, row + 1),
                                lattice.corner(column + 1, row), lattice.corner(column, row)},
                               {}}};
    to_metric.apply(cell);
    return cell;
}

} // namespace

RasterHeader read_raster_header(const std::string& path) {
    const auto opened = open(path);
    const int columns = opened->raster->GetRasterXSize();
    const int rows = opened->raster->GetRasterYSize();
    return {opened->crs,
            engine::box(
                engine::Line{opened->lattice.corner(0, 0), opened->lattice.corner(columns, rows)}),
            columns, rows};
}

std::vector<engine::ControlTotal>
read_people_raster(const std::string& path, const engine::Box& box, const engine::Crs& metric) {
    const auto opened = open(path);
    const engine::Point middle{(box.min_x_m + box.max_x_m) / 2, (box.min_y_m + box.max_y_m) / 2};
    const engine::Transform to_raster(metric, opened->crs, middle);
    const engine::Transform to_metric(opened->crs, metric, to_raster(middle));
    const Window window = window_of(box, to_raster, opened->lattice, *opened->raster);
    const int columns = window.end_column - window.first_column;
    constexpr std::int64_t most_cells = 20'000'000;
    if (std::int64_t{columns} * (window.end_row - window.first_row) > most_cells) {
        throw Error(
            ErrorCode::limit,
            fmt::format("{} has more than {} cells where the city lies", quote(path), most_cells),
            "a coarser raster");
    }
    GDALRasterBand& band = *opened->raster->GetRasterBand(1);
    int has_no_data = 0;
    const double no_data = band.GetNoDataValue(&has_no_data);
    std::vector<engine::ControlTotal> cells;
    std::vector<double> people;
    std::vector<double> line(static_cast<std::size_t>(std::max(columns, 0)));
    for (int row = window.first_row; row < window.end_row && columns > 0; ++row) {
        if (band.RasterIO(GF_Read, window.first_column, row, columns, 1, line.data(), columns, 1,
                          GDT_Float64, 0, 0) != CE_None) {
            throw Error(
                ErrorCode::input,
                fmt::format("cannot read row {} of {}: {}", row, quote(path), opened->failure()),
                "a whole copy of the file");
        }
        for (int i = 0; i < columns; ++i) {
            const double value = line[static_cast<std::size_t>(i)];
            if (std::isfinite(value) && value > 0 && (has_no_data == 0 || value != no_data)) {
                cells.push_back(
                    {outline(window.first_column + i, row, opened->lattice, to_metric), 0});
                people.push_back(value);
            }
        }
    }
    const std::vector<std::int64_t> whole = engine::whole_people(people);
    for (std::size_t i = 0; i < cells.size(); ++i) {
        cells[i].people = whole[i];
    }
    return cells;
}

} // namespace evengrid::io
