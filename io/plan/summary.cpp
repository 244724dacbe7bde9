#include "engine/plan/plan_findings.hpp"
#include "engine/quote.hpp"
#include "io/plan/write_plan.hpp"
#include "io/versions.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace evengrid::io {

namespace {

std::string_view words(algorithms::Effort effort) {
    switch (effort) {
    case algorithms::Effort::fast:
        return "fast";
    case algorithms::Effort::standard:
        return "default";
    case algorithms::Effort::high:
        return "high";
    }
    return "";
}

/// Adds entries whose values are anything that can be printed.
class Entries {
public:
    template <class Value>
    void add(std::string key, const Value& value) {
        m_entries.emplace_back(std::move(key), fmt::format("{}", value));
    }
    Summary take() { return std::move(m_entries); }

private:
    Summary m_entries;
};

void add_counts(Entries& entries, const engine::City& city, const engine::Plan& plan) {
    const auto in_bounds = std::count_if(plan.grids.begin(), plan.grids.end(),
                                         [](const engine::Grid& grid) { return grid.in_bounds; });
    std::int64_t planned = 0, left_out = 0;
    for (const engine::LedgerEntry& entry : plan.ledger) {
        (entry.is_in_plan() ? planned : left_out) += entry.people;
    }
    double area_m2 = 0;
    for (const engine::Unit& unit : city.units) {
        area_m2 += engine::area_m2(unit.ground);
    }
    entries.add("units", city.units.size());
    entries.add("units_area_m2", fmt::format("{:.2f}", area_m2));
    entries.add("buildings", city.buildings.size());
    entries.add("blocks", plan.blocks.blocks.size());
    entries.add("grids", plan.grids.size());
    entries.add("grids_in_bounds", in_bounds);
    entries.add("people_input", planned + left_out);
    entries.add("people_in_grids", planned);
    entries.add("people_left_out", left_out);
}

void add_handover(Entries& entries, const engine::City& city, const engine::Handover& handover) {
    const auto kept = std::count_if(handover.olds.begin(), handover.olds.end(),
                                    [](const auto& old) { return old.fate == engine::Fate::kept; });
    entries.add("existing_grids", city.existing.size());
    entries.add("existing_grids_kept", kept);
    entries.add("people_moved", handover.moved_people);
    entries.add("people_moved_at_least", handover.least_moved_people);
}

void add_options(Entries& entries, const engine::PlanOptions& options) {
    entries.add("minimum", options.partition.bounds.minimum);
    entries.add("maximum", options.partition.bounds.maximum);
    entries.add("target", options.partition.bounds.target_or_middle());
    entries.add("effort", words(options.partition.effort));
    entries.add("seed", options.partition.seed);
}

/// Who was counted how, and who was left out for what reason: one entry each.
void add_ledger(Entries& entries, const std::vector<engine::LedgerEntry>& ledger) {
    for (const engine::LedgerEntry& entry : ledger) {
        entries.add(entry.is_in_plan() ? "ledger: in grids"
                                       : "ledger: left out, " + entry.reason.english,
                    summary_parts({{"people", entry.people},
                                   {"source", entry.source},
                                   {"method", entry.method.english},
                                   {"method_zh", entry.method.chinese},
                                   {"reason", entry.reason.english},
                                   {"reason_zh", entry.reason.chinese}}));
    }
}

/// What a result was made from and with.
void add_sources(Entries& entries, const CityInput& input) {
    entries.add("crs", engine::describe(input.written));
    entries.add("crs_computed", engine::describe(input.metric));
    for (const InputFile& file : input.files) {
        entries.add("input: " + file.role, summary_parts({{"layer", file.layer},
                                                          {"features", file.features},
                                                          {"crs", file.crs},
                                                          {"sha256", file.sha256}}));
    }
    for (const auto& [name, version] : versions()) {
        entries.add("version: " + name, version);
    }
}

} // namespace

std::string summary_parts(
    const std::vector<std::pair<std::string, std::variant<std::int64_t, std::string>>>& parts) {
    nlohmann::ordered_json json;
    for (const auto& [name, value] : parts) {
        auto& part = json[name];
        std::visit([&](const auto& each) { part = each; }, value);
    }
    return engine::printable_json(
        json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
}

Summary summarise(const CityInput& input, const engine::Plan& plan,
                  const engine::PlanOptions& options) {
    Entries entries;
    add_counts(entries, input.city, plan);
    if (plan.handover) {
        add_handover(entries, input.city, *plan.handover);
    }
    if (!plan.point_changes.empty()) {
        entries.add("border_changes_for_points", plan.point_changes.size());
    }
    add_options(entries, options);
    add_ledger(entries, plan.ledger);
    add_sources(entries, input);
    return entries.take();
}

Summary summarise(const CityInput& input, const engine::Blocks& blocks) {
    Entries entries;
    entries.add("units", input.city.units.size());
    entries.add("buildings", input.city.buildings.size());
    entries.add("blocks", blocks.blocks.size());
    add_ledger(entries, engine::blocks_ledger(input.city, blocks));
    add_sources(entries, input);
    return entries.take();
}

} // namespace evengrid::io
