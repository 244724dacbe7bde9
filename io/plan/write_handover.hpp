#pragma once

#include "io/files/vector_target.hpp"
#include "io/plan/read_handover.hpp"
#include "io/plan/write_plan.hpp"

#include <string>
#include <vector>

namespace evengrid::io {

/// A table of a handover, the same in every format it is written in.
struct HandoverTable {
    std::string name;
    std::vector<WrittenField> fields;
    std::vector<std::vector<WrittenValue>> rows;
    std::vector<const engine::MultiPolygon*> grounds; ///< one per row
};

/// The tables of a handover: `handover` (old by new grid), `old_grids` (what becomes of each),
/// `new_grids` (where each comes from). The fields are those of docs/manual.md.
///
/// \param valid_from the day the new plan comes into force, as 2026-01-31; empty: not said
std::vector<HandoverTable> handover_tables(const HandoverInput& input,
                                           const engine::Handover& handover,
                                           const std::string& valid_from);

/// What the handover comes to, in the order in which a person reads it.
Summary handover_summary(const HandoverInput& input, const engine::Handover& handover);

/// Writes the tables, the findings and the summary as a GeoPackage, aside and then in one step.
/// \throws engine::Error (output); then nothing was written.
void write_handover(const HandoverInput& input, const std::vector<HandoverTable>& tables,
                    const Summary& summary, const std::string& path, bool overwrite);

/// Writes one table as CSV, likewise.
void write_csv(const HandoverTable& table, const std::string& path, bool overwrite);

/// All tables, findings and sums as one JSON document.
std::string handover_json(const HandoverInput& input, const std::vector<HandoverTable>& tables,
                          const Summary& summary);

} // namespace evengrid::io
