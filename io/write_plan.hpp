#pragma once

#include "engine/crs.hpp"
#include "engine/plan.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace evengrid::io {

/// File formats that a plan can be written in. All but GeoPackage have one layer to a file, so that
/// the plan is a folder of files there.
enum class PlanFormat { geopackage, shapefile, geojson, flatgeobuf };

/// Where the city came from, as far as its plan refers to it.
struct PlanSources {
    /// The layer that `City::buildings` was read from, whose fields and geometries are copied.
    /// `path` is as GDAL opens it; an empty `layer` is the first one. None: the people are on the blocks.
    struct Layer {
        std::string path;
        std::string layer;
        std::string encoding; ///< of its text, as GDAL names it; empty: as the file says
    };
    std::optional<Layer> buildings;
    engine::Crs city_crs;   ///< the metric CRS of the city's geometry
    engine::Crs output_crs; ///< the CRS of the units layer, in which the plan is written
    std::vector<std::string> files; ///< every file of the input, to be named by its hash in the summary
};

/// The `summary` layer: key and value, in the order in which a person reads them.
using Summary = std::vector<std::pair<std::string, std::string>>;

/// Sums a plan up: counts, the options that led to it, seed, versions, input hashes, the ledger.
Summary summarise(const engine::City& city, const engine::Plan& plan,
                  const engine::PlanOptions& options, const PlanSources& sources);

struct WriteOptions {
    std::string path; ///< a file for GeoPackage, a folder for the others
    PlanFormat format = PlanFormat::geopackage;
    bool overwrite = false; ///< replace what is there
};

/// Complains about a target that could not be written, before the work is done in vain.
/// \throws engine::Error (output) when the target exists and is not to be replaced, is open in
///         another program, or when its folder is missing or cannot be written.
void check_target(const WriteOptions& options);

/// Writes a plan: the layers of section 5 of the design, with their QGIS styles.
///
/// The target is absent, old or complete, never half: the plan is written aside in the target's
/// folder, read back and compared, brought to the disk, and renamed. The same plan gives the same bytes.
/// \returns findings about the writing itself, such as an input field that had to be renamed; the
///          `findings` layer holds them as well.
/// \throws engine::Error (output) when anything goes wrong; then nothing was written.
std::vector<engine::Finding> write_plan(const engine::City& city, const engine::Plan& plan,
                                        const PlanSources& sources, const Summary& summary,
                                        const WriteOptions& options);

} // namespace evengrid::io
