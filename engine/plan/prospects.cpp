#include "engine/plan/prospects.hpp"

#include "engine/plan/grid_counts.hpp"

namespace evengrid::engine {

namespace {

Prospect prospect_of(const UnitGraph& unit, const algorithms::Bounds& bounds) {
    const LegalCounts counts = legal_counts(unit.graph, bounds);
    Prospect prospect{.unit = unit.unit,
                      .people = unit.graph.total_population(),
                      .blocks = static_cast<std::int64_t>(unit.blocks.size()),
                      .fewest = counts.range.fewest,
                      .most = counts.range.most,
                      .hard_cases = hard_cases(unit, bounds)};
    prospect.is_legal = counts.all_parts && prospect.people >= bounds.minimum;
    return prospect;
}

} // namespace

std::vector<Prospect> unit_prospects(const std::vector<UnitGraph>& units,
                                     const algorithms::Bounds& bounds) {
    std::vector<Prospect> prospects;
    for (const UnitGraph& unit : units) {
        prospects.push_back(prospect_of(unit, bounds));
    }
    return prospects;
}

} // namespace evengrid::engine
