#pragma once

#include "engine/organisation/organisation.hpp"
#include "engine/plan/relaxations.hpp"
#include "io/city/read_city.hpp"

#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace evengrid::io::cli {

/// How long the stages of a run took.
class Stopwatch {
public:
    /// Ends the stage that began with the last one's end.
    void lap(std::string stage);
    const std::vector<std::pair<std::string, double>>& laps_s() const { return m_laps_s; }

private:
    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
    std::vector<std::pair<std::string, double>> m_laps_s;
};

/// What came out of a run.
struct Outcome {
    const CityInput& input;
    const engine::Plan& plan;
    const engine::Organisation& organisation;
    const engine::PlanOptions& options;
    const std::vector<engine::Finding>& findings; ///< of the plan and of its writing
    const std::vector<engine::TriedUnit>& tried;  ///< with --explain
    std::string path;                             ///< of the plan
    const Stopwatch& stopwatch;
};

/// Whether every grid is within its bounds and keeps the rules that are about it.
bool keeps_rules(const engine::Plan& plan);

/// A table that a planner understands: units, grids, people, grids out of bounds by reason, what
/// the plan is run with, findings by kind, time.
std::string summary_table(const Outcome& outcome);

/// The same for machines; all of the findings, one by one.
std::string summary_json(const Outcome& outcome);

} // namespace evengrid::io::cli
