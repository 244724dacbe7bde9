#pragma once

#include "engine/organisation/organisation.hpp"
#include "engine/plan/plan.hpp"
#include "io/city/read_city.hpp"
#include "io/plan/plan_format.hpp"

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace evengrid::io {

/// The `summary` layer: key and value, in the order in which a person reads them.
using Summary = std::vector<std::pair<std::string, std::string>>;

/// A value that is made of parts, as JSON, so that whoever shows it can word it.
std::string
summary_parts(const std::vector<std::pair<std::string, std::variant<std::int64_t, std::string>>>&);

/// Sums a plan up: counts, the options that led to it, seed, versions, input hashes, the ledger.
Summary summarise(const CityInput& input, const engine::Plan& plan,
                  const engine::PlanOptions& options);

struct WriteOptions {
    std::string path; ///< a file for GeoPackage, a folder for the others
    PlanFormat format = PlanFormat::geopackage;
    bool overwrite = false; ///< replace what is there
    /// Copy also fields of the buildings that seem to tell of single persons (`personal_kind`).
    bool keep_personal_fields = false;
};

/// Complains about a target that could not be written, before the work is done in vain.
/// \throws engine::Error (output) when the target exists and is not to be replaced, is open in
///         another program, or when its folder is missing or cannot be written; Error (usage)
///         when its name says another format.
void check_target(const WriteOptions& options);

/// Writes a plan: the layers of section 5 of the design, with their QGIS styles, and those of its
/// organisation.
///
/// The target is absent, old or complete, never half: the plan is written aside in the target's
/// folder, read back and compared, brought to the disk, and renamed. The same plan gives the same
/// bytes. The fields and geometries of `buildings` are copied from their source.
/// \returns findings about the writing itself, such as an input field that had to be renamed; the
///          `findings` layer holds them as well.
/// \throws engine::Error (output) when anything goes wrong; then nothing was written.
std::vector<engine::Finding> write_plan(const CityInput& input, const engine::Plan& plan,
                                        const engine::Organisation& organisation,
                                        const Summary& summary, const WriteOptions& options);

/// Sums blocks up: counts, versions, input hashes, and the ledger of everyone.
Summary summarise(const CityInput& input, const engine::Blocks& blocks);

/// Writes blocks alone, in the manner of a plan: the layers `blocks`, `findings` and `summary`.
/// \throws engine::Error (output) when anything goes wrong; then nothing was written.
void write_blocks(const CityInput& input, const engine::Blocks& blocks, const Summary& summary,
                  const WriteOptions& options);

} // namespace evengrid::io
